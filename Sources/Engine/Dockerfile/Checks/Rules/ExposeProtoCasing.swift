extension BuildCheck {
    static let exposeProtoCasing = BuildCheck(
        "ExposeProtoCasing", title: "EXPOSE names protocols in small letters.",
        explanation: "Configs of images spell tcp and udp in small letters; tools that compare texts expect that."
    ) { context, reporter in
        for stage in context.stages {
            for step in stage.steps {
                guard case .expose = step.instruction.operation else { continue }
                for word in step.words {
                    guard let slash = word.text.split(separator: ":").last?.firstIndex(of: "/") else { continue }
                    let transport = word.text[word.text.index(after: slash)...]
                    guard transport.lowercased() != transport else { continue }
                    reporter.report(
                        step.statement, at: step.isTrigger ? nil : word.written.position,
                        "The protocol of \(word.text) has capitals.",
                        help: "Write \(word.text[...slash])\(transport.lowercased()).")
                }
            }
        }
    }
}
