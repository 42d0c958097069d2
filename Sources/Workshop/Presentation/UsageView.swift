/// What a part of the store takes.
public struct UsageRow: Sendable, Equatable {
    public var title: String
    public var count: Int
    public var bytes: Int64
    /// What pruning would give back of it.
    public var freeable: Int64

    public init(title: String, count: Int, bytes: Int64, freeable: Int64) {
        self.title = title
        self.count = count
        self.bytes = bytes
        self.freeable = freeable
    }
}

/// What `workshop system df` prints.
public struct UsageView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    public func text(_ rows: [UsageRow]) -> String {
        let total = UsageRow(
            title: "together", count: rows.reduce(0) { $0 + $1.count }, bytes: rows.reduce(0) { $0 + $1.bytes },
            freeable: rows.reduce(0) { $0 + $1.freeable })
        let cells = (rows + [total]).map { row in
            [row.title, "\(row.count)", ByteCount.text(row.bytes), ByteCount.text(row.freeable)]
        }
        let head = ["what", "count", "size", "freeable"]
        let widths = head.indices.map { column in ([head] + cells).map { Wrapping.columns($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let others = (1..<cells.count).map { column in
                String(repeating: " ", count: widths[column] - Wrapping.columns(cells[column])) + cells[column]
            }
            return ([Wrapping.padded(cells[0], to: widths[0])] + others).joined(separator: "  ")
        }
        var lines = [style.paint(line(head), .strong)] + cells.map(line)
        lines[lines.count - 1] = style.paint(lines[lines.count - 1], .strong)
        return lines.joined(separator: "\n") + "\n"
    }
}
