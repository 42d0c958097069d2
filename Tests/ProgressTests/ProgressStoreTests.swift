import FoundationEssentials
import Glibc
import Linux
import Progress
import Testing

@Suite struct ProgressStoreTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var store: ProgressStore {
        ProgressStore(folder: folder.path, course: CourseIdentity(id: "tests", path: "/course"))
    }

    private func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    @Test func whatIsWrittenIsReadAgain() throws {
        var expected = LearnerProgress()
        expected[exercise: "ping-app"] = ExerciseRecord(
            startedAt: date(1), folder: "/home/ä/ping", attempts: 3, hintsShown: 2, solutionShownAt: date(4),
            lastRun: RunRecord(at: date(5), verdicts: ["builds": "passed", "runs": "failed"], points: 1, maximum: 3),
            pass: PassRecord(at: date(6), points: 3, files: ["Dockerfile": "00ff"], exercise: "aa"))
        expected[chapter: "01-why"] = ChapterRecord(
            place: ReadingPlace(line: 40, heading: "Layers", at: date(7)), readAt: date(8), skippedAt: date(9))
        expected.lastChapter = "01-why"
        expected.resets = [
            ResetRecord(
                at: date(10),
                exercises: [
                    .init(id: "a", folder: "/f", backup: "/b", created: ["x"], record: ExerciseRecord(attempts: 1))
                ])
        ]
        let wanted = expected
        try store.update { $0 = wanted }
        #expect(try store.read().value == expected)
        #expect(try store.read().notice == nil)
        #expect(try folder.names() == ["tests.json", "tests.lock"])
    }

    @Test func nothingIsThereAtFirstAndReadingMakesNothing() throws {
        let elsewhere = ProgressStore(folder: folder.path + "/new/progress", course: store.course)
        #expect(try elsewhere.read().value == LearnerProgress())
        #expect(try folder.names() == [])
        try elsewhere.update { $0[exercise: "a"].attempts = 1 }
        #expect(try elsewhere.read().value[exercise: "a"].attempts == 1)
    }

    @Test func aChangeThatChangesNothingWritesNothing() throws {
        try store.update { _ in }
        #expect(try folder.names() == ["tests.lock"])
    }

    @Test(arguments: [
        "", "{", "null", "[]", "\u{0}\u{0}\u{0}", #"{"kind":"other","format":1}"#,
        #"{"kind":"workshop-progress","format":1}"#,
        #"{"kind":"workshop-progress","format":1,"course":"tests","progress":{"exercises":{"a":{"attempts":"many"}}}}"#,
    ])
    func aDamagedFileIsKeptAsideAndSaid(_ text: String) throws {
        try folder.write("tests.json", text)
        let loaded = try store.read()
        #expect(loaded.value == LearnerProgress())
        #expect(loaded.notice?.contains("tests.damaged-1.json") == true)
        #expect(folder.read("tests.damaged-1.json") == text)
        // Said once, and a second one does not replace the first.
        #expect(try store.read().notice == nil)
        try folder.write("tests.json", "again")
        #expect(try store.update { $0[exercise: "a"].attempts = 1 }.notice?.contains("damaged-2") == true)
        #expect(folder.read("tests.damaged-1.json") == text)
        #expect(try store.read().value[exercise: "a"].attempts == 1)
    }

    @Test func aFileOfANewerVersionIsLeftAlone() throws {
        let text = #"{"kind":"workshop-progress","format":2,"anything":{}}"#
        try folder.write("tests.json", text)
        #expect(throws: ProgressError.newerFormat(path: store.path, format: 2)) { try store.read() }
        #expect(throws: ProgressError.newerFormat(path: store.path, format: 2)) {
            try store.update { $0.lastChapter = "x" }
        }
        #expect(folder.read("tests.json") == text)
    }

    @Test func aCourseThatGetsANameKeepsItsProgress() throws {
        let before = ProgressStore(folder: folder.path, course: CourseIdentity(id: "path-1", path: "/course"))
        try before.update { $0[exercise: "a"].attempts = 1 }
        let after = ProgressStore(
            folder: folder.path, course: CourseIdentity(id: "named", path: "/course", formerID: "path-1"))
        #expect(try after.read().value[exercise: "a"].attempts == 1)
        try after.update { $0[exercise: "a"].attempts += 1 }
        #expect(try after.read().value[exercise: "a"].attempts == 2)
        // From then on the two have nothing to do with each other.
        try before.update { $0[exercise: "a"].attempts = 9 }
        #expect(try after.read().value[exercise: "a"].attempts == 2)
    }

    @Test func negativeCountsCountAsNone() throws {
        try folder.write(
            "tests.json",
            #"{"kind":"workshop-progress","format":1,"course":"tests","progress":{"exercises":{"a":{"attempts":-5,"hintsShown":-1}}}}"#
        )
        #expect(try store.read().value[exercise: "a"] == ExerciseRecord())
    }

    @Test func whatAKilledWriterLeftIsWrittenOver() throws {
        try store.update { $0[exercise: "a"].attempts = 1 }
        try folder.write("tests.new", #"{"kind":"workshop-pro"#)
        #expect(try store.read().value[exercise: "a"].attempts == 1)
        try store.update { $0[exercise: "a"].attempts += 1 }
        #expect(try store.read().value[exercise: "a"].attempts == 2)
        #expect(try folder.names() == ["tests.json", "tests.lock"])
    }

    @Test func manyWritersLoseNothing() async throws {
        let store = store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for _ in 0..<10 {
                        try store.update {
                            $0[exercise: "shared"].attempts += 1
                            $0[exercise: "of-\(writer)"].hintsShown += 1
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let progress = try store.read().value
        #expect(progress[exercise: "shared"].attempts == 80)
        #expect((0..<8).allSatisfy { progress[exercise: "of-\($0)"].hintsShown == 10 })
    }

    @Test func aFileInThePlaceOfTheFolderIsSaid() throws {
        try folder.write("taken", "")
        let store = ProgressStore(folder: folder.path + "/taken/progress", course: store.course)
        #expect(throws: ProgressError.self) { try store.update { $0.lastChapter = "x" } }
    }

    @Test func aFullDiskIsSaidAndHarmsNothing() throws {
        try store.update { $0[exercise: "a"].attempts = 1 }
        // /dev/full takes the place of the draft: every write to it fails as on a full disk.
        try systemCall("symlink") { symlink("/dev/full", folder.path + "/tests.new") }
        // The draft is never written through a link, so the error is another one, and the progress stays.
        #expect(throws: ProgressError.self) { try store.update { $0[exercise: "a"].attempts = 2 } }
        #expect(try store.read().value[exercise: "a"].attempts == 1)
    }

    @Test(arguments: [
        (ENOSPC, "disk is full"), (EDQUOT, "disk is full"), (EACCES, "Permission denied"), (EROFS, "Read-only"),
    ])
    func errorsAreSentences(_ number: Int32, _ words: String) {
        let error: ProgressError =
            number == ENOSPC || number == EDQUOT
            ? .diskFull(path: "/p") : .file(path: "/p", reason: SystemError("open", "/p", errno: number).reason)
        #expect(error.description.contains(words))
        #expect(error.description.hasSuffix("."))
    }

    @Test func exportAndImportCarryEverythingButBackups() throws {
        try store.update {
            $0[exercise: "a"] = ExerciseRecord(attempts: 2)
            $0.resets = [ResetRecord(at: Date(timeIntervalSince1970: 1), exercises: [])]
        }
        let bytes = try store.export().value
        let other = ProgressStore(folder: folder.path + "/other", course: store.course)
        #expect(try other.merge(exported: bytes).value.updated == ["a"])
        #expect(try other.read().value[exercise: "a"].attempts == 2)
        #expect(try other.read().value.resets.isEmpty)
        #expect(try other.merge(exported: bytes).value.unchanged == 1)
    }

    @Test(arguments: [
        ("", "it is not JSON"), ("{}", "`kind` is missing or wrong"),
        (#"{"kind":"x","format":1}"#, "`kind` is wrong"),
        (#"{"kind":"workshop-progress","format":1,"course":"tests"}"#, "`progress` is missing or wrong"),
    ])
    func whatIsNoExportIsSaid(_ text: String, _ reason: String) {
        #expect(throws: ProgressError.notExported(reason: reason)) { try store.merge(exported: Array(text.utf8)) }
    }

    @Test func progressOfAnotherCourseIsRefused() throws {
        let other = ProgressStore(folder: folder.path, course: CourseIdentity(id: "cooking", path: "/c"))
        try other.update { $0.lastChapter = "soup" }
        let bytes = try other.export().value
        #expect(throws: ProgressError.otherCourse("cooking")) { try store.merge(exported: bytes) }
    }
}
