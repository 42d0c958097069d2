import Glibc
import Synchronization

/// A program that turns an archive into a plain tar stream on its standard output.
///
/// It runs in a session of its own, so that it cannot ask anybody for a passphrase, and within limits on memory and
/// processor time.
final class ArchiveStream {
    private let output: Int32
    private let errors: Int32
    private var child: pid_t
    private var message: [UInt8] = []
    private var errorsAreOpen = true
    private let deadline: ContinuousClock.Instant
    private let isCancelled: @Sendable () -> Bool

    /// - Parameters:
    ///   - program: the program and its arguments. The archive is descriptor 3, also standard input.
    ///   - archive: a descriptor of the archive; the caller closes it.
    /// - Throws: ``SubmissionError/unable(_:)`` when the program cannot be started.
    init(
        _ program: [String], archive: Int32, seconds: Double, isCancelled: @escaping @Sendable () -> Bool
    ) throws(SubmissionError) {
        self.isCancelled = isCancelled
        deadline = ContinuousClock.now + .seconds(seconds)
        guard let path = program.first.flatMap(Self.find) else {
            throw .unable(Self.missing(program.first ?? ""))
        }
        let command = Self.limited([path] + program.dropFirst(), seconds: seconds)
        // Another archive's program that starts before the pipes are marked would hold them open.
        let started = Self.starting.withLock { _ in Self.start(command, archive: archive) }
        switch started {
        case .success(let process):
            child = process.child
            output = process.output
            errors = process.errors
        case .failure(let failure): throw failure
        }
    }

    deinit {
        close(output)
        close(errors)
        if child > 0 {
            kill(child, SIGKILL)
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        }
    }

    /// Up to `limit` bytes; an empty array at the end of the stream.
    func read(_ limit: Int) throws(SubmissionError) -> [UInt8] {
        while true {
            if isCancelled() { throw .unable("Unpacking was cancelled.") }
            let left = (deadline - .now).components
            guard left.seconds >= 0, left.seconds + left.attoseconds > 0 else {
                throw .rejected("Unpacking the archive takes too long.")
            }
            var interests = [
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errorsAreOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&interests, 2, 200) < 0 && errno != EINTR {
                throw .unable("poll failed: \(String(cString: strerror(errno))).")
            }
            if interests[1].revents != 0 { readErrors() }
            if interests[0].revents != 0 {
                var buffer = [UInt8](repeating: 0, count: limit)
                let count = Glibc.read(output, &buffer, limit)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { throw .unable("read failed: \(String(cString: strerror(errno))).") }
                return Array(buffer[..<count])
            }
        }
    }

    /// Waits for the program's end after the stream's.
    /// - Throws: ``SubmissionError/rejected(_:)`` when it says that the archive is damaged or encrypted.
    func finish() throws(SubmissionError) {
        while errorsAreOpen { readErrors() }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        child = 0
        if status != 0 { throw complaint }
    }

    /// What the program said, as the reason why an archive cannot be read.
    var complaint: SubmissionError {
        let text = String(decoding: message, as: UTF8.self)
        if text.lowercased().contains("passphrase") {
            return .rejected("The archive is encrypted.")
        }
        let line =
            text.split(separator: "\n").first { !$0.hasSuffix("previous errors.") }.map(String.init)
            ?? "no reason given"
        let reason = line.split(separator: ": ").last.map(String.init) ?? line
        return .rejected("The archive is damaged: \(PlainText.oneLine(reason)).")
    }

    private static let starting = Mutex(())

    /// A pipe that no program started here holds open.
    static func makePipe() -> (read: Int32, write: Int32)? {
        starting.withLock { _ in
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
    }

    private static func start(
        _ command: [String], archive: Int32
    ) -> Result<(child: pid_t, output: Int32, errors: Int32), SubmissionError> {
        var outputs: [Int32] = [-1, -1]
        var complaints: [Int32] = [-1, -1]
        guard pipe(&outputs) == 0 else { return .failure(.unable("No pipe can be made: \(reason(errno)).")) }
        guard pipe(&complaints) == 0 else {
            let number = errno
            outputs.forEach { close($0) }
            return .failure(.unable("No pipe can be made: \(reason(number))."))
        }
        for end in outputs + complaints { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, archive, 0)
        posix_spawn_file_actions_adddup2(&actions, outputs[1], 1)
        posix_spawn_file_actions_adddup2(&actions, complaints[1], 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, newSession)
        var words: [UnsafeMutablePointer<CChar>?] = command.map { (word: String) in strdup(word) }
        let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { (entry: String) in strdup(entry) }
        words.append(nil)
        variables.append(nil)
        defer { (words + variables).forEach { free($0) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, command[0], &actions, &attributes, words, variables)
        close(outputs[1])
        close(complaints[1])
        guard failure == 0 else {
            close(outputs[0])
            close(complaints[0])
            return .failure(.unable("\(command[0]) cannot be started: \(reason(failure))."))
        }
        return .success((child, outputs[0], complaints[0]))
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

    private func readErrors() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(errors, &buffer, buffer.count)
        if count < 0 && errno == EINTR { return }
        if count <= 0 {
            errorsAreOpen = false
        } else if message.count < 4096 {
            message += buffer[..<count]
        }
    }

    /// POSIX_SPAWN_SETSID of glibc 2.26 and later, which its Swift module leaves out.
    private static let newSession: Int16 = 0x80

    private static func limited(_ command: [String], seconds: Double) -> [String] {
        guard let prlimit = find("prlimit") else { return command }
        return [prlimit, "--as=1073741824", "--cpu=\(Int(seconds) + 1)", "--nofile=64", "--core=0", "--"] + command
    }

    static func find(_ name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
    }

    private static func missing(_ name: String) -> String {
        let package = name == "bsdtar" ? "libarchive-tools" : name
        return "The program \(name) is missing; install it: sudo apt-get install \(package)."
    }
}
