import Course
import Glibc
import Progress
import TerminalText
import Testing

@testable import Learning

@Suite struct OutlineTests {
    private func exercise(_ id: String, chapter: String? = nil) -> Exercise {
        Exercise(
            id: id, folder: "/c/Exercises/\(id)", title: id, summary: "", minutes: nil, chapter: chapter, images: [],
            files: [], limits: Limits(), checks: [], mistakes: [], passesOnStarter: [])
    }

    private func chapter(_ id: String, _ exercises: [String] = []) -> Chapter {
        Chapter(id: id, number: Int(id.prefix(2)), title: id, exercises: exercises, path: "", source: "")
    }

    @Test func exercisesStandInTheirChapters() {
        let outline = CourseOutline(
            chapters: [chapter("01-a", ["y", "x", "missing"]), chapter("02-b"), chapter("03-c")],
            exercises: [
                exercise("lost", chapter: "09-gone"), exercise("named", chapter: "02-b"), exercise("none"),
                exercise("x", chapter: "02-b"), exercise("y"),
            ])
        // What a chapter lists comes first, and no exercise twice.
        #expect(outline.chapters.map { $0.exercises.map(\.id) } == [["y", "x"], ["named"], []])
        #expect(outline.others.map(\.id) == ["lost", "none"])
        #expect(outline.chapter(of: "x")?.id == "01-a")
        #expect(outline.chapter("2")?.id == "02-b" && outline.chapter("03")?.id == "03-c")
        #expect(outline.chapter("4") == nil && outline.chapter("003") == nil && outline.chapter(of: "none") == nil)
    }

    @Test func theListShowsEverythingInOrder() {
        var progress = LearnerProgress()
        progress[chapter: "01-why"].readAt = Examples.date(1)
        progress[exercise: "hello"].pass = Examples.pass(2)
        progress[exercise: "web"].attempts = 1
        progress[exercise: "order"].pass = Examples.pass(3)
        let overview = Examples.overview(
            progress, stale: ["order": .files(["Dockerfile"])], missing: ["web": "/home/ada/web"])
        #expect(
            Examples.text(OutlineView(width: 72, hasSymbols: false).lines(overview)) == """
                1   Why containers  10 min, read

                2   A first image  20 min
                    done         hello  Say hello  5 min
                    in progress  web    A web page  15 min

                3   The build cache  25 min
                    changed      order  10 min, passed; Dockerfile changed since

                More exercises
                    open         extra  Something else

                2 of 4 exercises are passed.
                web: its folder is not there any more: /home/ada/web. Where it is now,
                workshop verify finds it again.
                """)
    }

    @Test(arguments: [20, 40, 250], [true, false])
    func noLineOfTheListIsTooWide(_ width: Int, _ hasSymbols: Bool) {
        var progress = LearnerProgress()
        progress[exercise: "order"].pass = Examples.pass(3)
        let overview = Examples.overview(progress, stale: ["order": .exercise])
        let lines = OutlineView(width: width, hasSymbols: hasSymbols).lines(overview)
        #expect(lines.allSatisfy { $0.width <= width })
        if !hasSymbols { #expect(lines.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 } }) }
    }

    @Test func theOutlineIsReadAgainWhenAFileChanges() throws {
        let folder = try TemporaryFolder()
        try folder.write("Exercises/a/exercise.yaml", "")
        try folder.write("Lessons/01-x.md", "")
        let course = try CourseFolder(folder.path)
        let cache = OutlineCache(path: folder.path + "/cache.json", program: "1")
        #expect(cache.read(course) == nil)
        cache.write(Examples.outline, stamp: cache.stamp(course))
        #expect(cache.read(course) == Examples.outline)
        #expect(OutlineCache(path: folder.path + "/cache.json", program: "2").read(course) == nil)
        for change in ["Exercises/a/exercise.yaml", "Exercises/b/exercise.yaml", "Lessons/01-x.md", "Lessons/02-y.md"] {
            try folder.write(change, "x: \(change)\n")
            #expect(cache.read(course) == nil)
            cache.write(Examples.outline, stamp: cache.stamp(course))
            #expect(cache.read(course) != nil)
        }
        try folder.write("cache.json", "{")
        #expect(cache.read(course) == nil)
    }

    @Test func whatCannotBeKeptIsNotKept() throws {
        let folder = try TemporaryFolder()
        let cache = OutlineCache(path: folder.path + "/none/cache.json", program: "1")
        cache.write(Examples.outline, stamp: "")
        #expect(!FileCopies.isFile(folder.path + "/none/cache.json"))
    }

    @Test func theReportForProgramsNamesEverything() throws {
        var progress = LearnerProgress()
        progress[exercise: "hello"] = ExerciseRecord(
            startedAt: Examples.date(1), folder: "/h", attempts: 2, hintsShown: 1, pass: Examples.pass(2))
        progress[exercise: "order"].pass = Examples.pass(3, points: 4)
        let summary = ProgressSummary(
            Examples.overview(progress, stale: ["order": .files(["Dockerfile"])]), course: "tests")
        #expect(summary.passed == 2 && summary.exercises == 4 && summary.points == 6 && summary.maximum == 10)
        #expect(summary.chapters.map(\.id) == ["01-why", "02-first", "03-cache", nil])
        #expect(summary.chapters.map(\.state) == ["open", "in-progress", "in-progress", "open"])
        #expect(summary.chapters[2].exercises[0].state == "stale")
        #expect(summary.chapters[2].exercises[0].changed == ["Dockerfile"])
        #expect(summary.chapters[1].exercises[0].hints == 1)
        #expect(summary.next == .init(kind: "exercise", id: "order"))
        let json = String(decoding: try summary.json(), as: UTF8.self)
        #expect(json.contains(#""passedAt" : "1970-01-01T00:00:02Z""#))
        #expect(json.hasSuffix("}\n"))
    }
}
