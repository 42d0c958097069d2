import Grading
import TerminalText

/// What `workshop grade` prints: a line for each submission while it goes on, and a table at the end.
public struct GradeView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// One line for what was just reported, or `nil` when nothing is worth one.
    public func line(_ event: GradeEvent) -> String? {
        switch event {
        case .found(let count, let ignored):
            let others =
                ignored.isEmpty
                ? "" : " Ignored, because they are neither a folder nor an archive: \(ignored.joined(separator: ", "))."
            return "\(count) submission\(count == 1 ? "" : "s") to grade.\(others)"
        case .started: return nil
        case .finished(let record, let isEarlier):
            return "\(record.name): \(verdict(record))\(isEarlier ? " (graded earlier)" : "")"
        case .retrying(let name, let reason):
            return "\(name): could not be judged, trying again. \(Harmless.line(reason))"
        }
    }

    public func text(_ table: GradeTable) -> String {
        let rows = table.records.map { record in
            [
                Wrapping.cut(record.name, to: 32, symbols: style.hasSymbols && style.isTerminal),
                record.outcome == .notJudged ? "-" : GradeTable.number(record.points),
                GradeTable.number(record.maximum),
                record.percent.map { "\(Int($0.rounded())) %" } ?? "-", remark(record),
            ]
        }
        let head = ["submission", "points", "of", "percent", ""]
        let widths = (0..<4).map { column in ([head] + rows).map { Wrapping.columns($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            var text = Wrapping.padded(cells[0], to: widths[0])
            for column in 1..<4 {
                text +=
                    "  " + String(repeating: " ", count: widths[column] - Wrapping.columns(cells[column]))
                    + cells[column]
            }
            let room = style.width - Wrapping.columns(text) - 2
            let last =
                style.isTerminal ? Wrapping.cut(cells[4], to: max(room, 10), symbols: style.hasSymbols) : cells[4]
            return last.isEmpty ? text : text + "  " + last
        }
        var lines = [style.paint(line(head), .strong)]
        lines += zip(table.records, rows).map { record, row in
            record.outcome == .judged && record.points < record.maximum || record.outcome != .judged
                ? style.paint(line(row), record.outcome == .notJudged ? .doubtful : .bad) : line(row)
        }
        let judged = table.records.filter { $0.outcome != .notJudged }
        let full = judged.filter { $0.outcome == .judged && $0.points >= $0.maximum }.count
        lines += ["", "\(full) of \(judged.count) submissions have all points."]
        if judged.count < table.records.count {
            let count = table.records.count - judged.count
            lines.append(
                style.paint(
                    "\(count) could not be judged and \(count == 1 ? "has" : "have") no points yet: run the same command again.",
                    .doubtful))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func verdict(_ record: GradeRecord) -> String {
        switch record.outcome {
        case .judged: "\(GradeTable.number(record.points)) of \(GradeTable.number(record.maximum)) points"
        case .rejected: "rejected. \(Harmless.line(record.note))"
        case .notJudged: "could not be judged. \(Harmless.line(record.note))"
        }
    }

    private func remark(_ record: GradeRecord) -> String {
        if !record.note.isEmpty { return Harmless.line(record.note) }
        let failed = record.checks.filter { $0.verdict == "failed" }.map(\.id)
        return failed.isEmpty ? "" : "failed: " + failed.joined(separator: ", ")
    }
}
