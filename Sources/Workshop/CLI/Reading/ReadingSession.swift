import Course
import Linux
import Reader
import Rendering

/// Reads until the learner quits: from page to page, and to an exercise and back.
struct ReadingSession {
    let library: PageLibrary
    let appearance: ReaderScreen.Appearance

    func run(_ source: PageLibrary.Source) async throws {
        let actions = CourseActions(library: library, source: source)
        var source = source
        do {
            while true {
                let page = try library.load(source)
                let end = try await ReaderScreen.run(
                    page, at: actions.lastPlace(in: source) ?? library.place(in: source), appearance: appearance,
                    actions: actions)
                guard case .exercise(let id) = end, let learner = library.learner else { break }
                _ = try await StepOpener(learner: learner).work(id)
                source = actions.current
            }
        } catch {
            await actions.close()
            throw error
        }
        await actions.close()
    }
}

/// What the reader asks for, answered from the course.
final class CourseActions: ReaderActions {
    private struct State: Sendable {
        var current: PageLibrary.Source
        var place: PagerPlace?
    }

    private let library: PageLibrary
    private let runner: BlockRunner?
    private let state: Locked<State>

    init(library: PageLibrary, source: PageLibrary.Source) {
        self.library = library
        runner = library.learner.map { BlockRunner(course: $0.course) }
        state = Locked(State(current: source))
    }

    /// The page that is open.
    var current: PageLibrary.Source { state.withLock { $0.current } }

    /// Where the reader was when it was last left, if it was on that page.
    func lastPlace(in source: PageLibrary.Source) -> PagerPlace? {
        state.withLock { $0.current == source ? $0.place : nil }
    }

    func page(_ name: String) async throws -> ReaderPage {
        let source = try source(name)
        let page = try library.load(source)
        state.withLock { state in
            state.current = source
            state.place = nil
        }
        return page
    }

    /// A page's own name, or what a link says.
    private func source(_ name: String) throws -> PageLibrary.Source {
        if name.hasPrefix("exercise:") { return .exercise(String(name.dropFirst(9))) }
        // What stands beside a file that is no chapter.
        if case .file(let path) = current, !name.contains("/") {
            let sibling = Paths.parent(path) + "/" + name + ".md"
            if Paths.exists(sibling) { return .file(sibling) }
        }
        return try library.name(of: name)
    }

    func neighbour(of name: String, isNext: Bool) async -> String? {
        guard let source = try? source(name), case .chapter(let next)? = library.neighbour(of: source, isNext: isNext)
        else { return nil }
        return next
    }

    func place(in name: String) async -> PagerPlace? { (try? source(name)).flatMap { library.place(in: $0) } }

    func remember(_ place: PagerPlace, heading: String?, isAtEnd: Bool, in name: String) async {
        guard let source = try? source(name) else { return }
        state.withLock { if $0.current == source { $0.place = place } }
        if case .line(let line) = place { library.remember(line, heading: heading, isAtEnd: isAtEnd, in: source) }
    }

    func run(
        _ block: RenderedDocument.CodeBlock, in name: String, report: @escaping @Sendable (BlockResult) -> Void
    ) async -> BlockResult {
        guard let runner else { return BlockResult(.failed("There is no course here to run it in.")) }
        return await runner.run(block, in: name, report: report)
    }

    /// Ends the sandbox.
    func close() async { await runner?.close() }
}
