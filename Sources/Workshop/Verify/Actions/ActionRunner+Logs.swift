import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: LogsAction) async throws {
        let container = try scope.container(action.container)
        let explanation = ContainerExplanation(container: container)
        var probe = Probe(seconds: action.within)
        while true {
            // Looked at first: what it wrote before it ended is in the logs that are read afterwards.
            let exit = try await explanation.ending()
            let logs = try await container.handle.logs()
            let text =
                switch action.stream {
                case .any: logs.allText
                case .stdout: logs.outputText
                case .stderr: logs.errorText
                }
            guard let mismatch = action.expect.mismatch(with: text) else { return }
            if exit == nil, try await probe.next() { continue }
            let stream = action.stream == .any ? "The output" : "What goes to \(action.stream.rawValue)"
            let ending =
                exit.map { "; it ended \(Wording.exit($0, limits: container.limits))" }
                ?? " within \(Wording.seconds(action.within))"
            throw Failure(
                "\(stream) of the container \(container.name) was not as it should be\(ending).",
                expected: mismatch.expected, seen: Comparison.short(mismatch.seen),
                location: container.image?.commandLine
            ).adding(await explanation.output())
        }
    }
}
