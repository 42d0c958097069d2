import Course
import Glibc
import Linux

/// Looks, without running anything, that the parts of a course fit together: texts, links, pictures, chapters and exercises.
public struct CourseCheck {
    private let course: CourseFolder
    private let chapters: [(id: String, chapter: Result<Chapter, CourseErrors>)]
    private let exercises: [(id: String, exercise: Result<Exercise, CourseErrors>)]
    private let texts: [String: CourseText]
    private var unreadable: [CourseError] = []

    /// Reads the whole course.
    ///
    /// - Throws: ``CourseError`` when its folders cannot be read.
    public init(_ course: CourseFolder) throws(CourseError) {
        self.course = course
        chapters = try course.allTexts()
        exercises = try course.allExercises()
        var texts: [String: CourseText] = [:]
        for case (_, .success(let chapter)) in chapters {
            let path = "Lessons/\(chapter.id).md"
            texts[path] = CourseText(path: path, file: chapter.path, text: chapter.source)
        }
        let others =
            (CoursePath.exists("\(course.lessons)/README.md") ? ["Lessons/README.md"] : [])
            + exercises.map { "Exercises/\($0.id)/README.md" }
        for path in others where CoursePath.exists("\(course.path)/\(path)") {
            do throws(CourseError) {
                texts[path] = CourseText(
                    path: path, file: "\(course.path)/\(path)", text: try course.text(at: path))
            } catch {
                unreadable.append(error)
            }
        }
        self.texts = texts
    }

    /// What is wrong, in the order of chapters, then exercises.
    ///
    /// - Parameters:
    ///   - chapters: identifiers of the chapters to look at; `nil` for all, and for what belongs to none.
    ///   - exercises: the same for exercises.
    public func problems(chapters: [String]? = nil, exercises: [String]? = nil) -> [CourseError] {
        var problems: [CourseError] = []
        for (id, result) in self.chapters where chapters?.contains(id) ?? true { problems += problemsOf(result) }
        if chapters == nil {
            problems += numbers()
            if let text = texts["Lessons/README.md"] { problems += look(at: text) }
            problems += FolderCheck(course: course, texts: Array(texts.values)).problems()
            problems += unreadable
        }
        for (id, result) in self.exercises where exercises?.contains(id) ?? true {
            if case .success(let exercise) = result {
                problems += ExerciseLinks(exercise, chapters: self.chapters).problems()
            }
            if let text = texts["Exercises/\(id)/README.md"] { problems += look(at: text) }
        }
        return problems
    }

    private func look(at text: CourseText) -> [CourseError] {
        let images = ImageCheck(course: course.path)
        return BlockCheck(text: text, images: images).problems()
            + LinkCheck(text: text, course: course, texts: texts, images: images).problems()
    }

    private func problemsOf(_ result: Result<Chapter, CourseErrors>) -> [CourseError] {
        switch result {
        case .failure(let errors): return errors.errors
        case .success(let chapter):
            var problems = chapter.problems
            guard let text = texts["Lessons/\(chapter.id).md"] else { return problems }
            problems += look(at: text) + exercises(of: chapter, text)
            let images = ImageCheck(course: course.path)
            if chapter.number != nil, !BlockCheck(text: text, images: images).hasFigure {
                problems.append(
                    text.problem(
                        chapter.bodyLine, "The chapter has no figure.",
                        "Draw one into a block ```figure: a picture of the way or the parts helps to remember them."))
            }
            return problems.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
        }
    }

    /// Exercises that a chapter names have to be there and to name the chapter.
    private func exercises(of chapter: Chapter, _ text: CourseText) -> [CourseError] {
        var seen: Set<String> = []
        return chapter.exercises.compactMap { id in
            let place = text.place(of: id, from: 1)
            func problem(_ message: String, _ help: String?) -> CourseError {
                text.problem(place.line, message, help, column: place.column)
            }
            guard seen.insert(id).inserted else { return problem("`\(id)` stands twice in `exercises`.", nil) }
            guard let found = exercises.first(where: { $0.id == id }) else {
                return problem(
                    "There is no exercise `\(id)`.", Nearest.help(for: id, among: exercises.map(\.id)))
            }
            guard case .success(let exercise) = found.exercise, exercise.chapter != chapter.id else { return nil }
            return problem(
                "The exercise `\(id)` does not name this chapter back.",
                "Write `chapter: \(chapter.id)` into Exercises/\(id)/exercise.yaml.")
        }
    }

    /// Numbers of chapters: each once, without gaps.
    private func numbers() -> [CourseError] {
        var problems: [CourseError] = []
        var last: (number: Int, id: String)?
        for (id, _) in chapters {
            guard let number = ChapterReader.number(of: id) else { continue }
            let file = "\(course.lessons)/\(id).md"
            if let last, last.number == number {
                problems.append(
                    CourseError(
                        file: file, "The chapter \(last.id) has the same number.", help: "Give each its own number."))
            } else if number != (last?.number ?? 0) + 1 {
                problems.append(
                    CourseError(
                        file: file, "There is no chapter with the number \((last?.number ?? 0) + 1) before this one.",
                        help: "Count chapters from 01, without gaps."))
            }
            last = (number, id)
        }
        return problems
    }
}
