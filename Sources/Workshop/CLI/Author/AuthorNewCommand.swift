import ArgumentParser
import Course
import Presentation
import TerminalText

/// `workshop author new`
struct AuthorNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin an exercise or a chapter, complete and to be changed.",
        discussion: """
            Examples:
              workshop author new exercise hello-again --chapter 03-a-first-image
              workshop author new chapter networks
            """,
        subcommands: [AuthorNewExerciseCommand.self, AuthorNewChapterCommand.self])
}

/// `workshop author new exercise`
struct AuthorNewExerciseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise",
        abstract: "Make an exercise's folder, with which `author check` and `author test` are content.",
        discussion: """
            Example:
              workshop author new exercise hello-again --chapter 03-a-first-image
            """)

    @Argument(help: "Its name: small letters, digits and hyphens.")
    var name: String

    @Option(help: "The chapter that it belongs to (default: the last one).", completion: textCompletion)
    var chapter: String?

    @OptionGroup var options: CourseOptions

    func run() throws {
        let course = try options.find()
        guard CourseFolder.isName(name) else { throw Self.badName(name) }
        let folder = "\(course.exercises)/\(name)"
        guard !Paths.exists(folder) else { throw UsageError("\(folder) is there already. Choose another name.") }
        let found =
            try chapter.map { try course.chapter($0) } ?? course.chapters().compactMap { try? $0.chapter.get() }.last
        let schema = Paths.exists("\(course.path)/Schemas/exercise.schema.json")
        try NewFiles.write(NewExercise(name: name, chapter: found?.id, namesSchema: schema).files, below: folder)
        Terminal.print("Made \(Harmless.line(folder)).")
        if let found {
            let text = ExerciseList.adding(name, to: found)
            if text != found.source {
                try TextReplacement.write(text, over: found.path, unlessOtherThan: found.source)
                Terminal.print("Added it to the exercises of \(Harmless.line(found.path)).")
            } else {
                Terminal.print("Add `\(name)` to `exercises` at the head of \(Harmless.line(found.path)).")
            }
        }
        Terminal.print("Then: workshop author check \(name), workshop author test \(name)")
    }

    static func badName(_ name: String) -> UsageError {
        UsageError(
            "`\(Harmless.line(name))` cannot be a name: it is made of small letters, digits and hyphens between them, at most 40."
        )
    }
}

/// `workshop author new chapter`
struct AuthorNewChapterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chapter",
        abstract: "Make a chapter's file, with which `author check` and `author test` are content.",
        discussion: """
            Examples:
              workshop author new chapter networks
              workshop author new chapter 16-networks
            """)

    @Argument(help: "Its name, with or without a number: small letters, digits and hyphens.")
    var name: String

    @OptionGroup var options: CourseOptions

    func run() throws {
        let course = try options.find()
        guard CourseFolder.isName(name) else { throw AuthorNewExerciseCommand.badName(name) }
        var id = name
        if ChapterReader.number(of: name) == nil {
            let last = try course.textNames().compactMap { ChapterReader.number(of: $0) }.max() ?? 0
            guard last < 99 else { throw UsageError("A course has 99 chapters at most.") }
            id = (last < 9 ? "0" : "") + "\(last + 1)-\(name)"
        }
        let file = "\(course.lessons)/\(id).md"
        guard !Paths.exists(file) else { throw UsageError("\(file) is there already. Choose another name.") }
        try NewFiles.write([("\(id).md", NewChapter(id: id).text)], below: course.lessons)
        Terminal.print("Made \(Harmless.line(file)).")
        Terminal.print("Then: workshop author check \(id), workshop author test \(id)")
    }
}
