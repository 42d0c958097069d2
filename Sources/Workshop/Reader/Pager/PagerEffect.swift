import Rendering

/// What a pager asks of who runs it.
public enum PagerEffect: Sendable {
    case quit
    /// Open a page and call ``Pager/open(_:at:)``.
    case open(String, heading: String?)
    /// Open the page after this one, or before it.
    case openNext, openPrevious
    /// Open the page that was read before, and return to its place: ``Pager/open(_:at:)`` with it.
    case back(String, PagerPlace)
    /// Run a console block; results come through ``Pager/show(_:for:)``.
    case run(RenderedDocument.CodeBlock)
    /// End the run of a block.
    case cancelRun
    /// Put text on the clipboard.
    case copy(String)
    /// Open an exercise.
    case exercise(String)
    /// Draw everything anew.
    case redraw
}

/// A place in a page that survives another width.
public enum PagerPlace: Sendable, Hashable {
    /// The line of the source file that is at the top, counted from 1.
    case line(Int)
    /// A heading, by what a link to it says.
    case heading(String)
}
