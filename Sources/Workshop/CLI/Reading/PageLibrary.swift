import Course
import Glibc
import Highlighting
import Linux
import Markdown
import Progress
import Reader
import Rendering

/// Finds and loads what can be read: chapters, other texts of the course, what exercises ask for, and Markdown files.
struct PageLibrary: Sendable {
    /// Where a page's text is.
    enum Source: Sendable, Hashable {
        /// A text of the course's folder Lessons.
        case chapter(String)
        case exercise(String)
        /// Any Markdown file, absolute.
        case file(String)
    }

    /// `nil` when there is no course: then only files can be read.
    let learner: Learner?
    /// The most columns that text may take.
    let width: Int?

    /// The largest file that is read.
    private static let maximumBytes = 16 << 20

    // MARK: Names

    /// The chapter that was read last, or the first.
    func lastRead() throws -> String {
        guard let learner else {
            throw UsageError("There is no course here. Name a Markdown file, or a course with --course.")
        }
        let names = try learner.course.textNames()
        if let last = learner.progress().lastChapter, names.contains(last) { return last }
        guard let first = names.first else { throw UsageError("The course in \(learner.course.path) has no chapters.") }
        return first
    }

    /// What a name means: a chapter's number, name or the beginning of it, an exercise's id, or a file.
    func name(of text: String) throws -> Source {
        if text.hasSuffix(".md"), text.contains("/") || Paths.exists(text) { return .file(Paths.absolute(text)) }
        guard let learner else { return try withoutCourse(text) }
        let names = try learner.course.textNames()
        if let name = ChapterName.find(text, in: names) { return .chapter(name) }
        let exercises = try learner.course.exerciseNames()
        if exercises.contains(text) { return .exercise(text) }
        let several = ChapterName.candidates(text, in: names)
        if several.count > 1 {
            throw UsageError("\(text) may be \(several.joined(separator: " or ")). Write more of the name.")
        }
        let near = Spelling.nearest(to: text, among: names + names.map(ChapterName.withoutNumber) + exercises)
        let help = near.map { "Did you mean \($0)?" } ?? "workshop list names what there is."
        throw UsageError("There is no chapter and no exercise named \(text). \(help)")
    }

    private func withoutCourse(_ text: String) throws -> Source {
        throw UsageError("There is no course here, so \(text) is not known. Name a course with --course.")
    }

    /// The chapter after another, or before it.
    func neighbour(of source: Source, isNext: Bool) -> Source? {
        guard case .chapter(let name) = source, let names = try? learner?.course.textNames(),
            let index = names.firstIndex(of: name)
        else { return nil }
        let other = index + (isNext ? 1 : -1)
        return names.indices.contains(other) ? .chapter(names[other]) : nil
    }

    // MARK: Loading

    /// - Throws: what is wrong with the file.
    func load(_ source: Source) throws -> ReaderPage {
        switch source {
        case .chapter(let name):
            guard let course = learner?.course else { return try withoutPage(name) }
            let chapter = try course.chapter(name)
            var page = makePage(chapter.source, name: name, title: Self.title(chapter), folder: course.lessons)
            page.canRun = true
            page.exercises = chapter.exercises
            if case .chapter(let next)? = neighbour(of: source, isNext: true), let next = try? course.chapter(next) {
                page.nextTitle = Self.title(next)
            }
            return page
        case .exercise(let id):
            guard let course = learner?.course else { return try withoutPage(id) }
            let text = try course.text(at: "Exercises/\(id)/README.md")
            var page = makePage(text, name: "exercise:\(id)", title: id, folder: course.exercises + "/" + id)
            page.exercises = [id]
            return page
        case .file(let path):
            let bytes: [UInt8]
            do {
                bytes = try SmallFile.read(path, limit: Self.maximumBytes + 1)
            } catch {
                throw UsageError("\(path) cannot be read: \(error.reason).")
            }
            guard bytes.count <= Self.maximumBytes else {
                throw UsageError("\(path) has more than \(Self.maximumBytes >> 20) MB, which is no text to read.")
            }
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return makePage(String(decoding: bytes, as: UTF8.self), name: path, title: name, folder: folder)
        }
    }

    private func withoutPage(_ name: String) throws -> ReaderPage {
        throw UsageError("There is no course here, so \(name) cannot be read.")
    }

    private static func title(_ chapter: Chapter) -> String {
        chapter.number.map { "\($0) \(chapter.title)" } ?? chapter.title
    }

    private func makePage(_ text: String, name: String, title: String, folder: String) -> ReaderPage {
        let document = MarkdownParser.parse(text)
        let images = FigureFiles(folder: folder, course: learner?.course)
        let width = width
        return ReaderPage(name: name, title: title, image: { images.image($0) }) { options in
            var options = options
            if let width { options.width = min(options.width, width) }
            if options.layout == .styled {
                options.highlight = { language, source in Highlighter.lines(source, language: language) }
            }
            return Renderer.render(document, options)
        }
    }

    // MARK: What the learner has read

    /// Where the learner was in a chapter.
    func place(in source: Source) -> PagerPlace? {
        guard case .chapter(let name) = source, let place = learner?.progress()[chapter: name].place else { return nil }
        return .line(place.line)
    }

    func noteOpened(_ source: Source) {
        guard case .chapter(let name) = source else { return }
        learner?.note { $0.lastChapter = name }
    }

    func remember(_ line: Int, heading: String?, isAtEnd: Bool, in source: Source) {
        guard case .chapter(let name) = source else { return }
        learner?.note { progress in
            progress.lastChapter = name
            progress[chapter: name].place = ReadingPlace(line: line, heading: heading, at: Moment.now())
            if isAtEnd, progress[chapter: name].readAt == nil { progress[chapter: name].readAt = Moment.now() }
        }
    }
}
