import Course
import FoundationEssentials
import Glibc
import Linux
import Progress
import Testing

@testable import Learning

@Suite struct ResetTests {
    let folder: TemporaryFolder
    let exercise: Exercise
    let record = ExerciseRecord(attempts: 3, hintsShown: 1)

    init() throws {
        folder = try TemporaryFolder()
        for (name, text) in [
            ("Exercises/web/starter/app.js", "old\n"), ("Exercises/web/starter/sub/data", "1\n"),
            ("Exercises/web/solution/app.js", "old\n"), ("Exercises/web/solution/Dockerfile", "FROM node\n"),
            ("Exercises/web/alternatives/other/.dockerignore", "x\n"),
            ("mine/app.js", "new\n"), ("mine/sub/data", "1\n"), ("mine/Dockerfile", "FROM mine\n"),
            ("mine/.dockerignore", "y\n"), ("mine/notes.txt", "mine\n"),
        ] { try folder.write(name, text) }
        exercise = Exercise(
            id: "web", folder: folder.path + "/Exercises/web", title: "", summary: "", minutes: nil, images: [],
            files: ["Dockerfile"], limits: Limits(), checks: [], mistakes: [], passesOnStarter: [])
        try Marker.write("web", in: folder.path + "/mine")
    }

    private var reset: ExerciseReset { ExerciseReset(backups: folder.path + "/backups") }
    private var mine: String { folder.path + "/mine" }

    @Test func theStarterComesBackAndTheLearnersFilesAreKept() throws {
        var noted: ResetRecord.Entry?
        let outcome = try reset.reset(exercise, record: record, folder: mine) { noted = $0 }
        #expect(noted == outcome.entry)
        #expect(outcome.replaced == [".dockerignore", "Dockerfile", "app.js"])
        #expect(outcome.kept == ["notes.txt"])
        #expect(folder.read("mine/app.js") == "old\n")
        #expect(folder.read("mine/Dockerfile") == nil)
        #expect(folder.read("mine/notes.txt") == "mine\n")
        #expect(Marker.read(in: mine) == "web")
        let backup = try #require(outcome.entry.backup)
        #expect(backup.hasPrefix(folder.path + "/backups/web-"))
        #expect(SmallFile.text(backup + "/Dockerfile") == "FROM mine\n")

        #expect(try reset.undo(outcome.entry, exerciseFolder: exercise.folder) == nil)
        #expect(folder.read("mine/app.js") == "new\n")
        #expect(folder.read("mine/Dockerfile") == "FROM mine\n")
        #expect(folder.read("mine/.dockerignore") == "y\n")
        reset.forget(outcome.entry)
        #expect(!FileCopies.isFile(backup + "/Dockerfile"))
    }

    @Test func whatWasWrittenSinceIsKeptWhenItIsUndone() throws {
        let outcome = try reset.reset(exercise, record: record, folder: mine) { _ in }
        try folder.write("mine/app.js", "newer\n")
        let kept = try #require(try reset.undo(outcome.entry, exerciseFolder: exercise.folder))
        #expect(SmallFile.text(kept + "/app.js") == "newer\n")
        #expect(folder.read("mine/app.js") == "new\n")
    }

    @Test func whatIsAsInTheStarterIsNotTouched() throws {
        try folder.write("mine/app.js", "old\n")
        unlink(mine + "/Dockerfile")
        unlink(mine + "/.dockerignore")
        let outcome = try reset.reset(exercise, record: record, folder: mine) { _ in }
        #expect(outcome.replaced == [] && outcome.entry.backup == nil)
        #expect(try reset.undo(outcome.entry, exerciseFolder: exercise.folder) == nil)
    }

    @Test func whatWasMissingIsMadeAndGoesAgain() throws {
        unlink(mine + "/sub/data")
        let outcome = try reset.reset(exercise, record: record, folder: mine) { _ in }
        #expect(outcome.entry.created == ["sub/data"])
        #expect(folder.read("mine/sub/data") == "1\n")
        _ = try reset.undo(outcome.entry, exerciseFolder: exercise.folder)
        #expect(folder.read("mine/sub/data") == nil)
    }

    @Test func nothingChangesWhenItCannotBeNoted() throws {
        struct Full: Error {}
        #expect(throws: Full.self) { try reset.reset(exercise, record: record, folder: mine) { _ in throw Full() } }
        #expect(folder.read("mine/app.js") == "new\n")
        #expect(folder.read("mine/Dockerfile") == "FROM mine\n")
    }

    @Test func nothingChangesWhenThereCanBeNoBackup() throws {
        try folder.write("backups", "a file in its place")
        #expect(throws: ResetError.self) { try reset.reset(exercise, record: record, folder: mine) { _ in } }
        #expect(folder.read("mine/app.js") == "new\n")
    }

    @Test func withoutAFolderOnlyTheRecordIsReset() throws {
        let outcome = try reset.reset(exercise, record: record, folder: nil) { _ in }
        #expect(outcome.entry == ResetRecord.Entry(id: "web", folder: nil, backup: nil, created: [], record: record))
        #expect(try reset.undo(outcome.entry, exerciseFolder: exercise.folder) == nil)
    }

    @Test func aLinkOutOfTheFolderIsNotFollowed() throws {
        try folder.write("outside/data", "precious\n")
        try systemCall("unlink") { unlink(mine + "/sub/data") }
        try systemCall("rmdir") { rmdir(mine + "/sub") }
        try systemCall("symlink") { symlink(folder.path + "/outside", mine + "/sub") }
        let outcome = try reset.reset(exercise, record: record, folder: mine) { _ in }
        #expect(folder.read("outside/data") == "precious\n")
        #expect(!outcome.replaced.contains("sub/data"))
    }

    @Test func aFolderThatIsGoneIsSaidAndTheBackupStays() throws {
        let outcome = try reset.reset(exercise, record: record, folder: mine) { _ in }
        try removeTree(mine)
        let error = #expect(throws: ResetError.self) { try reset.undo(outcome.entry, exerciseFolder: exercise.folder) }
        #expect(error?.description.contains(outcome.entry.backup ?? "?") == true)
    }

    @Test func onlyBackupsAreForgotten() throws {
        let entry = ResetRecord.Entry(id: "web", folder: mine, backup: mine, created: [], record: record)
        reset.forget(entry)
        #expect(folder.read("mine/app.js") == "new\n")
        reset.forget(
            .init(id: "web", folder: nil, backup: folder.path + "/backups/../mine", created: [], record: record))
        #expect(folder.read("mine/app.js") == "new\n")
    }
}
