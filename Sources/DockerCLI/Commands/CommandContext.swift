import DockerFlags
import EngineInterface
import Glibc

/// What a command works with.
struct CommandContext: Sendable {
    /// The command line as it was understood.
    let invocation: DockerInvocation
    let output: CommandOutput
    let error: CommandOutput
    let input: CommandInput
    /// The process's environment.
    let environment: [String: String]
    /// Absolute.
    let workingDirectory: String
    /// What signals do while the command runs.
    let signals: SignalHub
    /// What the executable gives.
    let host: DockerHost
    /// Nanoseconds since 1970.
    let now: @Sendable () -> Int64
    private let opened: (any DockerEngine)?

    init(
        invocation: DockerInvocation, engine: (any DockerEngine)?, output: CommandOutput, error: CommandOutput,
        input: CommandInput, environment: [String: String], workingDirectory: String, signals: SignalHub,
        host: DockerHost, now: @escaping @Sendable () -> Int64
    ) {
        self.invocation = invocation
        opened = engine
        self.output = output
        self.error = error
        self.input = input
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.signals = signals
        self.host = host
        self.now = now
    }

    /// The options of the command.
    var flags: DockerFlagValues { invocation.flags }
    /// The arguments of the command.
    var arguments: [String] { invocation.arguments }

    /// The engine. Commands that said they need none must not ask for it.
    var engine: any DockerEngine {
        get throws {
            guard let opened else { throw CommandFailure("docker: this command does not use the engine") }
            return opened
        }
    }

    /// An absolute path for one that may be relative to where the command was called, `.` and `..` resolved by name.
    func absolutePath(_ path: String) -> String {
        FilePath.absolute(path, in: workingDirectory)
    }
}

/// Paths as Go's `path/filepath` treats them, by their names alone.
enum FilePath {
    /// A clean absolute path for one that may be relative to a folder.
    static func absolute(_ path: String, in folder: String) -> String {
        clean(path.hasPrefix("/") ? path : folder + "/" + path)
    }

    /// The shortest path of the same meaning: without `.`, `..` where it can be resolved, double slashes, a slash at the end.
    static func clean(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if let last = parts.last, last != ".." {
                parts.removeLast()
            } else if !isAbsolute {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
