import Testing

@testable import Screen

@Suite("Output for a screen")
struct LinePainterTests {
    @Test("the first frame clears, later ones write changed lines only")
    func changes() {
        let painter = Painting()
        let first = painter.paint(["one", "two", ""], rows: 3)
        #expect(
            first == "\u{1b}[0m\u{1b}[H\u{1b}[2J\u{1b}[1H\u{1b}[0m\u{1b}[Kone\u{1b}[2H\u{1b}[0m\u{1b}[Ktwo\u{1b}[0m")
        #expect(painter.paint(["one", "two", ""], rows: 3) == "")
        let second = painter.paint(["one", "2", ""], rows: 3)
        #expect(second == "\u{1b}[2H\u{1b}[0m\u{1b}[K2\u{1b}[0m")
    }

    @Test("lines that are no more are erased, those beyond the screen are not written")
    func fewer() {
        let painter = Painting()
        _ = painter.paint(["a", "b"], rows: 2)
        #expect(
            painter.paint(["a"], rows: 2)
                == "\u{1b}[2H\u{1b}[0m\u{1b}[K\u{1b}[0m")
        #expect(!painter.paint(["a", "b", "c"], rows: 2).contains("c"))
    }

    @Test("a frame is held together where the terminal can")
    func synchronized() {
        let painter = Painting()
        let text = painter.paint(["a"], rows: 1, synchronizes: true)
        #expect(text.hasPrefix("\u{1b}[?2026h") && text.hasSuffix("\u{1b}[?2026l"))
        #expect(painter.paint(["a"], rows: 1, synchronizes: true) == "")
    }

    @Test("the cursor is shown where it is wanted, and hidden again")
    func cursor() {
        let painter = Painting()
        let shown = painter.paint(["a"], cursor: .init(row: 0, column: 1), rows: 1)
        #expect(shown.hasSuffix("\u{1b}[1;2H\u{1b}[?25h"))
        let hidden = painter.paint(["a"], rows: 1)
        #expect(hidden.contains("\u{1b}[?25l"))
    }

    @Test("an image is drawn once, and removed when it moves or goes")
    func images() {
        let painter = Painting()
        let image = ScreenImage(row: 0, column: 0, text: "IMAGE", removal: "GONE")
        #expect(painter.paint(["", "b"], images: [image], rows: 2).contains("IMAGE"))
        #expect(
            !painter.paint(["", "c"], images: [image], rows: 2).contains("IMAGE"))
        let moved = painter.paint(
            ["", "c"], images: [ScreenImage(row: 1, column: 0, text: "IMAGE", removal: "GONE")], rows: 2)
        #expect(moved.contains("GONE") && moved.contains("IMAGE"))
        #expect(painter.paint(["", "c"], rows: 2).contains("GONE"))
    }

    @Test("after a pause everything is drawn")
    func forgets() {
        let painter = Painting()
        let first = painter.paint(["a"], rows: 1)
        painter.forget()
        #expect(painter.paint(["a"], rows: 1) == first)
    }
}

/// A painter that expectations can use while it changes.
private final class Painting {
    private var painter = LinePainter()

    func paint(
        _ lines: [String], images: [ScreenImage] = [], cursor: Frame.Cursor? = nil, rows: Int,
        synchronizes: Bool = false
    ) -> String {
        painter.paint(lines, images: images, cursor: cursor, rows: rows, synchronizes: synchronizes)
    }

    func forget() { painter.forget() }
}
