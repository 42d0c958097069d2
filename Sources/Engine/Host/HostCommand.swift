import Glibc

/// A command that is run to find out what a machine can do, and what came of it.
struct HostCommand {
    /// The exit status; 128 plus the signal's number after a signal; `nil` when it could not be started or took too long.
    var status: Int32?
    /// Both output streams together, at most 64 KiB.
    var output: String

    var succeeded: Bool { status == 0 }

    /// The last line that says something, for a report.
    var lastLine: String {
        output.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? ""
    }

    /// Runs a program by its absolute path, with an empty standard input, and waits for it.
    ///
    /// The caller has one thread and waits for this child only, so polling its output pipe to the end suffices.
    static func run(_ arguments: [String], seconds: Double = 20) -> HostCommand {
        guard let program = arguments.first else { return HostCommand(status: nil, output: "no command") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return HostCommand(status: nil, output: "no pipe could be made") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, program, &actions, nil, &words, environ)
        close(ends[1])
        guard failure == 0 else {
            close(ends[0])
            return HostCommand(status: nil, output: String(cString: strerror(failure)))
        }
        let (bytes, isComplete) = drain(ends[0], seconds: seconds)
        close(ends[0])
        if !isComplete { kill(child, SIGKILL) }
        var code: Int32 = 0
        while waitpid(child, &code, 0) < 0 && errno == EINTR {}
        let text = String(decoding: bytes, as: UTF8.self)
        guard isComplete else { return HostCommand(status: nil, output: text + "\nno end after \(Int(seconds)) s") }
        let signal = code & 0x7f
        return HostCommand(status: signal == 0 ? (code >> 8) & 0xff : 128 + signal, output: text)
    }

    /// Reads to the end or until the time is over.
    private static func drain(_ descriptor: Int32, seconds: Double) -> (bytes: [UInt8], isComplete: Bool) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            let left = (deadline - .now).components
            let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
            if milliseconds <= 0 { return (bytes, false) }
            var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&interest, 1, Int32(clamping: milliseconds))
            if ready < 0 && errno != EINTR { return (bytes, false) }
            if ready <= 0 { continue }
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return (bytes, true) }
            if count < 0 {
                if errno == EINTR { continue }
                return (bytes, false)
            }
            if bytes.count < 64 * 1024 { bytes.append(contentsOf: buffer[..<count]) }
        }
    }
}

/// Where programs are.
enum Programs {
    /// Folders that hold system programs though an ordinary user's PATH often lacks them.
    private static let systemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    /// The absolute path of a program on PATH or in the system's folders.
    static func find(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") } + systemFolders
        return folders.map { $0 + "/" + name }.first { access($0, X_OK) == 0 && !isFolder($0) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
