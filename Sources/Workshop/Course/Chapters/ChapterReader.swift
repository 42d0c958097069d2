/// Makes chapters of the texts of their files.
public enum ChapterReader {
    /// Reads the text of a chapter's file.
    ///
    /// It never fails: what is wrong with the front matter or the name is in ``Chapter/problems``.
    /// - Parameters:
    ///   - id: the file's name without `.md`.
    ///   - path: the file's absolute path.
    public static func read(_ source: String, id: String, path: String) -> Chapter {
        let problems = Problems(file: path)
        var chapter = Chapter(id: id, number: number(of: id), title: "", path: path, source: source)
        if let front = FrontMatter.find(in: source) {
            // Without its second line nobody knows where the front matter ends; then all of it is shown.
            chapter.bodyLine = front.isClosed ? front.bodyLine : 1
            if front.isClosed {
                read(front.yaml, into: &chapter, problems)
            } else {
                problems.add(
                    Place(line: 1, column: 1), "The front matter does not end.",
                    help: "Put a line `---` behind it.")
            }
        } else {
            problems.add(
                Place(line: 1, column: 1), "The front matter is missing.",
                help: "Begin the file with a line `---`, then `title: …`, `summary: …` and another line `---`.")
        }
        if chapter.title.isEmpty { chapter.title = firstHeading(of: source, from: chapter.bodyLine) ?? id }
        chapter.problems = problems.all
        return chapter
    }

    /// The number that a chapter's name begins with: two digits and a hyphen.
    public static func number(of id: String) -> Int? {
        let bytes = Array(id.utf8.prefix(3))
        guard bytes.count == 3, bytes[2] == UInt8(ascii: "-"),
            bytes[..<2].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(id.prefix(2))
    }

    /// Whether a name without `.md` follows the rule for chapters.
    static func isName(_ id: String) -> Bool {
        guard number(of: id) != nil else { return false }
        return ValueReader.isName(id) && id.utf8.count > 3
    }

    private static func read(_ yaml: String, into chapter: inout Chapter, _ problems: Problems) {
        let values = ValueReader(problems: problems)
        guard let document = YAMLDocument.read(yaml, problems: problems) else { return }
        if document.isNull {
            problems.add(
                Place(line: 1, column: 1), "The front matter is empty.", help: "Give it a `title` and a `summary`.")
            return
        }
        guard let map = MapReader(document, "a chapter's front matter", values) else { return }
        chapter.title = map.require("title", values.line) ?? ""
        chapter.summary = map.require("summary", values.line) ?? ""
        chapter.goals = map.read("goals") { values.list($0, values.line) } ?? []
        chapter.minutes = map.read("minutes") { values.integer($0, in: 1...10_000) }
        chapter.images = map.read("images") { values.list($0, values.line) } ?? []
        chapter.exercises = map.read("exercises") { values.list($0, values.name) } ?? []
        map.finish()
    }

    /// The text of the first heading of the first level that stands outside of code.
    private static func firstHeading(of source: String, from line: Int) -> String? {
        var fence: Substring?
        for line in FrontMatter.body(of: source, from: line).prefix(20_000).split(separator: "\n") {
            let mark = line.prefix { $0 == "`" }
            if mark.count >= 3 {
                if fence == nil { fence = mark } else if let open = fence, mark.count >= open.count { fence = nil }
            } else if fence == nil, line.hasPrefix("# ") {
                let text = line.dropFirst(2).trimmingBlanks
                if !text.isEmpty { return text }
            }
        }
        return nil
    }
}

extension Substring {
    /// Without blanks at both ends.
    fileprivate var trimmingBlanks: String {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
