import Rendering
import TerminalText

/// A text that is looked for. Small letters find capitals too; capitals find only themselves. Blanks find line breaks.
struct Search: Sendable, Hashable {
    let text: String
    private let wanted: [Character]
    private let foldsCase: Bool

    /// `nil` for a text that is nothing but blanks.
    init?(_ text: String) {
        self.text = text
        foldsCase = !text.contains(where: \.isUppercase)
        wanted = Self.characters(text, foldsCase)
        if wanted.allSatisfy({ $0 == " " }) { return nil }
    }

    private static func characters(_ text: String, _ foldsCase: Bool) -> [Character] {
        Array(foldsCase ? text.lowercased() : text)
    }

    /// Where the text begins on a line of a document: cells of that line and, when it goes on there, of the next.
    func matches(_ document: RenderedDocument, line: Int) -> [(here: Range<Int>, next: Range<Int>?)] {
        guard document.lines.indices.contains(line) else { return [] }
        let text = document.lines[line].text
        var here = Self.characters(text, foldsCase)
        while here.last == " " { here.removeLast() }
        let count = here.count
        guard count > 0 else { return [] }
        var all = here
        var indentation = 0
        // Only what the text itself wraps goes on: not a heading and what is below it.
        if line + 1 < document.lines.count, wanted.contains(" ") {
            let next = Self.characters(document.lines[line + 1].text, foldsCase)
            indentation = next.prefix { $0 == " " }.count
            if indentation < next.count { all += [" "] + next[indentation...] }
        }
        guard all.count >= wanted.count else { return [] }
        var result: [(Range<Int>, Range<Int>?)] = []
        var index = 0
        while index < count, index + wanted.count <= all.count {
            guard all[index] == wanted[0], all[index..<index + wanted.count].elementsEqual(wanted) else {
                index += 1
                continue
            }
            let end = index + wanted.count
            let start = Self.cells(here[..<index])
            let first = start..<start + Self.cells(here[index..<min(end, count)])
            let second =
                end > count + 1
                ? indentation..<indentation + Self.cells(all[count + 1..<end]) : nil
            result.append((first, second))
            index = end
        }
        return result
    }

    private static func cells(_ characters: ArraySlice<Character>) -> Int {
        characters.reduce(0) { $0 + Cells.width(of: $1) }
    }

    /// The next line with a match, from a line on, forwards or backwards.
    func find(_ document: RenderedDocument, from line: Int, backwards: Bool) -> Int? {
        let lines =
            backwards
            ? stride(from: min(line, document.lines.count - 1), through: 0, by: -1)
            : stride(from: max(0, line), through: document.lines.count - 1, by: 1)
        return lines.first { !matches(document, line: $0).isEmpty }
    }
}
