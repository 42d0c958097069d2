import Building
import TerminalText

/// What `workshop layers` prints where there is no interactive view.
public struct LayersView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// How many entries of waste are shown.
    private static let entries = 8

    public func text(_ report: LayerReport) -> String {
        let name = report.names.first.map(Harmless.line) ?? String(report.image.dropFirst(7).prefix(12))
        let count = "\(report.layers.count) layer\(report.layers.count == 1 ? "" : "s")"
        var lines = [style.paint("\(name): \(ByteCount.text(report.bytes)) in \(count)", .strong), ""]
        for layer in report.layers { lines += block(layer) }
        lines += summary(report)
        lines += waste(report)
        return lines.joined(separator: "\n") + "\n"
    }

    private func block(_ layer: LayerReport.Layer) -> [String] {
        let size = Self.right(ByteCount.text(layer.bytes), 8)
        let head = "\(Self.right("\(layer.number)", 3))  \(size)  "
        let text =
            Harmless.line(layer.instruction)
            + (layer.isBase ? "  (base image)" : layer.line.map { "  (line \($0))" } ?? "")
        var lines = [
            style.paint(head, .quiet)
                + Wrapping.cut(text, to: style.width - Wrapping.columns(head), symbols: style.hasSymbols)
        ]
        if layer.wastedBytes > 0 {
            lines.append(
                String(repeating: " ", count: 15)
                    + style.paint("\(ByteCount.text(layer.wastedBytes)) of it are hidden by later layers", .doubtful))
        }
        // A base image's files are not what anybody who writes a Dockerfile looks for.
        guard !layer.isBase else { return lines }
        for folder in layer.folders {
            let counts = Self.counts(folder.added, folder.changed, folder.removed)
            let start = String(repeating: " ", count: 15) + Self.right(ByteCount.text(folder.bytes), 8) + "  "
            let room = style.width - Wrapping.columns(start) - Wrapping.columns(counts) - 2
            let path = Wrapping.cut(Harmless.line(folder.path), to: max(room, 20), symbols: style.hasSymbols)
            lines.append(style.paint(start, .quiet) + path + "  " + style.paint(counts, .quiet))
        }
        return lines
    }

    private func summary(_ report: LayerReport) -> [String] {
        var text = "Efficiency \(LayerRules.percent(report.efficiency)); wasted \(ByteCount.text(report.wastedBytes))"
        if report.userBytes > 0 {
            text +=
                ", which is \(LayerRules.percent(report.userWasted)) of the \(ByteCount.text(report.userBytes)) added to the base image"
        }
        return [""]
            + Wrapping.wrap(text + ".", width: style.width).map {
                style.paint($0, report.wastedBytes == 0 ? .good : .strong)
            }
    }

    private func waste(_ report: LayerReport) -> [String] {
        guard !report.waste.isEmpty else { return [] }
        var lines = ["", style.paint("What is wasted, the largest first", .strong)]
        for entry in report.waste.prefix(Self.entries) {
            let files = entry.files == 1 ? "" : "  (\(entry.files) files)"
            lines.append("")
            lines.append(
                style.paint(Self.right(ByteCount.text(entry.bytes), 10), .doubtful)
                    + "  \(Harmless.line(entry.path))\(files)")
            let verb =
                switch entry.cause {
                case .removed: "removed by"
                case .overwritten: "written again by"
                case .attributes: "mode or owner changed by"
                }
            lines += detail(
                "written by \(Self.place(entry.writtenBy, entry.writtenByLine)), \(entry.writtenByInstruction)")
            lines += detail("\(verb) \(Self.place(entry.hiddenBy, entry.hiddenByLine)), \(entry.hiddenByInstruction)")
            lines += Wrapping.wrap(entry.advice, width: style.width, first: Self.indent, indent: Self.indent)
                .map { style.paint($0, .good) }
        }
        let others = report.waste.dropFirst(Self.entries)
        if !others.isEmpty {
            let bytes = others.reduce(0) { $0 + $1.bytes }
            lines += ["", "\(Self.indent)and \(others.count) smaller ones, \(ByteCount.text(bytes)) together"]
        }
        return lines
    }

    private func detail(_ text: String) -> [String] {
        [Self.indent + Wrapping.cut(Harmless.line(text), to: style.width - 12, symbols: style.hasSymbols)]
    }

    private static func place(_ layer: Int, _ line: Int?) -> String {
        "layer \(layer)\(line.map { ", line \($0)" } ?? "")"
    }

    private static let indent = String(repeating: " ", count: 12)

    static func counts(_ added: Int, _ changed: Int, _ removed: Int) -> String {
        [(added, "+"), (changed, "~"), (removed, "-")].filter { $0.0 > 0 }.map { "\($0.1)\($0.0)" }
            .joined(separator: " ")
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - Wrapping.columns(text))) + text
    }
}
