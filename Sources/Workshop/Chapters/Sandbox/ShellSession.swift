import Glibc
import Linux

/// How a command in a shell session ended.
public struct ShellResult: Sendable, Equatable {
    /// What it printed, standard output and standard error together.
    public var output: [UInt8]
    /// Whether more came out than was kept.
    public var isTruncated: Bool
    public var end: End

    public enum End: Sendable, Equatable {
        /// The command's status; the session goes on.
        case status(Int32)
        /// The shell has ended, with this status: the command was `exit`, or ended it in another way.
        case shellEnded(Int32)
        /// The command took too long; the session was ended.
        case timeLimit
    }

    /// What was printed, line by line. Control characters are left out, except tabs.
    public var lines: [String] {
        let text = String(decoding: output, as: UTF8.self)
        var lines = SourceLines(text).lines.map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.filter { !Self.isControl($0) }))
        }
        while lines.last?.isBlank == true { lines.removeLast() }
        return lines
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9: false
        case 0..<32, 127..<160: true
        default: false
        }
    }
}

/// One bash that runs commands one after another and remembers folder, variables and functions, as at a terminal.
///
/// It has no terminal, and its commands read nothing. Whoever made it has to call ``end()``.
public actor ShellSession {
    private let shell: ChildProcess
    private let commands: OwnedDescriptor
    private let output: OwnedDescriptor
    private let statuses: OwnedDescriptor
    private var isOver = false

    /// Runs each command that comes in, ended by a null byte, and answers with its status. `$?` is that of the command before.
    private static let loop = """
        __status() { return "$1"; }
        __last=0
        while IFS= read -r -d '' -u 3 __command; do
            __status "$__last"
            eval "$__command" </dev/null 3<&- 4>&-
            __last=$?
            printf '%s\\n' "$__last" >&4
        done
        """

    /// Starts the shell.
    ///
    /// - Parameters:
    ///   - environment: `NAME=value`, the whole of it.
    ///   - folder: where it starts, absolute.
    /// - Throws: `SystemError` when bash cannot be started.
    public init(environment: [String], folder: String) throws {
        let input = try Descriptor.pipe()
        let printed = try Descriptor.pipe()
        let answers = try Descriptor.pipe()
        let null = try Descriptor.open("/dev/null", O_RDONLY)
        var request = SpawnRequest("/bin/bash", ["--noprofile", "--norc", "-c", Self.loop, "bash"])
        request.environment = environment
        request.directory = folder
        request.newSession = true
        request.descriptors = [
            (null.number, 0), (printed.write.number, 1), (printed.write.number, 2), (input.read.number, 3),
            (answers.write.number, 4),
        ]
        shell = try ChildProcess(request)
        commands = input.write
        output = printed.read
        statuses = answers.read
        try Descriptor.setNonBlocking(output.number)
        try Descriptor.setNonBlocking(statuses.number)
        withExtendedLifetime((input.read, printed.write, answers.write, null)) {}
    }

    /// Runs one command and waits until it ends. What it left in the background goes on.
    ///
    /// - Parameters:
    ///   - limit: in seconds; a command that takes longer ends the session.
    ///   - keep: how many bytes of its output are kept.
    ///   - onOutput: called with every piece of output, in order.
    /// - Throws: `CancellationError` when the task was cancelled, which ends the session.
    public func run(
        _ command: String, limit: Double = 300, keep: Int = 1 << 20,
        onOutput: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws -> ShellResult {
        if Task.isCancelled {
            await end()
            throw CancellationError()
        }
        if isOver {
            return ShellResult(output: [], isTruncated: false, end: .shellEnded(shell.termination?.status ?? 0))
        }
        let bytes = command.utf8.filter { $0 != 0 } + [0]
        let reading = Reading(
            commands: commands.number, output: output.number, statuses: statuses.number, keep: keep, onOutput: onOutput)
        let (result, status) = try await Blocking.run { isCancelled in
            try reading.exchange(bytes, seconds: limit, isCancelled: isCancelled)
        }
        var end: ShellResult.End
        switch status {
        case .status(let number):
            return ShellResult(output: result.bytes, isTruncated: result.isCut, end: .status(number))
        case .closed:
            end = .shellEnded(0)
            // What it left in the background goes now: its group's number is not given to others so soon.
            kill(-shell.pid, SIGKILL)
        case .timeLimit, .cancelled: end = .timeLimit
        }
        await self.end()
        if case .cancelled = status { throw CancellationError() }
        if case .shellEnded = end { end = .shellEnded(shell.termination?.status ?? 0) }
        return ShellResult(output: result.bytes, isTruncated: result.isCut, end: end)
    }

    /// Ends the shell and every process that it left behind in its own session.
    public func end() async {
        guard !isOver else { return }
        isOver = true
        // The group's leader is not reaped yet or has just been: its number cannot be another's before that.
        if shell.termination == nil { kill(-shell.pid, SIGKILL) }
        _ = await shell.wait()
    }
}

/// One command and its answer, on a thread of its own.
private struct Reading: Sendable {
    let commands: Int32
    let output: Int32
    let statuses: Int32
    let keep: Int
    let onOutput: (@Sendable ([UInt8]) -> Void)?

    enum End: Sendable {
        case status(Int32), closed, timeLimit, cancelled
    }

    struct Printed: Sendable {
        var bytes: [UInt8] = []
        var isCut = false
    }

    func exchange(
        _ command: [UInt8], seconds: Double, isCancelled: @Sendable () -> Bool
    ) throws -> (Printed, End) {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var printed = Printed()
        do {
            try Descriptor.write(command, to: commands)
        } catch {
            if error.errno == EPIPE { return (printed, .closed) }
            throw error
        }
        var answer: [UInt8] = []
        while true {
            if isCancelled() { return (printed, .cancelled) }
            guard ContinuousClock.now < deadline else { return (printed, .timeLimit) }
            var sources = [
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: statuses, events: Int16(POLLIN), revents: 0),
            ]
            // Wakes up to see whether somebody has cancelled or the time is over.
            if poll(&sources, 2, 50) < 0 && errno != EINTR { throw SystemError("poll", "", errno: errno) }
            let hasEnded = sources[1].revents != 0
            // What the command printed was in the pipe before its status was.
            let isOpen = drain(&printed)
            guard hasEnded else {
                if !isOpen { return (printed, .closed) }
                continue
            }
            var buffer = [UInt8](repeating: 0, count: 64)
            let count = read(statuses, &buffer, buffer.count)
            if count == 0 { return (printed, .closed) }
            if count > 0 { answer += buffer[..<count] }
            if answer.last == UInt8(ascii: "\n") {
                _ = drain(&printed)
                return (printed, .status(Int32(String(decoding: answer.dropLast(), as: UTF8.self)) ?? 255))
            }
        }
    }

    /// Reads what is there. Returns whether more can come.
    private func drain(_ printed: inout Printed) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(output, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return true }
            if count == 0 { return false }
            let room = keep - printed.bytes.count
            if count > room { printed.isCut = true }
            let piece = Array(buffer[..<min(count, max(room, 0))])
            printed.bytes += piece
            if !piece.isEmpty { onOutput?(piece) }
        }
    }
}
