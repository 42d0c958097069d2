import Markdown
import Rendering
import Screen
import TerminalText

@testable import Reader

/// Pages for tests, made as the real ones are.
enum Pages {
    static func page(
        _ text: String, name: String = "01-one", canRun: Bool = true, exercises: [String] = [],
        images: [String: Result<PNGImage, PNGImage.Fault>] = [:]
    ) -> ReaderPage {
        let document = MarkdownParser.parse(text)
        return ReaderPage(
            name: name, title: "One", nextTitle: "Two", canRun: canRun, exercises: exercises,
            image: { images[$0] }, render: { Renderer.render(document, $0) })
    }

    /// A page with one of everything.
    static let everything = """
        # First

        Text with a [chapter](02-two.md#part), a [heading](#third), an [exercise](../Exercises/web/README.md) and
        the [web](https://example.org/). Here is a bind mount, and here is another bind mount.

        ```console
        $ echo one \\
        > two
        one two
        $ false
        ```

        ## Second

        ```dockerfile
        FROM a
        ```

        <details><summary>Answer</summary>

        Hidden text.

        </details>

        ## Third

        \((1...60).map { "Line \($0)." }.joined(separator: "\n\n"))

        ### Last

        End.
        """

    static func pager(_ text: String = everything, rows: Int = 20, columns: Int = 80) -> Pager {
        Pager(page(text), size: ScreenSize(rows: rows, columns: columns))
    }
}

/// A pager that expectations can use while it changes.
final class Reading {
    var pager: Pager

    init(_ text: String = Pages.everything, rows: Int = 20, columns: Int = 80) {
        pager = Pages.pager(text, rows: rows, columns: columns)
    }

    init(_ pager: Pager) { self.pager = pager }

    /// Presses keys; capitals and signs are themselves.
    @discardableResult
    func type(_ text: String) -> [PagerEffect] {
        text.unicodeScalars.flatMap { pager.press($0 == "\n" ? KeyPress(.enter) : .character($0)) }
    }

    @discardableResult
    func press(_ key: Key, _ modifiers: Modifiers = []) -> [PagerEffect] { pager.press(KeyPress(key, modifiers)) }

    var lines: [String] { pager.frame().lines.map(\.text) }
    var text: String { lines.dropLast().joined(separator: "\n") }
    var status: String { lines.last ?? "" }
    var first: String { lines[0].trimmed }
}

extension String {
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
