import EngineInterface
import Foundation
import Glibc
import Linux
import OCI
import Testing

@testable import Images

@Suite struct CacheTests {
    @Test func recordsComeBackAsTheyWereSaved() throws {
        let test = try TemporaryStore()
        let snapshot = try test.snapshot { try $0.file("a", "abc") }
        var config = ImageConfig()
        config.env = ["A=1"]
        let record = ImageStore.CacheRecord(
            snapshot: snapshot.id, config: config, bytes: 3, created: Date(timeIntervalSince1970: 12345))
        #expect(try test.store.cacheRecord("key") == nil)
        try test.store.saveCacheRecord("key", record)
        let other = try test.another()
        defer { other.close() }
        #expect(try other.cacheRecord("key") == record)
        let empty = ImageStore.CacheRecord(snapshot: nil, created: Date(timeIntervalSince1970: 1))
        try test.store.saveCacheRecord("key", empty)
        #expect(try other.cacheRecord("key") == empty)
    }

    @Test func stepMemoryIsBytes() throws {
        let test = try TemporaryStore()
        #expect(try test.store.stepMemory("slot") == nil)
        try test.store.saveStepMemory("slot", [0, 255, 1])
        try test.store.saveStepMemory("slot", [0, 254])
        #expect(try test.store.stepMemory("slot") == [0, 254])
    }

    @Test func pruneKeepsWhatIsNeeded() throws {
        let test = try TemporaryStore()
        let builder = try test.another()
        func snapshot(_ parent: SnapshotID?, _ size: Int) throws -> Snapshot {
            let draft = try builder.beginDraft(parent: parent)
            try TestFolder(path: draft.upper).file("f", String(repeating: "x", count: size))
            return try builder.commit(draft)
        }
        let base = try snapshot(nil, 1)
        let named = try snapshot(base.id, 10)
        let cached = try snapshot(base.id, 100)
        let lost = try snapshot(cached.id, 1000)
        let lostChild = try snapshot(lost.id, 10000)
        try builder.putImage(config: ImageConfig(), snapshot: named.id, history: [], names: ["app"])
        let unnamed = try builder.putImage(config: ImageConfig(), snapshot: lostChild.id, history: [], names: [])
        try builder.saveCacheRecord("cached", .init(snapshot: cached.id))

        let steps = PruneOptions(until: .distantPast)
        let images = PruneOptions(includesBuildCache: false)
        // All of it belongs to a living process.
        #expect(try test.store.prune(images) == PruneResult())
        #expect(exists(lostChild.path))
        builder.close()

        // Nothing is that old.
        #expect(try test.store.prune(steps) == PruneResult(images: 0, steps: 0, snapshots: 0, cacheMounts: 0, bytes: 0))
        let pruned = try test.store.prune(images)
        #expect(pruned.images == 1 && pruned.snapshots == 2 && pruned.steps == 0 && pruned.bytes >= 11000)
        #expect(!exists(lost.path) && !exists(lostChild.path))
        #expect(try test.store.image(unnamed.id) == nil)
        #expect(exists(base.path) && exists(named.path) && exists(cached.path))

        #expect(try test.store.prune(PruneOptions()).steps == 1)
        #expect(!exists(cached.path))
        #expect(try test.store.cacheRecord("cached") == nil)
        #expect(exists(base.path) && exists(named.path))
        #expect(try test.store.image("app")?.snapshot == named.id)
    }

    @Test func pruneKeepsWhatALivingProcessFoundInTheCache() throws {
        let test = try TemporaryStore()
        let writer = try test.another()
        let draft = try writer.beginDraft(parent: nil)
        let snapshot = try writer.commit(draft)
        try writer.saveCacheRecord("k", .init(snapshot: snapshot.id))
        writer.close()
        let reader = try test.another()
        defer { reader.close() }
        #expect(try reader.cacheRecord("k") != nil)
        try test.store.prune(cacheUnusedSince: .distantFuture)
        #expect(try test.store.cacheRecord("k") == nil)
        #expect(exists(snapshot.path))
        _ = try reader.beginDraft(parent: snapshot.id)
    }

    @Test func foldersWithoutARowAreSweptUp() throws {
        let test = try TemporaryStore()
        try TestFolder(path: test.root).file("snapshots/" + String(repeating: "e", count: 64) + "/file", "x")
        try TestFolder(path: test.root).file("trash/abc/file", "x")
        try test.store.prune()
        #expect(try RootedDirectory(test.root).list("/snapshots").isEmpty)
        #expect(try RootedDirectory(test.root).list("/trash").isEmpty)
    }

    @Test func digestsAreThoseOfTheContents() throws {
        let test = try TemporaryStore()
        let folder = TestFolder(path: test.root)
        try folder.file("f", "abc")
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try test.store.contentDigest(of: test.root + "/f") == abc)
        // Written again at once, with the same size: a note of the old digest would be found by the same times.
        try folder.file("f", "xyz")
        #expect(try test.store.contentDigest(of: test.root + "/f") != abc)
    }

    @Test func digestsOfSettledFilesAreRemembered() throws {
        let test = try TemporaryStore()
        // A file of the system, which nobody has touched for long.
        let path = "/etc/passwd"
        var status = stat()
        try #require(stat(path, &status) == 0 && time(nil) - status.st_ctim.tv_sec > 10)
        let digest = try test.store.contentDigest(of: path)
        try test.store.flushDigests()
        let other = try test.another()
        defer { other.close() }
        #expect(try other.contentDigest(of: path) == digest)
        #expect(try test.store.rememberedDigestCount() == 1)
    }
}
