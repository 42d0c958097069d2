import ArgumentParser
import Chapters
import Course
import Grading
import Presentation
import TerminalText
import Verify

/// `workshop author check`
struct AuthorCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that chapters and exercises are complete and well-formed, without running anything.",
        discussion: """
            Links, headings that links lead to, images, figures, identifiers, unknown keys, hints, files that nothing \
            uses, and whether chapters and exercises name each other: each with its file and line.

            Examples:
              workshop author check
              workshop author check go-http 03-a-first-image
            """)

    @Argument(help: "Exercises and chapters (default: all).", completion: textCompletion)
    var ids: [String] = []

    @OptionGroup var options: CourseOptions

    func run() throws {
        let course = try options.find()
        let texts = try AuthorTexts.find(ids, in: course)
        var problems: [String] = []
        for name in texts.exercises {
            do {
                let exercise = try course.exercise(name)
                problems +=
                    (AuthorTest.problems(of: exercise).map(\.description) + ExerciseFolderRules(exercise).problems())
                    .map { "\(exercise.folder): \($0)" }
            } catch {
                // One broken exercise does not hide the others' mistakes.
                problems += error.errors.map(\.description)
            }
        }
        let check = try CourseCheck(course)
        problems +=
            ids.isEmpty
            ? check.problems().map(\.description)
            : check.problems(chapters: texts.chapters, exercises: texts.exercises).map(\.description)
        if ids.isEmpty {
            do { _ = try course.description() } catch { problems += error.errors.map(\.description) }
        }
        var seen: Set<String> = []
        for problem in problems where seen.insert(problem).inserted { Terminal.print(Harmless.line(shorter(problem))) }
        if !seen.isEmpty {
            Terminal.print("\n\(seen.count) problem\(seen.count == 1 ? "" : "s").")
            throw ExitStatus.usage
        }
        Terminal.print("Nothing to complain about.")
    }

    /// Paths below the current folder are shown as they would be typed.
    private func shorter(_ problem: String) -> String {
        let here = Paths.current() + "/"
        return problem.hasPrefix(here) ? String(problem.dropFirst(here.count)) : problem
    }
}
