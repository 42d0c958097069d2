import EngineInterface
import TerminalText

/// What `workshop images` prints.
public struct ImageListView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    public func text(_ images: [ImageDetails]) -> String {
        let rows = images.flatMap { image -> [[String]] in
            let names = image.names.isEmpty ? ["(no name)"] : image.names
            let id = image.id.split(separator: ":").last.map { String($0.prefix(12)) } ?? ""
            let standIn = image.standIn.map { "stands in for the real image: \(Harmless.line($0))" } ?? ""
            return names.map { [Harmless.line($0), id, ByteCount.text(image.size), standIn] }
        }.sorted { $0[0] < $1[0] }
        let head = ["image", "id", "size", ""]
        let widths = (0..<3).map { column in ([head] + rows).map { Wrapping.columns($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let size = String(repeating: " ", count: widths[2] - Wrapping.columns(cells[2])) + cells[2]
            let start = [Wrapping.padded(cells[0], to: widths[0]), Wrapping.padded(cells[1], to: widths[1]), size]
                .joined(separator: "  ")
            guard !cells[3].isEmpty else { return start }
            let room = max(style.width - Wrapping.columns(start) - 2, 10)
            return start + "  "
                + (style.isTerminal ? Wrapping.cut(cells[3], to: room, symbols: style.hasSymbols) : cells[3])
        }
        return ([style.paint(line(head), .strong)] + rows.map(line)).joined(separator: "\n") + "\n"
    }
}
