import Foundation
import Glibc
import Testing

@testable import Course

@Suite struct ChapterReaderTests {
    private func read(_ text: String, id: String = "03-a-first-image") -> Chapter {
        ChapterReader.read(text, id: id, path: "c.md")
    }

    @Test func theWholeFrontMatter() {
        let text = """
            ---
            title: "Layers: what is in them"
            summary: One line.
            goals:
              - say what a layer is
              - count them
            minutes: 25
            images: [busybox:latest, alpine:3.19]
            exercises: [flatten]
            ---

            # Layers

            """
        let chapter = read(text, id: "06-layers")
        #expect(chapter.problems == [])
        #expect(chapter.number == 6)
        #expect(chapter.title == "Layers: what is in them")
        #expect(chapter.summary == "One line.")
        #expect(chapter.goals == ["say what a layer is", "count them"])
        #expect(chapter.minutes == 25)
        #expect(chapter.images == ["busybox:latest", "alpine:3.19"])
        #expect(chapter.exercises == ["flatten"])
        #expect(chapter.bodyLine == 11)
        #expect(chapter.body == "\n# Layers\n")
        #expect(chapter.source == text)
    }

    @Test(arguments: [
        ("", 1, "c.md:1:1: The front matter is missing."),
        ("# T\n", 1, "c.md:1:1: The front matter is missing."),
        ("\n---\ntitle: a\n---\n", 1, "c.md:1:1: The front matter is missing."),
        ("---\ntitle: a\nsummary: b\n", 1, "c.md:1:1: The front matter does not end."),
        ("---", 1, "c.md:1:1: The front matter is missing."),
        ("---\n---\n", 3, "c.md:1:1: The front matter is empty."),
        ("---\ntitle: a\n---\nx", 4, "c.md:2:1: `summary` is missing in a chapter's front matter."),
        (
            "---\ntitle: a\nsummary: b\nminuts: 3\n---\n", 6,
            "c.md:4:1: A chapter's front matter has no key `minuts`. Did you mean `minutes`?"
        ),
        ("---\ntitle: a\nsummary: b\ntitle: c\n---\n", 6, "c.md:4:1: The key `title` stands twice in one map."),
        ("---\ntitle: a\nsummary: b\nminutes: soon\n---\n", 6, "c.md:4:10: Here has to be a whole number"),
        ("---\ntitle: a\nsummary: b\nexercises: [A b]\n---\n", 6, "c.md:4:13: `A b` cannot be a name."),
        ("---\ntitle: [a\nsummary: b\n---\n", 5, "c.md:3:"),
        ("---\n- a\n---\n", 4, "c.md:2:1: A chapter's front matter has to be a map"),
        ("\u{FEFF}---\r\ntitle: a\r\nsummary: 1\r\n---\r\nx", 5, "c.md:3:10: Here has to be a text"),
    ])
    func mistakesHaveTheirPlaces(text: String, bodyLine: Int, message: String) {
        let chapter = read(text)
        #expect(chapter.problems.first?.description.hasPrefix(message) == true, "\(chapter.problems)")
        #expect(chapter.bodyLine == bodyLine)
        #expect(!chapter.title.isEmpty)
    }

    @Test func aTitleIsFoundElsewhereWhenTheFrontMatterHasNone() {
        #expect(read("```\n# no\n```\n\n#  Yes \n").title == "Yes")
        #expect(read("---\nsummary: b\n---\n# Heading\r\n").title == "Heading")
        #expect(read("nothing").title == "03-a-first-image")
    }

    @Test func aLineThatOnlyBeginsWithHyphensEndsNothing() {
        let chapter = read("---\ntitle: a\nsummary: |-\n  ---- \n---  \nx\n---\n")
        #expect(chapter.bodyLine == 6)
        #expect(chapter.body == "x\n---\n")
    }

    private func makeCourse(_ folder: String) throws -> CourseFolder {
        try Fixture.write(CourseFolderTests.minimal, to: "\(folder)/course/Exercises/demo/exercise.yaml")
        for name in ["02-two", "01-one", "glossary", "README", ".hidden"] {
            try Fixture.write("---\ntitle: \(name)\nsummary: s\n---\n", to: "\(folder)/course/Lessons/\(name).md")
        }
        return try CourseFolder(folder + "/course")
    }

    @Test func chaptersInTheirOrder() throws {
        try Fixture.withFolder { folder in
            let course = try makeCourse(folder)
            #expect(try course.chapters().map(\.id) == ["01-one", "02-two"])
            #expect(try course.textNames() == ["01-one", "02-two", "glossary"])
            #expect(try course.chapter("2").id == "02-two")
            #expect(try course.chapter("02").id == "02-two")
            #expect(try course.chapter("glossary").number == nil)
            let error = #expect(throws: CourseErrors.self) { try course.chapter("01-won") }
            #expect(error?.description.hasSuffix("There is no chapter `01-won`. Did you mean `01-one`?") == true)
        }
    }

    @Test func oneThatCannotBeReadDoesNotHideTheOthers() throws {
        try Fixture.withFolder { folder in
            let course = try makeCourse(folder)
            try FileManager.default.removeItem(atPath: "\(course.lessons)/01-one.md")
            try FileManager.default.createDirectory(
                atPath: "\(course.lessons)/01-one.md", withIntermediateDirectories: false)
            try Data([0x2d, 0xff]).write(to: URL(filePath: "\(course.lessons)/03-bytes.md"))
            let chapters = try course.chapters()
            #expect(chapters.map(\.id) == ["01-one", "02-two", "03-bytes"])
            #expect(chapters.map { (try? $0.chapter.get()) != nil } == [false, true, false])
        }
    }

    @Test func linksDoNotLeadOutOfTheCourse() throws {
        try Fixture.withFolder { folder in
            let course = try makeCourse(folder)
            try Fixture.write("secret", to: "\(folder)/outside.md")
            let manager = FileManager.default
            try manager.createSymbolicLink(
                atPath: "\(course.lessons)/03-out.md", withDestinationPath: "../../outside.md")
            try manager.createSymbolicLink(atPath: "\(course.lessons)/04-in.md", withDestinationPath: "01-one.md")
            try manager.createSymbolicLink(atPath: "\(course.exercises)/link", withDestinationPath: folder)
            try Fixture.write(CourseFolderTests.minimal, to: "\(folder)/exercise.yaml")
            #expect(throws: CourseErrors.self) { try course.chapter("03-out") }
            #expect(try course.chapter("04-in").title == "01-one")
            #expect(throws: CourseErrors.self) { try course.exercise("link") }
            #expect(!course.holds("\(course.lessons)/03-out.md"))
            #expect(course.holds("\(course.lessons)/01-one.md"))
        }
    }

    @Test func withoutLessonsThereAreNoChapters() throws {
        try Fixture.withFolder { folder in
            try Fixture.write(CourseFolderTests.minimal, to: "\(folder)/Exercises/demo/exercise.yaml")
            #expect(try CourseFolder(folder).chapters().isEmpty)
        }
    }
}
