import Rendering
import Screen
import TerminalText

extension Pager {
    /// What the screen shows: as many lines as it has rows, none wider than it.
    public func frame() -> Frame {
        var lines: [StyledLine]
        var images: [ScreenImage] = []
        switch mode {
        case .reading, .prompt: (lines, images) = body()
        case .contents(let index): lines = contentsLines(index)
        case .hits(let found, let index): lines = hitLines(found, index)
        case .help(let first): lines = Array(PagerHelp.lines(size.columns).dropFirst(first))
        }
        lines = lines.prefix(bodyRows).map { $0.cut(to: size.columns) }
        while lines.count < bodyRows { lines.append(StyledLine()) }
        if size.rows > 1 { lines.append(statusLine()) }
        var cursor: Frame.Cursor?
        if case .prompt(let kind, let text) = mode {
            cursor = Frame.Cursor(
                row: size.rows - 1, column: min(size.columns - 1, Cells.width(of: kind.sign + text)))
        }
        return Frame(lines, cursor: cursor, images: images)
    }

    // MARK: The text

    private func body() -> ([StyledLine], [ScreenImage]) {
        var rows: [StyledLine] = []
        let blank = StyledSpan(String(repeating: " ", count: margin))
        let last = min(top + bodyRows, layout.count)
        for row in top..<max(top, last) {
            let (line, inserted) = layout.line(ofRow: row)
            if let inserted {
                rows.append(margin > 0 ? StyledLine([blank] + inserted.spans) : inserted)
                continue
            }
            var shown = decorated(line)
            if margin > 0 {
                let isMarked = isInFocusedBlock(line)
                let mark = isMarked ? StyledSpan(Cells.padded("▌", to: margin), Style(.marker)) : blank
                shown.spans.insert(mark, at: 0)
            }
            rows.append(shown)
        }
        guard layout.document.figures.contains(where: \.isImageShown) else { return (rows, []) }
        return figures(rows)
    }

    /// A line with what was found on it, and the link that Tab went to.
    private func decorated(_ line: Int) -> StyledLine {
        let document = layout.document
        guard document.lines.indices.contains(line) else { return StyledLine() }
        var shown = document.lines[line]
        if case .link(let index) = focus, document.links.indices.contains(index) {
            for place in document.links[index].places where place.line == line {
                shown = shown.restyled(cells: place.columns) { Style(.selection, $0.marks.union(.strong)) }
            }
        }
        if case .fold(let index) = focus, document.folds.indices.contains(index), document.folds[index].line == line {
            shown = shown.restyled(cells: 0..<shown.width) { Style(.selection, $0.marks.union(.strong)) }
        }
        if let search, showsMatches {
            for match in search.matches(document, line: line) {
                shown = mark(shown, match.here, isCurrent: found == line)
            }
            if line > 0 {
                for match in search.matches(document, line: line - 1) {
                    if let next = match.next { shown = mark(shown, next, isCurrent: found == line - 1) }
                }
            }
        }
        return shown
    }

    private func mark(_ line: StyledLine, _ cells: Range<Int>, isCurrent: Bool) -> StyledLine {
        line.restyled(cells: cells) { _ in Style(isCurrent ? .currentMatch : .match) }
    }

    private func isInFocusedBlock(_ line: Int) -> Bool {
        guard case .block(let index) = focus, layout.document.codeBlocks.indices.contains(index) else { return false }
        return layout.document.codeBlocks[index].lines.contains(line)
    }

    // MARK: Figures

    /// Images of figures that are on the screen. One that is there in part only is shown in part where the terminal can,
    /// otherwise the drawing stands in for it.
    private func figures(_ rows: [StyledLine]) -> ([StyledLine], [ScreenImage]) {
        var rows = rows
        var images: [ScreenImage] = []
        let planner = FigurePlanner(self.images, size)
        for figure in layout.document.figures where figure.isImageShown {
            let first = layout.row(ofLine: figure.lines.lowerBound)
            let all = first..<first + figure.lines.count
            let visible = all.clamped(to: top..<top + bodyRows)
            guard !visible.isEmpty, let path = figure.image,
                case .success(let image) = page.image(path)
            else { continue }
            let shown = planner.image(
                image, rows: figure.lines.count, columns: textColumns - figure.column,
                visible: visible.lowerBound - first..<visible.upperBound - first,
                at: (visible.lowerBound - top, margin + figure.column))
            if let shown {
                images.append(shown)
                continue
            }
            let drawing = figure.source.split(separator: "\n", omittingEmptySubsequences: false)
            for row in visible where row - first < drawing.count && row - top < rows.count {
                let indent = StyledSpan(String(repeating: " ", count: margin + figure.column))
                rows[row - top] = StyledLine([indent, StyledSpan(String(drawing[row - first]), Style(.figure))])
                    .cut(to: size.columns)
            }
        }
        return (rows, images)
    }

    // MARK: Lists

    /// The first entry of a list that is shown, so that the chosen one is seen.
    func listTop(_ index: Int, _ count: Int) -> Int {
        let rows = max(1, bodyRows - 1)
        return min(max(0, index - rows / 2), max(0, count - rows))
    }

    private func list(_ title: String, _ entries: [StyledLine], _ index: Int) -> [StyledLine] {
        let first = listTop(index, entries.count)
        var lines = [StyledLine(title, Style(.heading2))]
        for (number, entry) in entries.enumerated().dropFirst(first).prefix(max(0, bodyRows - 1)) {
            guard number == index else {
                lines.append(StyledLine([StyledSpan("  ")] + entry.spans))
                continue
            }
            let line = StyledLine([StyledSpan("> ")] + entry.spans).cut(to: size.columns).padded(to: size.columns)
            lines.append(line.restyled(cells: 0..<size.columns) { Style(.selection, $0.marks.union(.strong)) })
        }
        return lines
    }

    private func contentsLines(_ index: Int) -> [StyledLine] {
        let lowest = layout.document.headings.map(\.level).min() ?? 1
        return list(
            "Contents",
            layout.document.headings.map { heading in
                StyledLine(String(repeating: "  ", count: heading.level - lowest) + heading.text)
            }, index)
    }

    private func hitLines(_ lines: [Int], _ index: Int) -> [StyledLine] {
        // Only the entries that are shown are made.
        let shown = listTop(index, lines.count)..<listTop(index, lines.count) + bodyRows
        return list(
            "\(lines.count == 1 ? "1 line" : "\(lines.count) lines") with “\(search?.text ?? "")”",
            lines.enumerated().map { number, line in
                guard shown.contains(number) else { return StyledLine() }
                let text = layout.document.lines[line]
                let indent = text.text.prefix { $0 == " " }.count
                var marked = text
                for match in search?.matches(layout.document, line: line) ?? [] {
                    marked = mark(marked, match.here, isCurrent: false)
                }
                return marked.slice(cells: indent..<max(indent, text.width))
            }, index)
    }

    // MARK: The status line

    private func statusLine() -> StyledLine {
        if case .prompt(let kind, let text) = mode {
            // The end of a long text is what is being typed.
            let line = StyledLine(kind.sign + text)
            let room = max(1, size.columns - 1)
            return line.width > room ? line.slice(cells: line.width - room..<line.width) : line
        }
        let style = Style(.bar)
        if let message {
            return StyledLine(" " + message, style).cut(to: size.columns).padded(to: size.columns, style)
        }
        let (left, right) = status()
        let rightWidth = Cells.width(of: right)
        guard size.columns > rightWidth + 8 else {
            return StyledLine(right, style).cut(to: size.columns).padded(to: size.columns, style)
        }
        let text = Cells.padded(
            Cells.cut(" " + Self.harmless(left), to: size.columns - rightWidth - 1), to: size.columns - rightWidth)
        return StyledLine(text + right, style)
    }

    private static func harmless(_ text: String) -> String { StyledLine(text).text }

    private func status() -> (left: String, right: String) {
        switch mode {
        case .contents, .hits: return (page.title, "Enter go there  Esc back ")
        case .help: return ("The keys", "q back ")
        case .reading, .prompt: break
        }
        var left = page.title
        if let heading, heading.level > 1 { left += " › " + heading.text }
        if isAtEnd, let next = page.nextTitle { left = "End.  } next: " + next }
        if let count { left = "\(count)" }
        let keys: String
        switch focus {
        case .link: keys = "Enter follow"
        case .block: keys = page.canRun ? "r run  c copy" : "c copy"
        case .fold: keys = "Enter unfold"
        case nil where size.columns < 70: keys = "h help"
        case nil where page.name.hasPrefix("exercise:"): keys = "x begin it  h help"
        case nil: keys = page.exercises.isEmpty ? "t contents  / search  h help" : "t contents  x exercise  h help"
        }
        return (left, " \(keys)  \(percentage)% ")
    }
}
