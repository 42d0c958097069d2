/// How many cells a screen has, and how large they are when the terminal says so.
public struct ScreenSize: Sendable, Hashable {
    public var rows: Int
    public var columns: Int
    /// A cell's size in pixels; `nil` when the terminal does not say.
    public var cell: CellPixels?

    /// A cell's width and height in pixels.
    public struct CellPixels: Sendable, Hashable {
        public var width: Int
        public var height: Int

        public init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }
    }

    public init(rows: Int, columns: Int, cell: CellPixels? = nil) {
        self.rows = rows
        self.columns = columns
        self.cell = cell
    }
}
