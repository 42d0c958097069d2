import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: ExecAction) async throws {
        let container = try scope.container(action.container)
        var probe = Probe(seconds: action.within)
        while true {
            do {
                let seconds = action.isRepeated ? max(0.1, probe.rest) : action.within
                return try await attempt(action, in: container, seconds: seconds)
            } catch let failure as Failure {
                guard action.isRepeated else { throw failure }
                if let exit = try await ContainerExplanation(container: container).ending() {
                    throw await ended(container, exit, action)
                }
                guard try await probe.next() else { throw failure }
            }
        }
    }

    private func ended(_ container: TestContainer, _ exit: ContainerExit, _ action: ExecAction) async -> Failure {
        await ContainerExplanation(container: container)
            .ended(exit, while: "so \(Wording.command(action.command)) could not be run in it")
    }

    private func attempt(_ action: ExecAction, in container: TestContainer, seconds: Double) async throws {
        let command = Comparison.short(Wording.command(action.command))
        let explanation = ContainerExplanation(container: container)
        let request = ExecRequest(
            command: action.command, environment: action.environment, user: action.user,
            workingDirectory: action.workingDirectory, seconds: seconds)
        let result: ExecResult
        do {
            result = try await container.handle.exec(request)
        } catch let error as EngineError where error.kind == .notRunning {
            if let exit = try await explanation.ending() { throw await ended(container, exit, action) }
            throw error
        } catch let error as EngineError where Verdicts.isLearners(error.kind) {
            throw Failure(error.message, hint: error.help)
                .adding(Evidence(label: "the command in \(container.name)", text: command))
        }
        if result.timedOut {
            throw Failure(
                "A command in the container \(container.name) did not end within \(Wording.seconds(seconds)).",
                expected: "an end within \(Wording.seconds(seconds))", seen: "it went on running"
            ).adding(
                Evidence(label: "the command", text: command),
                Evidence.tail("what it wrote", result.output.allText))
        }
        let ending =
            switch result.status {
            case 126: "with exit status 126: it cannot be executed"
            case 127: "with exit status 127: the image has no such command"
            default: "with exit status \(result.status)"
            }
        let outcome = Outcome(
            status: result.status, output: result.output, seconds: result.seconds,
            subject: "the command \(Self.short(command)) in the container \(container.name)", ending: ending)
        do {
            try outcome.require(action.expect)
        } catch {
            guard command.contains("\n") || command.count > 60 else { throw error }
            throw error.adding(Evidence(label: "the command", text: command))
        }
    }

    /// A command within a sentence.
    private static func short(_ command: String) -> String {
        let line = command.split(separator: "\n").first.map(String.init) ?? ""
        return line.count > 60 || line.count < command.count ? line.prefix(60) + "…" : line
    }
}
