import Rendering

/// A text to read: a chapter, the glossary, an exercise's README.
public struct ReaderPage: Sendable {
    /// What it is known by, such as `04-a-go-counter`.
    public var name: String
    /// What the status line calls it.
    public var title: String
    /// What comes after it, for the status line at its end; `nil` when it is the last.
    public var nextTitle: String?
    /// Whether its console blocks can be run.
    public var canRun: Bool
    /// The exercises that belong to it.
    public var exercises: [String]
    /// Makes its lines. Called again when the width or the folds change.
    public var render: @Sendable (RenderOptions) -> RenderedDocument
    /// The image of a figure, by the path that the figure names; `nil` where there is none.
    public var image: @Sendable (String) -> Result<PNGImage, PNGImage.Fault>?

    public init(
        name: String, title: String, nextTitle: String? = nil, canRun: Bool = false, exercises: [String] = [],
        image: @escaping @Sendable (String) -> Result<PNGImage, PNGImage.Fault>? = { _ in nil },
        render: @escaping @Sendable (RenderOptions) -> RenderedDocument
    ) {
        self.name = name
        self.title = title
        self.nextTitle = nextTitle
        self.canRun = canRun
        self.exercises = exercises
        self.image = image
        self.render = render
    }
}
