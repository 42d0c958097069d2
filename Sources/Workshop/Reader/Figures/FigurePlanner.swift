import Screen

/// How large the image of a figure is on the screen, and how it gets there.
///
/// kitty and iTerm2 take the PNG as it is. Sixels would have to be made of its pixels, so terminals that know only those
/// show the drawing.
struct FigurePlanner: Sendable {
    var images: TerminalCapabilities.Images?
    /// A cell's pixels; 10 by 20 where the terminal does not say.
    var cell: ScreenSize.CellPixels?
    var maximumRows: Int
    /// The widest that a figure gets, in columns.
    static let maximumColumns = 100

    /// - Parameter size: the screen's; a figure is to fit it, with some text around.
    init(_ images: TerminalCapabilities.Images?, _ size: ScreenSize) {
        self.images = images
        cell = size.cell
        maximumRows = max(4, size.rows - 3)
    }

    var showsImages: Bool { images == .kitty || images == .iTerm }

    private var pixels: ScreenSize.CellPixels { cell ?? ScreenSize.CellPixels(width: 10, height: 20) }

    /// The rows that an image takes when it has so many columns at most; `nil` when no readable size fits.
    func rows(_ image: PNGImage, columns: Int) -> Int? {
        guard showsImages else { return nil }
        return extent(image, columns: columns)?.rows
    }

    /// Its size in cells: its own size in pixels, made smaller to fit. Too small, it could not be read.
    func extent(_ image: PNGImage, columns: Int) -> (rows: Int, columns: Int)? {
        let wide = min(columns, Self.maximumColumns) * pixels.width
        let high = maximumRows * pixels.height
        guard wide > 0, high > 0 else { return nil }
        let scale = min(1, Double(wide) / Double(image.width), Double(high) / Double(image.height))
        let cellColumns = Int((Double(image.width) * scale / Double(pixels.width)).rounded(.up))
        let cellRows = Int((Double(image.height) * scale / Double(pixels.height)).rounded(.up))
        guard scale > 0.2, cellColumns > 0, cellRows > 0 else { return nil }
        return (min(cellRows, maximumRows), min(cellColumns, columns))
    }

    /// The image for the screen; `nil` when it cannot be shown in the part that is visible.
    /// - Parameters:
    ///   - rows: the rows that it has on the page.
    ///   - visible: those of them that are on the screen.
    ///   - place: where the first of these is.
    func image(
        _ image: PNGImage, rows: Int, columns: Int, visible: Range<Int>, at place: (row: Int, column: Int)
    ) -> ScreenImage? {
        guard let extent = extent(image, columns: columns), extent.rows == rows else { return nil }
        switch images {
        case .kitty:
            return KittyImage.placed(image, rows: rows, columns: extent.columns, visible: visible, at: place)
        case .iTerm where visible.count == rows:
            return ScreenImage(
                row: place.row, column: place.column,
                text: ITermImage.sequence(image, rows: rows, columns: extent.columns))
        default: return nil
        }
    }
}
