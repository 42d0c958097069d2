import TerminalText

/// What came out of a block, as lines below it.
enum ResultView {
    /// More lines of one command than anybody reads here.
    static let longest = 200

    static func rows(_ result: BlockResult, width: Int, indent: Int) -> [StyledLine] {
        let indent = min(indent, max(0, width - 20))
        let room = max(1, width - indent - 2)
        var rows = [bar(heading(result), style(result), indent, width)]
        for command in result.commands {
            if result.commands.count > 1 {
                for line in command.text.split(separator: "\n", omittingEmptySubsequences: false) {
                    rows.append(
                        row(
                            [StyledSpan("$ ", Style(.prompt)), StyledSpan(String(line), Style(.command))], command,
                            indent, room))
                }
            }
            for line in command.output.prefix(longest) {
                // A long line goes on below, as it would in the terminal.
                let whole = StyledLine(line, Style(.output))
                var start = 0
                repeat {
                    let part = whole.slice(cells: start..<start + room)
                    rows.append(row(part.spans, command, indent, room))
                    start += max(1, part.width)
                } while start < whole.width && start < room * 20
            }
            if command.output.count > longest {
                rows.append(
                    row([StyledSpan("… \(command.output.count - longest) more lines", .quiet)], command, indent, room))
            }
            if let note = command.note { rows.append(row([StyledSpan(note, .bad)], command, indent, room)) }
        }
        if case .failed(let reason) = result.state {
            rows.append(StyledLine([StyledSpan(String(repeating: " ", count: indent + 2)), StyledSpan(reason, .bad)]))
        }
        return rows.map { $0.cut(to: width) }
    }

    private static func heading(_ result: BlockResult) -> String {
        switch result.state {
        case .running: return "\(result.note ?? "running …") (Ctrl-C ends it)"
        case .failed: return "not run"
        case .finished: break
        }
        if result.commands.allSatisfy({ $0.output.isEmpty && $0.note == nil }) { return "came out here: nothing" }
        let judged = result.commands.compactMap(\.agrees)
        guard !judged.isEmpty else { return "came out here" }
        return judged.allSatisfy { $0 } ? "came out here, as the text says" : "came out here, and differs from the text"
    }

    private static func style(_ result: BlockResult) -> Style {
        switch result.state {
        case .running: .quiet
        case .failed: .bad
        case .finished: result.commands.contains { $0.agrees == false || $0.note != nil } ? .doubtful : .good
        }
    }

    private static func bar(_ text: String, _ style: Style, _ indent: Int, _ width: Int) -> StyledLine {
        let label = "── \(text) "
        let rest = min(width, 76) - indent - Cells.width(of: label)
        return StyledLine([
            StyledSpan(String(repeating: " ", count: indent)),
            StyledSpan(label + String(repeating: "─", count: max(0, rest)), style),
        ])
    }

    private static func row(
        _ spans: [StyledSpan], _ command: BlockResult.Command, _ indent: Int, _ room: Int
    ) -> StyledLine {
        let style: Style = command.agrees == nil ? .quiet : command.agrees == true ? .good : .doubtful
        return StyledLine([StyledSpan(String(repeating: " ", count: indent)), StyledSpan("│ ", style)] + spans)
    }
}
