import FoundationEssentials
import Glibc
import Linux
import Progress
import Testing

@Suite struct StandingTests {
    let folder: TemporaryFolder
    let record: ExerciseRecord

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("exercise/exercise.yaml", "format: 1\n")
        try folder.write("mine/Dockerfile", "FROM scratch\n")
        try folder.write("mine/sub/app.js", "1\n")
        try Marker.write("web", in: folder.path + "/mine")
        let digests = FileDigests.learner(folder: folder.path + "/mine", known: [])
        record = ExerciseRecord(
            startedAt: Date(timeIntervalSince1970: 0), folder: folder.path + "/mine", attempts: 1,
            pass: PassRecord(
                at: Date(timeIntervalSince1970: 1), points: 1, files: digests,
                exercise: try #require(FileDigests.exercise(folder: folder.path + "/exercise"))))
    }

    private func standing(_ record: ExerciseRecord, isSkipped: Bool = false) -> ExerciseStanding {
        ExerciseStanding.of(
            record, id: "web", exerciseFolder: folder.path + "/exercise", known: ["Dockerfile"], isSkipped: isSkipped)
    }

    @Test func nothingChanged() { #expect(standing(record) == ExerciseStanding(state: .passed)) }

    @Test(arguments: [
        ("mine/Dockerfile", "FROM alpine\n", ["Dockerfile"]), ("mine/sub/app.js", "2\n", ["sub/app.js"]),
        ("mine/new", "", ["new"]),
    ])
    func aChangedFileMakesItStale(_ path: String, _ text: String, _ changes: [String]) throws {
        try folder.write(path, text)
        #expect(standing(record).state == .stale(.files(changes)))
    }

    @Test func theSameContentAgainIsNoChange() throws {
        try folder.write("mine/Dockerfile", "FROM alpine\n")
        try folder.write("mine/Dockerfile", "FROM scratch\n")
        #expect(standing(record).state == .passed)
    }

    @Test func aMissingFileMakesItStale() throws {
        unlink(folder.path + "/mine/sub/app.js")
        #expect(standing(record).state == .stale(.files(["sub/app.js"])))
    }

    @Test func permissionToExecuteCounts() throws {
        chmod(folder.path + "/mine/Dockerfile", 0o755)
        #expect(standing(record).state == .stale(.files(["Dockerfile"])))
    }

    @Test(arguments: [
        "mine/.git/index", "mine/.Dockerfile.swp", "mine/Dockerfile~", "mine/4913", "mine/.vscode/settings.json",
    ])
    func whatEditorsLeaveIsNoChange(_ path: String) throws {
        try folder.write(path, "x")
        #expect(standing(record).state == .passed)
    }

    @Test func aChangedExerciseMakesItStale() throws {
        try folder.write("exercise/exercise.yaml", "format: 1\nchecks: []\n")
        #expect(standing(record).state == .stale(.exercise))
    }

    @Test(arguments: [
        ("# A schema\nformat: 1\ntitle: Better\nsummary: Words\nminutes: 7\nchapter: 03-x\n", true),
        ("format: 1\nhints:\n  - One\n- Two\nmistakes:\n  a:\n    fails: [b]\nstarter: {passes: [\n  c\n]}\n", true),
        ("title: A\nformat: 1\n", true), ("title: A\n\"checks\": []\nformat: 1\n", false),
        ("format: 1\n  # deeper\n", false), ("format: 1\nlimits: {}\n", false), ("format: 1\ntitles: x\n", false),
        ("format: 1\nimages: [a]\n", false), ("hints: [a]\nchecks:\n- id: x\nformat: 1\n", false),
    ])
    func onlyWhatIsJudgedCounts(_ text: String, _ isSame: Bool) throws {
        try folder.write("exercise/exercise.yaml", text)
        #expect(standing(record).state == (isSame ? .passed : .stale(.exercise)))
    }

    @Test func aNewTestOfTheExerciseMakesItStale() throws {
        try folder.write("exercise/tests/data.json", "{}")
        #expect(standing(record).state == .stale(.exercise))
    }

    @Test func otherFilesOfTheExerciseDoNot() throws {
        try folder.write("exercise/README.md", "better words")
        #expect(standing(record).state == .passed)
    }

    @Test func aFolderThatIsGoneIsSaidAndThePassStays() throws {
        rename(folder.path + "/mine", folder.path + "/moved")
        #expect(
            standing(record) == ExerciseStanding(state: .passed, missingFolder: folder.path + "/mine"))
    }

    @Test func aFolderOfAnotherExerciseIsNotThisOnes() throws {
        try Marker.write("other", in: folder.path + "/mine")
        try folder.write("mine/Dockerfile", "FROM alpine\n")
        #expect(
            standing(record) == ExerciseStanding(state: .passed, missingFolder: folder.path + "/mine"))
    }

    @Test(arguments: [
        (ExerciseRecord(), false, ExerciseState.open), (ExerciseRecord(), true, .skipped),
        (ExerciseRecord(attempts: 1), false, .inProgress),
        (ExerciseRecord(startedAt: Date(timeIntervalSince1970: 0)), false, .inProgress),
        (ExerciseRecord(hintsShown: 1), false, .open),
    ])
    func withoutAPass(_ record: ExerciseRecord, _ isSkipped: Bool, _ state: ExerciseState) {
        #expect(standing(record, isSkipped: isSkipped).state == state)
    }

    @Test func inAFolderWithVeryManyFilesOnlyKnownOnesCount() throws {
        for number in 0..<501 { try folder.write("many/file-\(number)", "") }
        try folder.write("many/Dockerfile", "FROM scratch\n")
        let digests = FileDigests.learner(folder: folder.path + "/many", known: ["Dockerfile", "missing"])
        #expect(digests.keys.sorted() == ["Dockerfile"])
    }

    @Test func aPipeOrALinkDoesNotHoldItUp() throws {
        mkfifo(folder.path + "/mine/pipe", 0o600)
        symlink("/dev/zero", folder.path + "/mine/zero")
        let digests = FileDigests.learner(folder: folder.path + "/mine", known: [])
        #expect(digests.keys.sorted() == ["Dockerfile", "sub/app.js", "zero"])
        #expect(digests["zero"]?.hasPrefix("link ") == true)
    }
}
