import Building
import TerminalText

/// The layers of an image to look around in: a list of layers, and below it the files that the chosen one changed.
///
/// Pure: it takes keys and says what the screen shows, so it can be tested without a terminal.
public struct LayerBrowser {
    public enum Key: Sendable, Equatable {
        case up, down, pageUp, pageDown, home, end, open, close, other, quit
    }

    private enum Focus { case layers, files }

    private let style: OutputStyle
    private let report: LayerReport
    private let trees: [ChangeTree]
    private var focus = Focus.layers
    private var layer = 0
    private var row = 0
    /// The first rows that are on the screen.
    private var layerTop = 0
    private var rowTop = 0
    /// The open folders of each layer, by path.
    private var open: [Set<String>]
    private var page = 10

    public init(report: LayerReport, trees: [ChangeTree], style: OutputStyle) {
        self.report = report
        self.trees = trees
        self.style = style
        open = trees.map { _ in ["/"] }
        // What one's own instructions did comes first.
        layer = report.layers.firstIndex { !$0.isBase } ?? 0
    }

    // MARK: Keys

    public mutating func press(_ key: Key) {
        guard !trees.isEmpty else { return }
        let count = focus == .layers ? trees.count : rows.count
        var position = focus == .layers ? layer : row
        switch key {
        case .up: position -= 1
        case .down: position += 1
        case .pageUp: position -= page
        case .pageDown: position += page
        case .home: position = 0
        case .end: position = count - 1
        case .other: focus = focus == .layers ? .files : .layers
        case .open, .close: return turn(key == .open)
        case .quit: return
        }
        guard key != .other else { return }
        position = min(max(position, 0), max(count - 1, 0))
        if focus == .files {
            row = position
        } else if layer != position {
            layer = position
            row = 0
            rowTop = 0
        }
    }

    /// Opens a folder, or closes it or the one that it is in.
    private mutating func turn(_ opens: Bool) {
        guard focus == .files else {
            if opens { focus = .files }
            return
        }
        guard rows.indices.contains(row) else { return }
        let (node, _) = rows[row]
        if opens {
            if !node.children.isEmpty { open[layer].insert(node.path) }
        } else if open[layer].contains(node.path), !node.children.isEmpty {
            open[layer].remove(node.path)
        } else if let parent = rows[..<row].lastIndex(where: { $0.node.children.contains { $0 === node } }) {
            row = parent
        }
    }

    /// The rows of the chosen layer's tree: what is in open folders.
    private var rows: [(node: ChangeTree, depth: Int)] {
        var rows: [(ChangeTree, Int)] = []
        func add(_ node: ChangeTree, _ depth: Int) {
            rows.append((node, depth))
            guard open[layer].contains(node.path) else { return }
            for child in node.children { add(child, depth + 1) }
        }
        add(trees[layer], 0)
        return rows
    }

    // MARK: The screen

    /// Exactly `height` lines, none wider than `width`.
    public mutating func screen(width: Int, height: Int) -> [String] {
        let name = report.names.first.map(Harmless.line) ?? String(report.image.dropFirst(7).prefix(12))
        var lines = [
            painted(
                "\(name)  \(ByteCount.text(report.bytes))  efficiency \(LayerRules.percent(report.efficiency))  wasted \(ByteCount.text(report.wastedBytes))",
                .strong, width)
        ]
        guard !trees.isEmpty else { return fill(lines + ["The image has no files."], height, width) }
        let layerRows = min(trees.count, max(2, height / 3))
        Self.scroll(&layerTop, to: layer, rows: layerRows)
        for index in layerTop..<min(layerTop + layerRows, trees.count) { lines.append(layerLine(index, width)) }
        lines.append("")
        lines += details(width)
        let rows = rows
        page = max(1, height - lines.count - 1)
        Self.scroll(&rowTop, to: row, rows: page)
        for index in rowTop..<max(rowTop, min(rowTop + page, rows.count)) {
            lines.append(fileLine(rows[index].node, rows[index].depth, index == row && focus == .files, width))
        }
        return fill(lines, height, width)
    }

    private func fill(_ lines: [String], _ height: Int, _ width: Int) -> [String] {
        let help =
            style.hasSymbols
            ? "↑ ↓ move   Tab the other list   → open   ← close   q quit"
            : "up down: move   Tab: the other list   right: open   left: close   q: quit"
        var lines = Array(lines.prefix(max(0, height - 1)))
        while lines.count < height - 1 { lines.append("") }
        return lines + [painted(help, .quiet, width)]
    }

    private static func scroll(_ top: inout Int, to position: Int, rows: Int) {
        top = min(top, position)
        if position >= top + rows { top = position - rows + 1 }
    }

    private func layerLine(_ index: Int, _ width: Int) -> String {
        let layer = report.layers[index]
        let wasted = layer.wastedBytes > 0 ? "  (\(ByteCount.text(layer.wastedBytes)) hidden later)" : ""
        let base = layer.isBase ? "  (base image)" : layer.line.map { "  (line \($0))" } ?? ""
        let mark = index == self.layer ? (focus == .layers ? ">" : "-") : " "
        let text =
            "\(mark) \(Self.right("\(layer.number)", 3)) \(Self.right(ByteCount.text(layer.bytes), 8))  \(Harmless.line(layer.instruction))\(base)\(wasted)"
        return painted(text, index == self.layer ? .strong : layer.wastedBytes > 0 ? .doubtful : nil, width)
    }

    /// The chosen layer's whole instruction, and what would save what it wastes.
    private func details(_ width: Int) -> [String] {
        let chosen = report.layers[layer]
        var lines = Wrapping.wrap(Harmless.line(chosen.instruction), width: max(20, width - 1))
        if lines.count > 3 { lines = Array(lines.prefix(2)) + [lines[2] + (style.hasSymbols ? "…" : "...")] }
        if let waste = report.waste.first(where: { $0.writtenBy == chosen.number }) {
            let text = "\(ByteCount.text(waste.bytes)) in \(Harmless.line(waste.path)): \(waste.advice)"
            lines += Wrapping.wrap(text, width: max(20, width - 1)).prefix(3).map { style.paint($0, .good) }
        }
        return lines.map { $0.contains("\u{1b}") ? $0 : painted($0, nil, width) } + [""]
    }

    private func fileLine(_ node: ChangeTree, _ depth: Int, _ isChosen: Bool, _ width: Int) -> String {
        let isOpen = open[layer].contains(node.path)
        let sign: String
        let role: OutputStyle.Role?
        switch node.kind {
        case .added: (sign, role) = ("+", .good)
        case .changed, .attributes: (sign, role) = ("~", .doubtful)
        case .removed: (sign, role) = ("-", .bad)
        case nil: (sign, role) = (node.children.isEmpty ? " " : isOpen ? "v" : ">", nil)
        }
        let counts = node.kind == nil ? "  " + LayersView.counts(node.added, node.changed, node.removed) : ""
        let hidden = node.hiddenBytes > 0 ? "  hides \(ByteCount.text(node.hiddenBytes))" : ""
        let text =
            "\(isChosen ? ">" : " ") \(Self.right(ByteCount.text(node.bytes), 8))  \(String(repeating: "  ", count: min(depth, 20)))\(sign) \(Harmless.line(node.name))\(counts)\(hidden)"
        return painted(text, isChosen ? .strong : role, width)
    }

    private func painted(_ text: String, _ role: OutputStyle.Role?, _ width: Int) -> String {
        let shown = Wrapping.cut(text, to: max(10, width - 1), symbols: style.hasSymbols)
        return role.map { style.paint(shown, $0) } ?? shown
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - Wrapping.columns(text))) + text
    }
}
