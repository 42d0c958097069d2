extension BuildCheck {
    static let invalidDefinitionDescription = BuildCheck(
        "InvalidDefinitionDescription", .buildkit, .advice,
        title: "A comment that describes an argument or a stage begins with its name.",
        explanation: "Tools show such comments as descriptions, and find them by the name.", isExperimental: true
    ) { context, reporter in
        for instruction in context.instructions {
            var names: [String] = []
            switch instruction.operation {
            case .from(let from): names = from.name.map { [$0] } ?? []
            case .arg(let declarations): names = declarations.map(\.name.text)
            default: continue
            }
            guard let first = names.first, let comment = context.comments(before: instruction.statement).last,
                let word = comment.split(separator: " ", omittingEmptySubsequences: false).first,
                !names.contains(String(word))
            else { continue }
            reporter.report(
                instruction.statement,
                "The comment above does not begin with \(names.count > 1 ? "one of the names \(names.joined(separator: ", "))" : "the name \(first)").",
                help:
                    "Write # \(first) and what it is for, or put a line with only # below a comment that describes something else."
            )
        }
    }
}
