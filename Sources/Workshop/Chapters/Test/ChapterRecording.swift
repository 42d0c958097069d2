/// Puts what commands printed into a chapter's text. What agrees already stays as it was written.
public enum ChapterRecording {
    /// The text with the outputs that differ replaced.
    ///
    /// A line that would be read as a command or as the block's end is recorded as `…`.
    public static func text(_ source: String, _ outcomes: [CommandOutcome]) -> String {
        var text = SourceLines(source)
        for outcome in outcomes.reversed() where !outcome.agrees {
            let command = outcome.command
            guard text.lines.indices.contains(command.outputRange.lowerBound - 1),
                command.outputRange.upperBound <= text.lines.count
            else { continue }
            // An empty line before the next command stays: it was put there for readers.
            let hadGap =
                text.lines[command.outputRange].last?.drop(while: { $0 == ">" || $0 == " " }).isEmpty == true
                && !command.isLast
            let margin = command.margin
            var lines: [String] = []
            for (index, line) in outcome.output.enumerated() {
                let shown = isMisread(line, isFirst: index == 0) ? "…" : line
                if shown == "…", lines.last == margin + "…" { continue }
                lines.append(shown.isEmpty && margin.isBlank ? "" : margin + shown)
            }
            text.lines.replaceSubrange(
                command.outputRange, with: lines + (hadGap ? [margin.isBlank ? "" : margin] : []))
        }
        return text.text
    }

    private static func isMisread(_ line: String, isFirst: Bool) -> Bool {
        let rest = line.drop { $0 == " " }
        return line.hasPrefix("$ ") || line == "$" || (isFirst && (line.hasPrefix("> ") || line == ">"))
            || rest.hasPrefix("```") || rest.hasPrefix("~~~")
    }
}
