extension BuildCheck {
    static let fromAsCasing = BuildCheck(
        "FromAsCasing", title: "FROM and AS are written in the same case.",
        explanation: "One line with two habits is harder to read."
    ) { context, reporter in
        for stage in context.dockerfile.stages {
            // A keyword in mixed case is ConsistentInstructionCasing's matter.
            guard let words = FromWords(stage), let isLower = words.keyword.isConsistentlyLower else { continue }
            let wanted = isLower ? words.conjunction.lowercased() : words.conjunction.uppercased()
            guard words.conjunction != wanted else { continue }
            let statement = stage.from.statement
            reporter.report(
                statement, at: context.place(of: " \(words.conjunction) ", in: statement).movedRight,
                "\(words.keyword) and \(words.conjunction) are written in different cases.", help: "Write \(wanted).")
        }
    }
}

extension String {
    /// Whether all letters are small, or all are capitals; `nil` when they are mixed.
    var isConsistentlyLower: Bool? {
        if self == lowercased() { return true }
        return self == uppercased() ? false : nil
    }
}

extension SourcePosition {
    /// The next column, unless it is a line's first.
    fileprivate var movedRight: SourcePosition {
        column == 1 ? self : SourcePosition(line: line, column: column + 1)
    }
}
