import ArgumentParser
import Building
import Engine
import Glibc

/// Where everything begins.
///
/// The kernel lets only a process with one thread enter a user namespace, and the first task may start others. So `main`
/// is synchronous: it parses the arguments and enters the namespaces, and only then starts the command's task.
@main
enum Main {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let status = EngineCommands.run(arguments) { exit(status) }
        // A reader that goes away (`| head`) is seen as a failed write, not as a signal.
        Cancellation.survivePipes()
        if let words = DockerEntry.words(program: CommandLine.arguments.first ?? "", arguments) {
            exit(DockerEntry.run(words) { words in run(["build"] + words) })
        }
        exit(run(arguments))
    }

    private static func run(_ arguments: [String]) -> Int32 {
        // What is typed most is read without the parser, which takes longer than the work.
        if arguments == ["--version"] {
            Terminal.print("workshop \(Workshop.versionNumber)")
            return ExitStatus.success.rawValue
        }
        let arguments = arguments.isEmpty ? [HomeCommand.name] : BooleanWords.normalized(arguments)
        if arguments.first == "build", let line = BuildLine.read(arguments.dropFirst()) {
            return attempt {
                try EngineProcess.enterNamespaces()
                try Cancellation.run { try await BuildWork(arguments: line).run() }
            }
        }
        let command: any ParsableCommand
        do {
            command = try Workshop.parseAsRoot(arguments)
        } catch {
            return answer(error)
        }
        return attempt {
            if command is any NeedsNamespaces { try EngineProcess.enterNamespaces() }
            guard let waiting = command as? any WaitingCommand else {
                var command = command
                return try command.run()
            }
            try Cancellation.run {
                var waiting = waiting
                try await waiting.run()
            }
        }
    }

    private static func attempt(_ body: () throws -> Void) -> Int32 {
        do {
            try body()
            return ExitStatus.success.rawValue
        } catch {
            return answer(error)
        }
    }

    /// Says what went wrong, on standard error; help that was asked for goes to standard output.
    private static func answer(_ error: any Error) -> Int32 {
        if let status = error as? ExitStatus { return status.rawValue }
        if error is CancellationError {
            Terminal.error("workshop: cancelled; everything was cleaned up.")
            return ExitStatus.cancelled.rawValue
        }
        // The parser's own errors and requests for help; everything else has a description of its own.
        let isOfParser = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
        guard isOfParser else {
            Terminal.error("workshop: \(error)")
            return ExitStatus(of: error).rawValue
        }
        let text = Workshop.fullMessage(for: error)
        if Workshop.exitCode(for: error) == .success {
            Terminal.print(text)
            return ExitStatus.success.rawValue
        }
        Terminal.error(text)
        return ExitStatus.usage.rawValue
    }
}

/// A command that uses the engine, and so runs in its namespaces.
protocol NeedsNamespaces {}

/// A command that waits for something, and can be cancelled while it does.
protocol WaitingCommand: AsyncParsableCommand, Sendable {}
