import EngineInterface
import Glibc
import Images
import Linux
import Testing

@Suite struct SnapshotTests {
    @Test func aCommittedDraftIsASnapshot() throws {
        let test = try TemporaryStore()
        let base = try test.snapshot { try $0.file("etc/passwd", "root") }
        let draft = try test.store.beginDraft(parent: base.id)
        try TestFolder(path: draft.upper).file("app.js", "12345")
        let snapshot = try test.store.commit(draft)
        #expect(snapshot.parent == base.id)
        #expect(snapshot.bytes == 5)
        #expect(exists(snapshot.path + "/app.js"))
        #expect(!exists(draft.upper) && !exists(draft.work) && !exists(draft.merged))
        #expect(try test.store.snapshot(snapshot.id) == snapshot)
        #expect(try test.store.chain(to: snapshot.id) == [base, snapshot])
        #expect(try test.store.mountLowers(of: snapshot.id) == [snapshot.path, base.path])
    }

    @Test func withoutASnapshotTheLowerFolderIsEmpty() throws {
        let test = try TemporaryStore()
        #expect(try test.store.chain(to: nil).isEmpty)
        let lowers = try test.store.mountLowers(of: nil)
        #expect(lowers.count == 1)
        #expect(try RootedDirectory(try #require(lowers.first)).list("/").isEmpty)
    }

    @Test func sizesCountHardLinksOnceAndLinksNotAtAll() throws {
        let test = try TemporaryStore()
        let snapshot = try test.snapshot { folder in
            try folder.file("a/one", String(repeating: "x", count: 1000))
            try folder.hardLink("two", to: "a/one")
            try folder.link("three", to: "a/one")
            try folder.file("empty")
        }
        #expect(snapshot.bytes == 1000)
    }

    @Test func draftsOnAnUnknownParentAreRefused() throws {
        let test = try TemporaryStore()
        #expect(throws: EngineError.self) {
            _ = try test.store.beginDraft(parent: String(repeating: "a", count: 64))
        }
        #expect(throws: EngineError.self) { _ = try test.store.chain(to: String(repeating: "b", count: 64)) }
    }

    @Test func aDiscardedDraftLeavesNothing() throws {
        let test = try TemporaryStore()
        let draft = try test.store.beginDraft(parent: nil)
        try TestFolder(path: draft.upper).file("secret", mode: 0)
        try systemCall("chmod") { chmod(draft.upper, 0) }
        test.store.discard(draft)
        #expect(!exists(draft.upper))
        #expect(try test.store.chain(to: nil).isEmpty)
    }

    @Test func theRootFolderOfASnapshotIsReadableByEverybody() throws {
        let test = try TemporaryStore()
        let draft = try test.store.beginDraft(parent: nil)
        var status = stat()
        #expect(stat(draft.upper, &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o755)
    }
}
