/// Something that the mouse did on the screen.
public struct MouseEvent: Sendable, Hashable {
    public enum Button: Sendable, Hashable { case left, middle, right }

    public enum Kind: Sendable, Hashable {
        case press(Button)
        case release(Button)
        /// Moved while a button is held.
        case drag(Button)
        case wheelUp, wheelDown
    }

    public var kind: Kind
    /// The cell's row, counted from 0 at the top.
    public var row: Int
    /// The cell's column, counted from 0 at the left.
    public var column: Int
    public var modifiers: Modifiers

    public init(_ kind: Kind, row: Int, column: Int, modifiers: Modifiers = []) {
        self.kind = kind
        self.row = row
        self.column = column
        self.modifiers = modifiers
    }
}
