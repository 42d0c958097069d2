import Markdown
import TerminalText

extension BlockRenderer {
    /// Writes running text, wrapped; with a label at its beginning.
    mutating func write(_ inlines: [Inline], _ style: Style, label: [StyledSpan] = []) {
        flow.removeAll()
        for span in label { flow.append(span) }
        fill(&flow, inlines, style)
        canvas.text(flow, width: textWidth)
        collectPlaces()
    }

    /// Puts running text into a flow.
    func fill(_ flow: inout TextFlow, _ inlines: [Inline], _ base: Style) {
        var open: Int?
        for inline in inlines {
            if isPlain, let ended = open, inline.link != ended { appendTarget(&flow, ended, base) }
            open = inline.link
            let style = style(inline, base)
            let target = inline.link.map { document.links[$0].destination }
            let tag = inline.link ?? TextFlow.noTag
            switch inline.kind {
            case .text: flow.append(inline.text, style, link: target, tag: tag)
            case .code where isPlain: flow.append("`\(inline.text)`", style, link: target, tag: tag)
            case .code: flow.append(inline.text, style, link: target, tag: tag)
            case .softBreak: flow.appendBlank(style, link: target, tag: tag)
            case .lineBreak: flow.breakLine()
            case .image(let number):
                let label = inline.text.isEmpty ? "[image]" : "[image: \(inline.text)]"
                flow.append(
                    label, Style(.link, style.marks.subtracting(.underline)), link: document.links[number].destination,
                    tag: number)
            case .footnote(let number): flow.append("[\(number)]", Style(.marker), tag: -1 - number)
            }
        }
        if isPlain, let open { appendTarget(&flow, open, base) }
    }

    /// Where there are no styles, a link's target stands behind its words, unless it says the same or leads within the text.
    private func appendTarget(_ flow: inout TextFlow, _ number: Int, _ base: Style) {
        let link = document.links[number]
        let target = link.destination
        guard !target.isEmpty, !target.hasPrefix("#"), !link.isImage, target != link.text,
            target != "mailto:" + link.text,
            target != "http://" + link.text
        else { return }
        flow.append(" (\(target))", base)
    }

    private func style(_ inline: Inline, _ base: Style) -> Style {
        var style = base
        if inline.marks.contains(.strong) { style.marks.insert(.strong) }
        if inline.marks.contains(.emphasis) { style.marks.insert(.emphasis) }
        if inline.marks.contains(.strikethrough) { style.marks.insert(.strikethrough) }
        if inline.marks.contains(.underline) { style.marks.insert(.underline) }
        if inline.link != nil {
            style.role = .link
        } else if inline.kind == .code || inline.marks.contains(.code) {
            style.role = .code
        } else if inline.marks.contains(.key) {
            style.role = .key
        }
        return style
    }

    /// Takes the places of links and footnotes over into the result.
    mutating func collectPlaces() {
        for place in canvas.places {
            let found = RenderedDocument.Place(line: place.line, columns: place.columns)
            if place.tag < 0 {
                references.append((-1 - place.tag, found))
            } else if linkNumbers[place.tag] >= 0 {
                result.links[linkNumbers[place.tag]].places.append(found)
            } else {
                let link = document.links[place.tag]
                linkNumbers[place.tag] = result.links.count
                result.links.append(
                    RenderedDocument.Link(
                        target: link.destination, title: link.title, text: link.text, isImage: link.isImage,
                        places: [found]))
            }
        }
        canvas.places.removeAll(keepingCapacity: true)
    }
}
