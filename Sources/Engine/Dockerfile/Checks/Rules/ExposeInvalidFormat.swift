extension BuildCheck {
    static let exposeInvalidFormat = BuildCheck(
        "ExposeInvalidFormat", title: "EXPOSE names ports of the container only.",
        explanation:
            "Where a port appears on the host is decided when a container starts; in EXPOSE it has no effect, and will be an error."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps {
                guard case .expose = step.instruction.operation else { continue }
                for word in step.words {
                    let parts = word.text.split(separator: ":", omittingEmptySubsequences: false)
                    guard parts.count > 1, parts.dropLast().contains(where: { !$0.isEmpty }) else { continue }
                    reporter.report(
                        step.statement, at: step.isTrigger ? nil : word.written.position,
                        "\(word.text) names an address or a port of the host, which EXPOSE cannot set.",
                        help: "Write EXPOSE \(parts[parts.count - 1]), and publish with docker run -p \(word.text).")
                }
            }
        }
    }
}
