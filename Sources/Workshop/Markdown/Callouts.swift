/// Callouts: quotations whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`.
enum Callouts {
    /// What a quotation of these blocks is. Words behind the name, on its line, are its title.
    static func content(_ blocks: [Block]) -> Block.Content {
        guard let first = blocks.first, case .paragraph(let inlines) = first.content,
            let start = inlines.first, start.kind == .text, start.marks.isEmpty, start.link == nil,
            start.text.hasPrefix("[!"), let end = start.text.firstIndex(of: "]"),
            let kind = Block.Callout(rawValue: start.text[..<end].dropFirst(2).uppercased())
        else { return .quote(blocks) }
        let breakIndex = inlines.firstIndex { $0.kind == .softBreak || $0.kind == .lineBreak } ?? inlines.count
        var title = Array(inlines[..<breakIndex])
        title[0].text = String(start.text[start.text.index(after: end)...].drop { $0 == " " })
        if title[0].text.isEmpty { title.removeFirst() }
        let rest = Array(inlines.dropFirst(breakIndex + 1))
        var body = Array(blocks.dropFirst())
        if !rest.isEmpty {
            let line = min(first.lines.lowerBound + 1, first.lines.upperBound)
            body.insert(Block(.paragraph(rest), lines: line...first.lines.upperBound), at: 0)
        }
        return .callout(kind, title: title, body)
    }
}
