extension BuildCheck {
    static let noEmptyContinuation = BuildCheck(
        "NoEmptyContinuation", title: "No blank line stands within an instruction.",
        explanation: "Blank lines after a continuation character are skipped today and an error in the future.",
        honoursComments: false
    ) { context, reporter in
        let escape = context.dockerfile.escape
        for instruction in context.instructions {
            var number = instruction.line
            guard number <= context.lines.count else { continue }
            var blank: Int?
            var goesOn = ContinuedLine(context.lines[number - 1], escape).goesOn
            while goesOn && number < context.lines.count {
                number += 1
                let line = ContinuedLine(context.lines[number - 1], escape)
                if line.isComment { continue }
                if line.isBlank {
                    blank = blank ?? number
                } else {
                    goesOn = line.goesOn
                }
            }
            guard let blank else { continue }
            reporter.report(
                line: number,
                "The instruction that ends here (\(instruction.keyword), from line \(instruction.line)) has a blank line within it, line \(blank).",
                help: "Remove the blank line, or write a comment in its place.")
        }
    }
}

/// A line of the file as the joining of continued lines sees it.
private struct ContinuedLine {
    let isComment: Bool
    let isBlank: Bool
    /// Whether the next line belongs to the same instruction.
    let goesOn: Bool

    init(_ text: String, _ escape: Unicode.Scalar) {
        let scalars = text.unicodeScalars
        let first = scalars.first { !$0.isBlank }
        isComment = first == "#"
        isBlank = first == nil
        let end = scalars.reversed().drop { $0 == " " || $0 == "\t" }
        goesOn = end.first == escape && end.dropFirst().first != escape
    }
}
