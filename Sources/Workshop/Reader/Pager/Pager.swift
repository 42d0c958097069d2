import Rendering
import Screen
import TerminalText

/// Reading a page on a screen: takes keys, says what the screen shows and what else is to be done.
///
/// Pure: it can be tested without a terminal.
public struct Pager: Sendable {
    /// A page to come back to.
    struct Visited: Sendable {
        var name: String
        var place: PagerPlace
    }

    public internal(set) var page: ReaderPage
    var size: ScreenSize
    var layout: PagerLayout
    /// The screen's columns for which the layout was made.
    private var columns: Int
    var mode = PagerMode.reading
    /// The row at the top of the screen.
    var top = 0
    /// What Tab went to.
    var focus: PagerItem?
    var toggledFolds: Set<Int> = []
    var opensAllFolds = false
    var search: Search?
    /// The line that the search stands at.
    var found: Int?
    var searchesBackwards = false
    var showsMatches = true
    /// The number that was typed in front of a key.
    var count: Int?
    /// What the status line says until the next key.
    var message: String?
    var visited: [Visited] = []
    /// What came out of blocks, by the line of the file of their fence.
    var results: [Int: BlockResult] = [:]
    /// The block that is running.
    var running: Int?
    /// How images are shown; `nil` when they are not.
    var images: TerminalCapabilities.Images?

    /// - Parameters:
    ///   - place: where to begin.
    ///   - images: how the terminal shows images; only kitty's and iTerm2's ways are used.
    public init(
        _ page: ReaderPage, size: ScreenSize, at place: PagerPlace? = nil,
        images: TerminalCapabilities.Images? = nil
    ) {
        self.page = page
        self.size = size
        self.images = images
        layout = Self.layout(page, size, images, [], false, [:])
        columns = size.columns
        if let place { go(to: place) }
        complainOfImages()
    }

    /// Where the reader is: to be remembered.
    public var place: PagerPlace {
        let lines = layout.document.sourceLines
        let line = layout.line(ofRow: top).line
        return .line(lines.indices.contains(line) ? lines[line] : 1)
    }

    /// The heading that the top of the screen belongs to.
    public var heading: RenderedDocument.Heading? {
        let line = layout.line(ofRow: top).line
        return layout.document.headings.last { $0.line <= line + 1 }
    }

    /// How much of the page has been seen by now, from 0 to 100.
    public var percentage: Int {
        let count = layout.count
        return count <= bodyRows ? 100 : min(100, (top + bodyRows) * 100 / count)
    }

    /// Whether a block is running.
    public var isRunning: Bool { running != nil }

    /// Whether the end of the page is on the screen.
    public var isAtEnd: Bool { top + bodyRows >= layout.count }

    /// Shows another page; the one before can be returned to.
    public mutating func open(_ page: ReaderPage, at place: PagerPlace? = nil) {
        visited.append(Visited(name: self.page.name, place: self.place))
        if visited.count > 100 { visited.removeFirst() }
        replace(page, at: place)
    }

    /// Shows another page in place of this one, after ``PagerEffect/back(_:_:)`` or when the file has changed.
    public mutating func replace(_ page: ReaderPage, at place: PagerPlace? = nil) {
        let isSame = page.name == self.page.name
        self.page = page
        focus = nil
        found = nil
        mode = .reading
        if !isSame {
            toggledFolds = []
            results = [:]
            running = nil
        }
        layout = makeLayout()
        top = 0
        if let place { go(to: place) }
        complainOfImages()
    }

    /// Says something in the status line until the next key.
    public mutating func say(_ message: String) { self.message = message }

    /// Shows what came out of a block so far.
    public mutating func show(_ result: BlockResult, for block: RenderedDocument.CodeBlock) {
        let isNew = results[block.fenceLine] == nil
        results[block.fenceLine] = result
        if result.state == .running { running = block.fenceLine } else if running == block.fenceLine { running = nil }
        relayout()
        // What came out should be seen, and the block with it as far as there is room.
        if isNew || result.state != .running, let range = rows(ofResult: block.fenceLine) {
            if range.upperBound > top + bodyRows {
                let first = layout.row(ofLine: self.block(atFence: block.fenceLine)?.lines.lowerBound ?? 0)
                scroll(to: max(top, min(first, range.upperBound - bodyRows)))
            }
        }
    }

    /// The screen has another size; the same text stays at its top.
    public mutating func resize(_ size: ScreenSize) {
        guard size != self.size else { return }
        self.size = size
        relayout()
    }

    /// The terminal said how it shows images.
    public mutating func setImages(_ images: TerminalCapabilities.Images?) {
        guard images != self.images else { return }
        self.images = images
        relayout()
    }

    // MARK: Lines

    /// Rows for text: all but the status line.
    var bodyRows: Int { max(1, size.rows - 1) }

    /// Columns left of the text, in which the block under the cursor is marked.
    var margin: Int { Self.margin(size) }

    var textColumns: Int { Self.textColumns(size) }

    private static func margin(_ size: ScreenSize) -> Int { size.columns >= 40 ? 2 : 0 }

    private static func textColumns(_ size: ScreenSize) -> Int { max(1, size.columns - margin(size)) }

    /// Makes the lines anew; the text at the top stays.
    mutating func relayout() {
        let position = layout.line(ofRow: top)
        let lines = layout.document.sourceLines
        let source = lines.indices.contains(position.line) ? lines[position.line] : 1
        let first = layout.document.line(forSource: source)
        // Lines below the first that shows the same line of the file.
        let offset = max(0, position.line - first)
        let isSameWidth = columns == size.columns
        columns = size.columns
        let before = layout.line(ofRow: top)
        layout = makeLayout()
        let line = layout.document.line(forSource: source)
        if isSameWidth, before.inserted == nil {
            top = layout.row(ofLine: line + offset)
        } else {
            top = layout.row(ofLine: line)
        }
        scroll(to: top)
    }

    func makeLayout() -> PagerLayout {
        Self.layout(page, size, images, toggledFolds, opensAllFolds, results)
    }

    private static func layout(
        _ page: ReaderPage, _ size: ScreenSize, _ images: TerminalCapabilities.Images?, _ toggledFolds: Set<Int>,
        _ opensAllFolds: Bool, _ results: [Int: BlockResult]
    ) -> PagerLayout {
        let width = textColumns(size)
        var options = RenderOptions(width: width, toggledFolds: toggledFolds, opensAllFolds: opensAllFolds)
        let planner = FigurePlanner(images, size)
        let image = page.image
        if planner.showsImages {
            options.imageRows = { path, columns in
                guard case .success(let image) = image(path) else { return nil }
                return planner.rows(image, columns: columns)
            }
        }
        let document = page.render(options)
        guard !results.isEmpty else { return PagerLayout(document) }
        return PagerLayout(
            document,
            document.codeBlocks.compactMap { block in
                results[block.fenceLine].map {
                    PagerLayout.Insertion(
                        line: block.lines.upperBound, rows: ResultView.rows($0, width: width, indent: block.column))
                }
            })
    }

    /// Says why the first image that cannot be shown is not.
    private mutating func complainOfImages() {
        guard message == nil, FigurePlanner(images, size).showsImages else { return }
        for path in layout.document.figures.compactMap(\.image) {
            guard case .failure(let fault) = page.image(path) else { continue }
            message = "The image \(path) is not shown: \(fault). The drawing shows the same."
            return
        }
    }

    func block(atFence line: Int) -> RenderedDocument.CodeBlock? {
        layout.document.codeBlocks.first { $0.fenceLine == line }
    }

    private func rows(ofResult fence: Int) -> Range<Int>? {
        guard let block = block(atFence: fence),
            let insertion = layout.insertions.first(where: { $0.line == block.lines.upperBound })
        else { return nil }
        let end = layout.row(ofLine: insertion.line)
        return end - insertion.rows.count..<end
    }
}
