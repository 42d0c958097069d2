import Course
import Dockerfile

extension ActionRunner {
    func run(_ action: DockerfileAction) throws {
        let dockerfile = try parse(FilePaths.normal(action.path), in: context.directory)
        let candidates = try instructions(of: dockerfile, action)
        let named = candidates.filter { $0.keyword == action.instruction }
        let found = named.filter { action.pattern?.occurs(in: $0.statement.arguments) ?? true }
        guard !action.count.holds(for: Double(found.count)) else { return }

        let what = action.instruction + (action.pattern.map { " that matches \($0.source)" } ?? "")
        let place =
            switch action.stage {
            case .final: dockerfile.stages.count > 1 ? "in the last stage of \(action.path)" : "in \(action.path)"
            case .any: "in \(action.path)"
            case .number(let number): "in stage \(number) of \(action.path)"
            case .name(let name): "in the stage \(name) of \(action.path)"
            }
        let message: String
        if found.isEmpty {
            message = "There is no \(what) \(place)."
        } else if action.count.maximum == 0 {
            message = "There should be no \(what) \(place)."
        } else {
            message = "There are \(found.count) \(what) \(place)."
        }
        let shown = found.isEmpty ? named.last : found.last
        throw Failure(
            message, expected: Wording.describe(action.count), seen: String(found.count),
            evidence: named.isEmpty
                ? []
                : [
                    Evidence(
                        label: "every \(action.instruction) \(place)",
                        text: named.map { "line \($0.line): \($0.statement.text)" }.joined(separator: "\n"))
                ],
            location: shown.map { SourceLine(file: action.path, line: $0.line, text: $0.statement.text) })
    }

    private func instructions(of dockerfile: Dockerfile, _ action: DockerfileAction) throws -> [Instruction] {
        switch action.stage {
        case .any:
            return dockerfile.instructions.map(\.instruction)
        case .final:
            return dockerfile.stages.last.map { [$0.from] + $0.instructions } ?? []
        case .number(let number):
            guard dockerfile.stages.indices.contains(number) else {
                throw Failure(
                    "\(action.path) has no stage \(number).", expected: "at least \(number + 1) FROM",
                    seen: String(dockerfile.stages.count))
            }
            return [dockerfile.stages[number].from] + dockerfile.stages[number].instructions
        case .name(let name):
            guard let stage = dockerfile.stage(name) else {
                throw Failure(
                    "\(action.path) has no stage named \(name).", expected: "FROM … AS \(name)",
                    seen: Wording.list(dockerfile.stages.compactMap(\.name)))
            }
            return [stage.from] + stage.instructions
        }
    }
}
