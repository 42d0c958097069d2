import TerminalText

/// What a failed check says, as lines.
struct DetailView {
    var width: Int

    /// How many lines of a piece of evidence are shown, from its end.
    private static let evidenceLines = 12
    private static let indent = 4

    func lines(_ detail: CheckDetail) -> [StyledLine] {
        var lines = text(detail.message)
        if detail.expected != nil || detail.seen != nil { lines.append(StyledLine()) }
        if let expected = detail.expected { lines += labelled("expected", expected) }
        if let seen = detail.seen { lines += labelled("seen", seen.isEmpty ? "(nothing)" : seen) }
        for evidence in detail.evidence { lines += quoted(evidence) }
        if let location = detail.location {
            lines.append(StyledLine())
            lines.append(StyledLine("    \(location.file):\(location.line)", .strong))
            lines.append(
                StyledLine([StyledSpan("      │ ", .quiet), StyledSpan(location.text, Style(.code))]).cut(to: width))
        }
        if !detail.reason.isEmpty || detail.hint != nil { lines.append(StyledLine()) }
        if !detail.reason.isEmpty { lines += labelled("why", detail.reason) }
        if let hint = detail.hint { lines += labelled("hint", hint, Style(.doubtful)) }
        return lines
    }

    private func text(_ text: String) -> [StyledLine] {
        Harmless.lines(text).flatMap { TextBlock.wrap($0, width, indent: Self.indent, .plain) }
    }

    private func labelled(_ label: String, _ text: String, _ style: Style = .quiet) -> [StyledLine] {
        let indent = Self.indent + 10
        var lines = Harmless.lines(text).flatMap { TextBlock.wrap($0, width, indent: indent, .plain) }
        if lines.isEmpty { lines = [StyledLine()] }
        var first = StyledLine(String(repeating: " ", count: Self.indent))
        first.append(Cells.padded(label, to: 10), style)
        first.spans += lines[0].slice(cells: indent..<max(lines[0].width, indent)).spans
        lines[0] = first
        return lines
    }

    private func quoted(_ evidence: CheckDetail.Evidence) -> [StyledLine] {
        var text = Harmless.lines(evidence.text)
        if text.isEmpty { text = ["(nothing)"] }
        var lines = [StyledLine(), StyledLine("    \(evidence.label):", .quiet).cut(to: width)]
        if text.count > Self.evidenceLines {
            lines.append(StyledLine("      │ (\(text.count - Self.evidenceLines) lines before)", .quiet))
            text = Array(text.suffix(Self.evidenceLines))
        }
        return lines
            + text.map { line in
                StyledLine([StyledSpan("      │ ", .quiet), StyledSpan(line, Style(.output))]).cut(to: width)
            }
    }
}

/// Text broken into lines by words.
public enum TextBlock {
    /// A text of any length as lines of at most so many cells; its own line breaks stay.
    public static func lines(_ text: String, width: Int) -> [StyledLine] {
        Harmless.lines(text).flatMap { wrap($0, width, indent: 0, .plain) }
    }

    /// At blanks, and within words that are longer than a line. Every line is indented.
    static func wrap(_ text: String, _ width: Int, indent: Int, _ style: Style) -> [StyledLine] {
        let blanks = String(repeating: " ", count: indent)
        let room = max(width - indent, 8)
        var lines: [String] = []
        var line = ""
        var used = 0
        func end() {
            lines.append(line)
            line = ""
            used = 0
        }
        for word in Harmless.line(text).split(separator: " ") {
            let length = Cells.width(of: String(word))
            if used > 0 && used + 1 + length > room { end() }
            if used > 0 {
                line += " "
                used += 1
            }
            for character in word {
                let size = Cells.width(of: character)
                if used + size > room { end() }
                line.append(character)
                used += size
            }
        }
        end()
        return lines.map { text in
            var line = StyledLine(blanks)
            line.append(text, style)
            return line.cut(to: max(width, 1))
        }
    }
}

/// The keys that can be pressed, in the last line of a screen.
enum KeyLine {
    /// As many as there is room for; the last one, which leaves the screen, is always there.
    static func line(_ entries: [(key: String, word: String)], width: Int) -> StyledLine {
        var entries = entries
        func make() -> StyledLine {
            var line = StyledLine(" ")
            for (index, entry) in entries.enumerated() {
                if index > 0 { line.append("   ") }
                line.append(entry.key, Style(.key))
                line.append(" " + entry.word, .quiet)
            }
            return line
        }
        var line = make()
        while line.width > width && entries.count > 1 {
            entries.remove(at: entries.count - 2)
            line = make()
        }
        return line.cut(to: width)
    }
}
