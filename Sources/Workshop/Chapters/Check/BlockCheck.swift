import Course
import Markdown

/// Looks at the code blocks, figures and callouts of a text.
struct BlockCheck {
    let text: CourseText
    let images: ImageCheck

    /// In cells.
    static let widestFigure = 76

    func problems() -> [CourseError] {
        var problems = ChapterScript(text.document, source: text.source, file: text.file).problems
        for block in FencedBlock.all(in: text.document, source: text.source) {
            problems += words(of: block)
            if block.language == "figure" { problems += figure(block) }
        }
        return problems + callouts()
    }

    var hasFigure: Bool {
        FencedBlock.all(in: text.document, source: text.source).contains { $0.language == "figure" }
    }

    /// The words behind a fence that set something.
    private func words(of block: FencedBlock) -> [CourseError] {
        let known: [String] =
            switch block.language {
            case "console": ["status"]
            case "figure": ["image"]
            default: ["file"]
            }
        return block.code.info.compactMap { word in
            guard let sign = word.firstIndex(of: "="), sign != word.startIndex else { return nil }
            let name = String(word[..<sign])
            // That a session cannot be a file is said elsewhere.
            guard !known.contains(name), !(name == "file" && block.language == "console") else { return nil }
            return text.problem(
                block.line, "A block of `\(block.language)` knows no word `\(name)=`.",
                Nearest.help(for: name, among: known))
        }
    }

    private func figure(_ block: FencedBlock) -> [CourseError] {
        var problems: [CourseError] = []
        for (offset, line) in block.lines.enumerated() where line.count > Self.widestFigure {
            problems.append(
                text.problem(
                    block.code.sourceLine + offset,
                    "This line of a figure has \(line.count) characters; \(Self.widestFigure) fit on every screen.",
                    column: Self.widestFigure + 1))
        }
        if block.lines.allSatisfy(\.isBlank) {
            problems.append(text.problem(block.line, "This figure shows nothing.", "Draw it with characters."))
        }
        if let image = block.code.value("image") {
            problems += images.problems(of: image, in: text, line: block.line)
        }
        return problems
    }

    /// A kind that nobody knows is shown as a quote, which is easily overlooked.
    private func callouts() -> [CourseError] {
        let kinds = Block.Callout.allCases.map(\.rawValue)
        var problems: [CourseError] = []
        text.document.visit { block in
            guard case .quote = block.content else { return }
            let line = text.source.line(block.lines.lowerBound).drop { $0 == ">" || $0 == " " }
            guard line.hasPrefix("[!"), let end = line.firstIndex(of: "]") else { return }
            let kind = String(line[line.index(line.startIndex, offsetBy: 2)..<end])
            problems.append(
                text.problem(
                    block.lines.lowerBound, "There is no callout `[!\(kind)]`.",
                    Nearest.help(for: kind.uppercased(), among: kinds)))
        }
        return problems
    }
}
