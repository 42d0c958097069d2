import Course
import Foundation
import Glibc
import Testing

@testable import Chapters

@Suite struct CourseCheckTests {
    /// A course of files, written into a folder of its own.
    private func problems(
        _ files: [String: String], also prepare: (String) throws -> Void = { _ in }
    ) throws -> [String] {
        let folder = NSTemporaryDirectory() + "course-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (path, text) in Self.sound.merging(files, uniquingKeysWith: { $1 }) where text != "-" {
            let file = URL(filePath: folder + "/" + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try prepare(folder)
        let root = try CourseFolder(folder).path + "/"
        return try CourseCheck(CourseFolder(folder)).problems().map { $0.description.replacing(root, with: "") }
    }

    private static func chapter(_ body: String, exercises: String = "[]") -> String {
        """
        ---
        title: One
        summary: S
        exercises: \(exercises)
        ---

        # One

        ```figure
        +--+
        ```

        \(body)

        """
    }

    /// Line 13 is where the body's text begins.
    private static let sound = [
        "Lessons/01-one.md": chapter("Text.", exercises: "[demo]"),
        "Lessons/02-two.md": chapter("[one](01-one.md), [word](glossary.md#a-word), [do](../Exercises/demo/README.md)"),
        "Lessons/glossary.md": "---\ntitle: Glossary\nsummary: S\n---\n# Words\n\n## A `word`\n\n## A word\n",
        "Exercises/demo/README.md": "# Demo\n\n[Chapter](../../Lessons/02-two.md#one)\n",
        "Exercises/demo/exercise.yaml": """
        format: 1
        title: T
        summary: S
        chapter: 01-one
        hints: [one, two]
        checks:
          - {id: a, title: A, reason: R, hint: H, do: [build: {}]}

        """,
    ]

    @Test func aSoundCourseHasNoProblems() throws {
        #expect(try problems([:]) == [])
    }

    @Test(arguments: [
        (
            "[a](03-three.md)",
            "Lessons/02-two.md:13:5: There is no file `Lessons/03-three.md`, which this link leads to."
        ),
        (
            "[a](01-won.md)",
            "Lessons/02-two.md:13:5: There is no file `Lessons/01-won.md`, which this link leads to. Did you mean `Lessons/01-one.md`?"
        ),
        (
            "text\n[a](#nowhere)",
            "Lessons/02-two.md:14:5: Lessons/02-two.md has no heading for `#nowhere`. There is `one`."
        ),
        (
            "[a](glossary.md#a-wrod)",
            "Lessons/02-two.md:13:5: Lessons/glossary.md has no heading for `#a-wrod`. Did you mean `a-word`?"
        ),
        ("[a](glossary.md#a-word-1)", ""),
        ("[a](../../etc/passwd)", "Lessons/02-two.md:13:5: The link `../../etc/passwd` leads out of the course."),
        ("[a](/etc/passwd)", "Lessons/02-two.md:13:5: The link `/etc/passwd` leads out of the course."),
        (
            "[a](javascript:alert)",
            "Lessons/02-two.md:13:5: `javascript:alert` is an address that readers cannot follow."
        ),
        ("[a](https://example.org/x#y) <mailto:a@example.org>", ""),
        ("[a](../Exercises)", "Lessons/02-two.md:13:5: This link leads to the folder `Exercises`."),
        ("[a](../Exercises/demo)", ""),
        ("![](figures/a.png)", "Lessons/02-two.md:13:5: There is no image `figures/a.png`."),
        ("`[a](nowhere.md)`", ""),
        ("```text\n[a](nowhere.md)\n```", ""),
        ("> [!TPI]\n> text", "Lessons/02-two.md:13:1: There is no callout `[!TPI]`. Did you mean `TIP`?"),
        ("> [!TIP]\n> text", ""),
        (
            "```console statsu=1\n$ a\n```",
            "Lessons/02-two.md:13:1: A block of `console` knows no word `statsu=`. Did you mean `status`?"
        ),
        (
            "```text flie=a\n```",
            "Lessons/02-two.md:13:1: A block of `text` knows no word `flie=`. Did you mean `file`?"
        ),
        (
            "```figure\n" + String(repeating: "x", count: 77) + "\n```",
            "Lessons/02-two.md:14:77: This line of a figure has 77 characters; 76 fit on every screen."
        ),
        ("```figure\n```", "Lessons/02-two.md:13:1: This figure shows nothing."),
        ("```figure image=a.png\nx\n```", "Lessons/02-two.md:13:17: There is no image `a.png`."),
        ("```console\nx\n```", "Lessons/02-two.md:14:1: This block holds no command."),
        ("[a][missing]", "Lessons/02-two.md:13:1: There is no line `[missing]: …` with the address of this link."),
    ])
    func texts(body: String, message: String) throws {
        let found = try problems(["Lessons/02-two.md": Self.chapter(body)])
        if message.isEmpty {
            #expect(found == [])
        } else {
            #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
        }
    }

    @Test(arguments: [
        ("Lessons/02-two.md", "---\ntitle: a\nsummary: b\n---\n", "Lessons/02-two.md:5:1: The chapter has no figure."),
        (
            "Lessons/02-two.md", chapter("", exercises: "[dmeo]"),
            "Lessons/02-two.md:4:13: There is no exercise `dmeo`. Did you mean `demo`?"
        ),
        (
            "Lessons/02-two.md", chapter("", exercises: "[demo]"),
            "Lessons/02-two.md:4:13: The exercise `demo` does not name this chapter back."
        ),
        (
            "Lessons/01-one.md", chapter("", exercises: "[demo, demo]"),
            "Lessons/01-one.md:4:13: `demo` stands twice in `exercises`."
        ),
        (
            "Lessons/01-one.md", chapter(""),
            "Exercises/demo/exercise.yaml:4:1: The chapter `01-one` does not name this exercise."
        ),
        ("Lessons/02-other.md", chapter(""), "Lessons/02-two.md: The chapter 02-other has the same number."),
        (
            "Lessons/04-four.md", chapter(""),
            "Lessons/04-four.md: There is no chapter with the number 3 before this one."
        ),
        ("Lessons/notes.txt", "x", "Lessons/notes.txt: No text uses this file."),
        ("Lessons/README.md", "[a](nowhere.md)", "Lessons/README.md:1:5: There is no file `Lessons/nowhere.md`"),
        (
            "Exercises/demo/README.md", "[a](nowhere.md)",
            "Exercises/demo/README.md:1:5: There is no file `Exercises/demo/nowhere.md`"
        ),
        ("Exercises/stray/README.md", "x", "Exercises/stray: This has no exercise.yaml, so it is no exercise."),
    ])
    func course(path: String, text: String, message: String) throws {
        let found = try problems([path: text])
        #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }

    @Test(arguments: [
        ("hints: [one, two]", "", "Exercises/demo/exercise.yaml: The exercise has 0 hints; 2 to 4 lead a learner on."),
        (
            "hints: [one, two]", "hints: [one]",
            "Exercises/demo/exercise.yaml:5:1: The exercise has 1 hints; 2 to 4 lead a learner on."
        ),
        ("chapter: 01-one", "", "Exercises/demo/exercise.yaml: The exercise belongs to no chapter."),
        (
            "chapter: 01-one", "chapter: 01-oen",
            "Exercises/demo/exercise.yaml:4:1: There is no chapter `01-oen`. Did you mean `01-one`?"
        ),
    ])
    func exercise(old: String, new: String, message: String) throws {
        let path = "Exercises/demo/exercise.yaml"
        let found = try problems([path: (Self.sound[path] ?? "").replacing(old, with: new)])
        #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }

    @Test func hostileFiles() throws {
        let manager = FileManager.default
        let found = try problems(["Lessons/02-two.md": Self.chapter("![big](big.png) ![bad](bad.png)")]) { folder in
            try manager.createSymbolicLink(atPath: folder + "/Lessons/03-out.md", withDestinationPath: "/etc/passwd")
            try manager.createSymbolicLink(
                atPath: folder + "/Exercises/demo/up", withDestinationPath: "../../../../etc")
            #expect(truncateFile(folder + "/Exercises/demo/huge", 100 << 20))
            #expect(truncateFile(folder + "/Lessons/big.png", 100 << 20))
            try Data("no image at all".utf8).write(to: URL(filePath: folder + "/Lessons/bad.png"))
        }
        for message in [
            "Lessons/03-out.md: A symbolic link leads out of the course's folder here.",
            "Exercises/demo/up: This symbolic link leads out of the course, or nowhere.",
            "Exercises/demo/huge: The file has 100 MiB; 16 are allowed.",
            "Lessons/02-two.md:13:8: The image `big.png` has 100 MiB; 2 are allowed.",
            "Lessons/02-two.md:13:1: The image `bad.png` is no PNG file, whatever its name says.",
        ] {
            #expect(found.contains { $0.hasPrefix(message) }, "\(message) is not in \(found)")
        }
    }

    /// A file that takes no place on the disk.
    private func truncateFile(_ path: String, _ size: Int) -> Bool {
        FileManager.default.createFile(atPath: path, contents: nil) && truncate(path, size) == 0
    }
}
