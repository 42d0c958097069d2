import Course
import Markdown

/// A Markdown text of a course, read once for all checks.
struct CourseText {
    /// Below the course's folder: `Lessons/03-a-first-image.md`.
    var path: String
    /// The absolute path, which problems name.
    var file: String
    var source: SourceLines
    var document: MarkdownDocument
    var anchors: Set<String>

    init(path: String, file: String, text: String) {
        self.path = path
        self.file = file
        source = SourceLines(text)
        document = MarkdownParser.parse(text)
        anchors = Set(HeadingAnchors.all(in: document))
    }

    /// The folder that its links start from, below the course's folder.
    var folder: [Substring] { path.split(separator: "/").dropLast() }

    /// Where a word stands on a line or one of those below, which belong to the same paragraph: line and column, counted from 1.
    func place(of word: String, from line: Int) -> (line: Int, column: Int?) {
        for number in line..<(line + 40) {
            let text = source.line(number)
            if let range = text.firstRange(of: word) {
                return (number, text.unicodeScalars.distance(from: text.startIndex, to: range.lowerBound) + 1)
            }
            if number > line, text.isBlank { break }
        }
        return (line, nil)
    }

    func problem(_ line: Int?, _ message: String, _ help: String? = nil, column: Int? = 1) -> CourseError {
        CourseError(file: file, line: line, column: line == nil ? nil : column, message, help: help)
    }
}
