extension BuildCheck {
    static let stageNameCasing = BuildCheck(
        "StageNameCasing", title: "Stage names are written in small letters.",
        explanation: "Names of stages do not depend on case, so capitals only make them harder to find again."
    ) { context, reporter in
        for stage in context.dockerfile.stages {
            guard let words = FromWords(stage), words.name != words.name.lowercased() else { continue }
            let statement = stage.from.statement
            reporter.report(
                statement, at: context.place(of: words.name, in: statement),
                "The stage's name \(words.name) has capitals.", help: "Write \(words.name.lowercased()).")
        }
    }
}

/// The words of `FROM base AS name` as they are written.
struct FromWords {
    let keyword: String
    let conjunction: String
    let name: String

    /// `nil` when the stage has no name.
    init?(_ stage: Dockerfile.Stage) {
        let words = stage.from.statement.text.split(whereSeparator: \.isWhitespace)
        guard stage.name != nil, words.count >= 4 else { return nil }
        keyword = stage.from.statement.written
        conjunction = String(words[words.count - 2])
        name = String(words[words.count - 1])
    }
}
