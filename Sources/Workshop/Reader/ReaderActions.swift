import Rendering

/// What the reader needs from the course, the learner's progress and the engine.
public protocol ReaderActions: Sendable {
    /// A page by its name: a chapter's, `glossary`, or `exercise:` and an id for what an exercise asks for.
    /// - Throws: what stands in the status line.
    func page(_ name: String) async throws -> ReaderPage

    /// The name of the page after another, or before it; `nil` at the ends.
    func neighbour(of name: String, isNext: Bool) async -> String?

    /// Where the learner was on a page.
    func place(in name: String) async -> PagerPlace?

    /// Keeps where the learner is, and whether the end was reached.
    func remember(_ place: PagerPlace, heading: String?, isAtEnd: Bool, in name: String) async

    /// Runs a console block in the page's sandbox, and the files above it. `report` may be called as often as there is news.
    /// Is cancelled when the learner wants no more of it.
    func run(
        _ block: RenderedDocument.CodeBlock, in name: String, report: @escaping @Sendable (BlockResult) -> Void
    ) async -> BlockResult
}
