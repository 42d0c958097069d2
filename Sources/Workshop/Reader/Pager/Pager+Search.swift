import Rendering
import Screen

extension Pager {
    /// A key while a search is typed.
    mutating func type(_ press: KeyPress, _ kind: SearchPrompt, _ text: String) {
        switch press.key {
        case .enter: start(kind, text)
        case .escape: mode = .reading
        case .backspace: mode = text.isEmpty ? .reading : .prompt(kind, String(text.dropLast()))
        case .character("c") where press.modifiers == .control, .character("g") where press.modifiers == .control:
            mode = .reading
        case .character("u") where press.modifiers == .control: mode = .prompt(kind, "")
        case .character("w") where press.modifiers == .control:
            let words = text.split(separator: " ").dropLast()
            mode = .prompt(kind, words.isEmpty ? "" : words.joined(separator: " ") + " ")
        case .character:
            if let scalar = press.written, text.count < 200 {
                var longer = text
                longer.unicodeScalars.append(scalar)
                mode = .prompt(kind, longer)
            }
        default: break
        }
    }

    private mutating func start(_ kind: SearchPrompt, _ text: String) {
        mode = .reading
        // Nothing typed: the last search again.
        if !text.isEmpty { search = Search(text) }
        guard let search else { return }
        showsMatches = true
        if kind == .list {
            let lines = layout.document.lines.indices.filter { !search.matches(layout.document, line: $0).isEmpty }
            if lines.isEmpty {
                message = "“\(search.text)” is not on this page."
            } else {
                let line = layout.line(ofRow: top).line
                mode = .hits(lines, lines.firstIndex { $0 >= line } ?? lines.count - 1)
            }
            return
        }
        searchesBackwards = kind == .backward
        found = nil
        let first = layout.line(ofRow: top).line
        find(
            from: searchesBackwards ? layout.line(ofRow: top + bodyRows - 1).line : first, backwards: searchesBackwards)
    }

    mutating func findAgain(backwards: Bool) {
        guard search != nil else {
            message = "Search for something first: / and a word."
            return
        }
        let line = found ?? layout.line(ofRow: top).line
        find(from: backwards ? line - 1 : line + 1, backwards: backwards)
    }

    /// Goes to the next match, and round the end of the page.
    private mutating func find(from line: Int, backwards: Bool) {
        guard let search else { return }
        let document = layout.document
        if let next = search.find(document, from: line, backwards: backwards) {
            found = next
        } else if let next = search.find(document, from: backwards ? document.lines.count - 1 : 0, backwards: backwards)
        {
            found = next
            message = backwards ? "Round the beginning, on from the end." : "Round the end, on from the beginning."
        } else {
            found = nil
            message = "“\(search.text)” is not on this page."
        }
        if let found { reveal(line: found, below: bodyRows / 3) }
    }

    // MARK: Lists

    /// A key in the list of what was found.
    mutating func hits(_ press: KeyPress, _ lines: [Int], _ index: Int) {
        switch choose(press, index, lines.count) {
        case .moved(let index): mode = .hits(lines, index)
        case .chosen:
            mode = .reading
            found = lines[index]
            scroll(to: layout.row(ofLine: lines[index]) - bodyRows / 3)
        case .left: mode = .reading
        }
    }

    /// A key in the table of contents.
    mutating func contents(_ press: KeyPress, _ index: Int) {
        let headings = layout.document.headings
        if press == .character("t") {
            mode = .reading
            return
        }
        switch choose(press, index, headings.count) {
        case .moved(let index): mode = .contents(index)
        case .chosen:
            mode = .reading
            visited.append(Visited(name: page.name, place: place))
            if headings.indices.contains(index) { scroll(to: layout.row(ofLine: headings[index].line)) }
        case .left: mode = .reading
        }
    }

    /// A key in the help.
    mutating func help(_ press: KeyPress, _ first: Int) {
        switch choose(press, first, max(1, PagerHelp.lines(size.columns).count - bodyRows + 1)) {
        case .moved(let first): mode = .help(first)
        case .chosen, .left: mode = .reading
        }
        if press == .character("h") { mode = .reading }
    }

    enum Choice { case moved(Int), chosen, left }

    private func choose(_ press: KeyPress, _ index: Int, _ count: Int) -> Choice {
        var index = index
        switch press.key {
        case .down, .character("j"): index += 1
        case .up, .character("k"): index -= 1
        case .character("n") where press.modifiers == .control: index += 1
        case .character("p") where press.modifiers == .control: index -= 1
        case .pageDown, .character(" "): index += bodyRows
        case .pageUp, .character("b"): index -= bodyRows
        case .home, .character("g"): index = 0
        case .end, .character("G"): index = count - 1
        case .tab: index += press.modifiers.contains(.shift) ? -1 : 1
        case .enter: return .chosen
        case .escape, .character("q"), .backspace: return .left
        case .character("c") where press.modifiers == .control: return .left
        default: break
        }
        return .moved(min(max(0, index), max(0, count - 1)))
    }
}
