import Rendering
import Screen

extension Pager {
    /// Takes a key.
    public mutating func press(_ press: KeyPress) -> [PagerEffect] {
        message = nil
        if press == .control("l") { return [.redraw] }
        switch mode {
        case .reading: return read(press)
        case .prompt(let kind, let text): type(press, kind, text)
        case .contents(let index): contents(press, index)
        case .hits(let lines, let index): hits(press, lines, index)
        case .help(let first): help(press, first)
        }
        return []
    }

    /// Takes text that was pasted.
    public mutating func paste(_ text: String) {
        guard case .prompt(let kind, let typed) = mode else { return }
        let line = text.prefix { !$0.isNewline }.filter { !$0.unicodeScalars.contains { $0.value < 32 } }
        mode = .prompt(kind, typed + line.prefix(200))
    }

    // MARK: Reading

    private mutating func read(_ press: KeyPress) -> [PagerEffect] {
        if let digit = press.written?.properties.numericValue, press.written?.isASCII == true {
            count = min(9_999_999, (count ?? 0) * 10 + Int(digit))
            return []
        }
        let number = count
        count = nil
        if press.modifiers.contains(.control) { return readControl(press, number) }
        let half = max(1, bodyRows / 2)
        let page = max(1, bodyRows - 2)
        switch (press.key, press.modifiers.contains(.alt)) {
        case (.character("v"), true): scroll(by: -page)
        case (.left, true): return goBack()
        case (.character("u"), true): showsMatches.toggle()
        case (_, true): break
        case (.down, _), (.character("j"), _), (.character("e"), _): scroll(by: number ?? 1)
        case (.up, _), (.character("k"), _), (.character("y"), _): scroll(by: -(number ?? 1))
        case (.pageDown, _), (.character(" "), _), (.character("f"), _): scroll(by: page * (number ?? 1))
        case (.pageUp, _), (.character("b"), _): scroll(by: -page * (number ?? 1))
        case (.character("d"), _): scroll(by: number ?? half)
        case (.character("u"), _): scroll(by: -(number ?? half))
        case (.home, _), (.character("g"), _), (.character("<"), _): scroll(to: (number ?? 1) - 1)
        case (.end, _), (.character("G"), _), (.character(">"), _): scroll(to: number.map { $0 - 1 } ?? layout.count)
        case (.character("%"), _), (.character("p"), _):
            scroll(to: (layout.count * min(number ?? 0, 100) + 50) / 100)
        case (.tab, _): moveFocus(press.modifiers.contains(.shift) ? -1 : 1)
        case (.enter, _): return focus == nil ? scrollOne() : follow()
        case (.backspace, _), (.left, _): return goBack()
        case (.escape, _): leave()
        case (.character(let scalar), _): return command(scalar)
        case (.function(1), _): mode = .help(0)
        default: break
        }
        return []
    }

    private mutating func scrollOne() -> [PagerEffect] {
        scroll(by: 1)
        return []
    }

    private mutating func readControl(_ press: KeyPress, _ number: Int?) -> [PagerEffect] {
        let half = max(1, bodyRows / 2)
        let page = max(1, bodyRows - 2)
        switch press.key {
        case .character("n"), .character("e"), .character("j"): scroll(by: number ?? 1)
        case .character("p"), .character("y"), .character("k"): scroll(by: -(number ?? 1))
        case .character("f"), .character("v"): scroll(by: page)
        case .character("b"): scroll(by: -page)
        case .character("d"): scroll(by: number ?? half)
        case .character("u"): scroll(by: -(number ?? half))
        case .home: scroll(to: 0)
        case .end: scroll(to: layout.count)
        case .character("c"):
            if running != nil { return [.cancelRun] }
            return [.quit]
        default: break
        }
        return []
    }

    private mutating func command(_ scalar: Unicode.Scalar) -> [PagerEffect] {
        switch scalar {
        case "q", "Q": return [.quit]
        case "h", "H": mode = .help(0)
        case "/": mode = .prompt(.forward, "")
        case "?": mode = .prompt(.backward, "")
        case "&": mode = .prompt(.list, "")
        case "n": findAgain(backwards: searchesBackwards)
        case "N": findAgain(backwards: !searchesBackwards)
        case "t":
            if layout.document.headings.isEmpty {
                message = "This page has no headings."
            } else {
                let line = layout.line(ofRow: top).line
                mode = .contents(layout.document.headings.lastIndex { $0.line <= line + 1 } ?? 0)
            }
        case "]": goToHeading(1)
        case "[": goToHeading(-1)
        case "}": return [.openNext]
        case "{": return [.openPrevious]
        case "o": return toggleFold()
        case "O":
            opensAllFolds.toggle()
            toggledFolds = []
            relayout()
        case "r": return run()
        case "c": return copy()
        case "x": return openExercise()
        default: break
        }
        return []
    }

    /// Esc: lets go of what Tab went to, then of what was found.
    private mutating func leave() {
        if focus != nil {
            focus = nil
        } else {
            search = nil
            found = nil
        }
    }

    // MARK: Links, folds, blocks

    mutating func follow() -> [PagerEffect] {
        switch focus {
        case .link(let index) where layout.document.links.indices.contains(index):
            return open(link: layout.document.links[index])
        case .fold: return toggleFold()
        case .block: return run()
        default: return scrollOne()
        }
    }

    mutating func open(link: RenderedDocument.Link) -> [PagerEffect] {
        switch LinkTarget(link.target) {
        case .heading(let anchor):
            let before = Visited(name: page.name, place: place)
            go(to: .heading(anchor))
            if message == nil { visited.append(before) }
            focus = nil
            return []
        case .page(let name, let heading): return [.open(name, heading: heading)]
        case .exercise(let id): return [.open("exercise:\(id)", heading: nil)]
        case .web(let address):
            message = "\(address) is on the clipboard now, for your browser."
            return [.copy(address)]
        case .file(let path):
            message =
                path.isEmpty ? "This link leads nowhere." : "\(path) is a file of the course; it is not shown here."
            return []
        }
    }

    private mutating func goBack() -> [PagerEffect] {
        guard let last = visited.popLast() else {
            message = "There is nothing to go back to."
            return []
        }
        if last.name == page.name {
            go(to: last.place)
            return []
        }
        return [.back(last.name, last.place)]
    }

    /// Opens or closes the fold that Tab went to, or the first on the screen.
    private mutating func toggleFold() -> [PagerEffect] {
        let folds = layout.document.folds
        var index: Int?
        if case .fold(let focused) = focus, folds.indices.contains(focused) {
            index = focused
        } else {
            let first = layout.line(ofRow: top).line
            let last = layout.line(ofRow: top + bodyRows - 1).line
            index = folds.indices.first { (first...last).contains(folds[$0].line) }
        }
        guard let index else {
            message = "There is nothing to unfold here."
            return []
        }
        toggle(fold: folds[index].number)
        return []
    }

    mutating func toggle(fold number: Int) {
        if opensAllFolds {
            // From now on one by one: those that were opened with the others stay open.
            opensAllFolds = false
            toggledFolds = []
            relayout()
            toggledFolds = Set(layout.document.folds.filter { !$0.isOpen }.map(\.number))
        }
        toggledFolds.formSymmetricDifference([number])
        relayout()
        // Folds within it come and go, and with them the numbers of what follows.
        focus = layout.document.folds.firstIndex { $0.number == number }.map { .fold($0) }
        if let fold = layout.document.folds.first(where: { $0.number == number }) { reveal(line: fold.line) }
    }

    private mutating func run() -> [PagerEffect] {
        guard page.canRun else {
            message = "Commands of this page cannot be run here."
            return []
        }
        guard running == nil else {
            message = "A command is still running; Ctrl-C ends it."
            return []
        }
        guard let index = currentBlock(PagerItem.isRunnable) else {
            message = "There is no command on the screen. Scroll to one, or go to the next with Tab."
            return []
        }
        focus = .block(index)
        let block = layout.document.codeBlocks[index]
        show(BlockResult(.running), for: block)
        return [.run(block)]
    }

    private mutating func copy() -> [PagerEffect] {
        guard let index = currentBlock({ _ in true }) else {
            message = "There is no code on the screen."
            return []
        }
        let block = layout.document.codeBlocks[index]
        let text = PagerItem.isRunnable(block) ? Self.commands(of: block.source) : block.source
        let lines = text.split(separator: "\n").count
        message = "Copied \(lines == 1 ? "1 line" : "\(lines) lines") to the clipboard, if your terminal allows it."
        return [.copy(text)]
    }

    /// What is typed in a console block: its commands, without prompts and outputs.
    static func commands(of source: String) -> String {
        var result = ""
        var isCommand = false
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            isCommand = line.hasPrefix("$ ") || isCommand && line.hasPrefix("> ")
            if isCommand { result += line.dropFirst(2) + "\n" }
        }
        return result
    }

    private mutating func openExercise() -> [PagerEffect] {
        if case .link(let index) = focus, layout.document.links.indices.contains(index),
            case .exercise(let id) = LinkTarget(layout.document.links[index].target)
        {
            return [.exercise(id)]
        }
        // The first that the text on the screen names, or the first of the page.
        let first = layout.line(ofRow: top).line
        let last = layout.line(ofRow: top + bodyRows - 1).line
        for link in layout.document.links where link.places.contains(where: { (first...last).contains($0.line) }) {
            if case .exercise(let id) = LinkTarget(link.target) { return [.exercise(id)] }
        }
        if let id = page.exercises.first { return [.exercise(id)] }
        message = "No exercise belongs to this page."
        return []
    }
}
