import EngineInterface
import Foundation
import Glibc
import Linux
import OCI
import Testing

@testable import Images

/// What a process uses stays, and using it writes nothing to the database.
@Suite struct UseTests {
    private func length(_ path: String) throws -> Int64 {
        var status = stat()
        try systemCall("stat", path) { stat(path, &status) }
        return Int64(status.st_size)
    }

    @Test func usingWhatIsThereWritesNothingAndKeepsIt() throws {
        let test = try TemporaryStore()
        let first = try test.snapshot { try $0.file("a", "a") }
        let second = try test.snapshot(on: first.id) { try $0.file("b", "b") }
        try test.store.saveCacheRecord("key", .init(snapshot: second.id))
        let image = try test.store.putImage(config: .init(), snapshot: first.id, history: [], names: ["app"])

        let user = try test.another()
        let before = try length(test.root + "/db.sqlite-wal")
        #expect(try user.cacheRecord("key")?.snapshot == second.id)
        #expect(try user.image("app")?.id == image.id)
        #expect(try user.putImage(config: .init(), snapshot: first.id, history: [], names: ["app"]) == image)
        user.discard(try user.beginDraft(parent: first.id))
        #expect(try length(test.root + "/db.sqlite-wal") == before)

        // Its first user has gone, the second has not.
        try test.store.removeImage("app")
        test.store.close()
        let other = try test.another()
        defer { other.close() }
        try other.prune(PruneOptions(all: true))
        #expect(exists(first.path) && exists(second.path))
        user.close()
        try other.prune(PruneOptions(all: true))
        #expect(!exists(first.path) && !exists(second.path))
    }

    @Test func nothingIsNotedThatIsGone() throws {
        let test = try TemporaryStore()
        let user = try test.another()
        defer { user.close() }
        let snapshot = try test.snapshot { try $0.file("a", "a") }
        try test.store.saveCacheRecord("key", .init(snapshot: snapshot.id))
        test.store.close()
        let other = try test.another()
        defer { other.close() }
        try other.prune(PruneOptions(all: true))
        #expect(try user.cacheRecord("key") == nil)
        #expect(throws: EngineError.self) { try user.beginDraft(parent: snapshot.id) }
        #expect(!user.isPinned(snapshot.id))
    }

    /// Processes that look something up, and one that prunes: whoever found it has it as long as it wants.
    @Test func lookingUpBesidePruning() async throws {
        let test = try TemporaryStore()
        let root = test.root
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let pruner = try ImageStore(root: root)
                defer { pruner.close() }
                for _ in 0..<60 { try pruner.prune(PruneOptions(all: true)) }
            }
            for number in 0..<2 {
                group.addTask {
                    for round in 0..<30 {
                        let key = "\(number)-\(round)"
                        let maker = try ImageStore(root: root)
                        let draft = try maker.beginDraft(parent: nil)
                        try SmallFile.write("x", to: draft.upper + "/file")
                        let made = try maker.commit(draft)
                        try maker.saveCacheRecord(key, .init(snapshot: made.id))
                        maker.close()
                        let user = try ImageStore(root: root)
                        defer { user.close() }
                        guard let found = try user.cacheRecord(key) else { continue }
                        #expect(found.snapshot == made.id)
                        for _ in 0..<5 { #expect(access(made.path + "/file", F_OK) == 0) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
