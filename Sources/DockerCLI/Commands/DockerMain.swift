@preconcurrency import Dispatch
import DockerFlags
import EngineInterface
import Glibc
import Linux

/// The docker-compatible command line from its words to its exit status.
public enum DockerMain {
    /// The release of docker's client whose command line this is.
    public static let compatibleVersion = "28.2.2"

    /// Runs the words after `docker` and returns the exit status, of which only the process's end should follow.
    ///
    /// To be called while the process has one thread. Understanding the words, help, and commands that need no engine
    /// happen without entering the engine's namespaces and without opening it.
    public static func run(arguments: [String], host: DockerHost) -> Int32 {
        // A reader that goes away (`| head`) is seen as a failed write, not as a signal.
        signal(SIGPIPE) { _ in }
        if let words = BuildCall.words(of: arguments) { return host.build(words) }
        let output = CommandOutput(descriptor: STDOUT_FILENO)
        let error = CommandOutput(descriptor: STDERR_FILENO)
        let request: DockerRequest
        do throws(DockerUsageError) {
            request = try DockerCommandLine().parse(arguments)
        } catch {
            CommandOutput(descriptor: STDERR_FILENO).line(error.text)
            return error.status
        }
        switch request {
        case .version:
            output.line("Docker version \(compatibleVersion), build workshop-\(host.version)")
            return output.failure == 0 ? 0 : 1
        case .help(let help):
            for note in help.notes { error.line(note) }
            (help.isAnswer ? output : error).write(help.text(columns: output.size?.columns ?? 80))
            return 0
        case .complete(let request): return CompletionCall.run(request, output: output, host: host)
        case .run(let invocation): return run(invocation, output: output, error: error, host: host)
        }
    }

    private static func run(
        _ invocation: DockerInvocation, output: CommandOutput, error: CommandOutput, host: DockerHost
    ) -> Int32 {
        for warning in invocation.warnings { error.line(warning) }
        guard invocation.command.absence == nil, let action = CommandActions.action(for: invocation.command.id) else {
            error.line("\(invocation.name): " + (invocation.command.absence ?? "That command is not there yet."))
            return 1
        }
        let needsEngine = action.needsEngine(invocation)
        do {
            if needsEngine { try host.enterNamespaces() }
        } catch {
            CommandOutput(descriptor: STDERR_FILENO).line("docker: \(error)")
            return 125
        }
        return CommandRun(output: output).wait { signals in
            let context = CommandContext(
                invocation: invocation, engine: needsEngine ? try await host.openEngine() : nil, output: output,
                error: error, input: CommandInput(descriptor: STDIN_FILENO),
                environment: ProcessEnvironment.variables(),
                workingDirectory: ProcessEnvironment.workingDirectory(), signals: signals, host: host,
                now: ProcessEnvironment.now)
            return try await action.run(context)
        } saying: { failure in
            let (text, status) = await FailureText.text(of: failure, otherStores: host.otherStores)
            if !text.isEmpty { error.line(text) }
            // What could not be started was perhaps meant for docker.
            if status == 126 || status == 127, let advice = invocation.strayOptionAdvice { error.line(advice) }
            return status
        }
    }
}

/// Runs a command's task to its end on other threads than the main one.
struct CommandRun {
    let output: CommandOutput

    private struct State: Sendable {
        /// The signal that is to end the command.
        var signal: Int32?
        var status: Int32 = 0
    }

    /// Waits until `body` has ended, or was cancelled by a signal or a reader that has gone; returns the exit status.
    func wait(
        _ body: @escaping @Sendable (SignalHub) async throws -> Int32,
        saying: @escaping @Sendable (any Error) async -> Int32
    ) -> Int32 {
        let state = Locked(State())
        let ended = DispatchSemaphore(value: 0)
        let hub = SignalHub.process
        let task = Task {
            var status: Int32
            do {
                status = try await body(hub)
            } catch {
                // What fails because of a signal is not what the user wants to read.
                if let number = state.withLock(\.signal) {
                    status = 128 + number
                } else {
                    status = await saying(error)
                }
            }
            let final = status
            state.withLock { $0.status = final }
            ended.signal()
        }
        hub.onEnding { number in
            state.withLock { $0.signal = $0.signal ?? number }
            task.cancel()
        }
        output.onFailure { number in
            if number == EPIPE { state.withLock { $0.signal = $0.signal ?? SIGPIPE } }
            task.cancel()
        }
        ended.wait()
        RawTerminal.restoreAll()
        let status = state.withLock(\.status)
        switch output.failure {
        case 0, EPIPE: return status
        default:
            let reason = String(cString: strerror(output.failure))
            CommandOutput(descriptor: STDERR_FILENO).line("docker: cannot write to standard output: \(reason)")
            return status == 0 ? 1 : status
        }
    }
}
