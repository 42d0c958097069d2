import TerminalText

/// What a screen shows at one moment. Lines beyond the screen's last row are not shown; wider ones are cut.
public struct Frame: Sendable, Hashable {
    /// A place on the screen, counted from 0.
    public struct Cursor: Sendable, Hashable {
        public var row: Int
        public var column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// From the top row on.
    public var lines: [StyledLine]
    /// Where the cursor blinks; `nil` hides it.
    public var cursor: Cursor?
    /// Images, over the lines.
    public var images: [ScreenImage]

    public init(_ lines: [StyledLine] = [], cursor: Cursor? = nil, images: [ScreenImage] = []) {
        self.lines = lines
        self.cursor = cursor
        self.images = images
    }
}

/// An image on a screen, as the terminal's protocol wants it sent.
public struct ScreenImage: Sendable, Hashable {
    /// The cell of its upper left corner, counted from 0.
    public var row: Int
    public var column: Int
    /// The sequence that shows it, made by this program and not by a chapter.
    public var text: String
    /// The sequence that removes it; empty when overwriting its cells does.
    public var removal: String

    /// What must be sent once before; empty when there is nothing.
    public var upload: String

    public init(row: Int, column: Int, text: String, removal: String = "", upload: String = "") {
        self.row = row
        self.column = column
        self.text = text
        self.removal = removal
        self.upload = upload
    }
}
