import EngineInterface
import Foundation
import Glibc
import Linux
import OCI
import Testing

@testable import Images

@Suite struct DiskTests {
    private func snapshot(_ store: ImageStore, on parent: SnapshotID? = nil, kilobytes: Int) throws -> Snapshot {
        let draft = try store.beginDraft(parent: parent)
        try TestFolder(path: draft.upper).file("f", String(repeating: "x", count: kilobytes << 10))
        return try store.commit(draft)
    }

    private func mount(_ store: ImageStore, _ name: String, kilobytes: Int) throws {
        let folder = TestFolder(path: store.root + "/caches/" + name)
        try folder.folder("")
        try folder.file("f", String(repeating: "x", count: kilobytes << 10))
    }

    /// What du(1) says of the store, in bytes.
    private func du(_ root: String) throws -> Int64 {
        let output = NSTemporaryDirectory() + "du-" + UUID().uuidString
        defer { unlink(output) }
        #expect(try run("du", ["-s", "--block-size=1", root], output: output) == 0)
        return try #require(SmallFile.text(output)?.split(separator: "\t").first.flatMap { Int64($0) })
    }

    /// Makes some of everything, by a process that has ended since.
    private func fill(_ test: TemporaryStore) throws -> (named: Snapshot, cached: Snapshot) {
        let store = try test.another()
        defer { store.close() }
        let base = try snapshot(store, kilobytes: 400)
        let named = try snapshot(store, on: base.id, kilobytes: 100)
        let cached = try snapshot(store, on: base.id, kilobytes: 300)
        let unnamed = try snapshot(store, on: base.id, kilobytes: 200)
        try store.putImage(config: .init(), snapshot: named.id, history: [], names: ["app"])
        try store.putImage(config: .init(), snapshot: unnamed.id, history: [], names: [])
        try store.saveCacheRecord("named", .init(snapshot: named.id))
        try store.saveCacheRecord("cached", .init(snapshot: cached.id))
        try mount(store, "one", kilobytes: 500)
        try TestFolder(path: store.root).file("volumes/v/data", String(repeating: "x", count: 64 << 10))
        return (named, cached)
    }

    @Test func theUsageIsThatOfTheDisk() throws {
        let test = try TemporaryStore()
        let (named, _) = try fill(test)
        // Holes take nothing, and hard links nothing more.
        let odd = try test.snapshot(on: named.id) { folder in
            try folder.file("sparse", "x")
            try systemCall("truncate") { truncate(folder.path + "/sparse", 50 << 20) }
            try folder.file("a", String(repeating: "x", count: 200 << 10))
            try folder.hardLink("b", to: "a")
        }
        try test.store.putImage(config: .init(), snapshot: odd.id, history: [], names: ["odd"])
        let draft = try test.store.beginDraft(parent: nil)
        try TestFolder(path: draft.upper).file("f", String(repeating: "x", count: 128 << 10))
        let usage = try test.store.usage()
        let real = try du(test.root)
        #expect(abs(usage.bytes - real) * 100 <= real * 2, "\(usage.bytes), du says \(real)")
        #expect(usage.images.count == 3 && usage.images.active == 2)
        #expect((200 << 10...230 << 10).contains(usage.images.reclaimable))
        #expect((900 << 10...1000 << 10).contains(usage.images.bytes))
        #expect(usage.buildCache.count == 1 && (300 << 10...330 << 10).contains(usage.buildCache.reclaimable))
        #expect(usage.cacheMounts.count == 1 && usage.cacheMounts.reclaimable >= 500 << 10)
        #expect(usage.drafts.count == 1 && usage.drafts.bytes >= 128 << 10 && usage.drafts.reclaimable == 0)
        #expect(usage.volumes.count == 1 && usage.volumes.bytes >= 64 << 10)
    }

    @Test(arguments: [
        PruneOptions(until: .distantPast), PruneOptions(until: .distantFuture), PruneOptions(keepBytes: 400 << 10),
        PruneOptions(all: true), PruneOptions(all: true, includesImages: false),
        PruneOptions(includesCacheMounts: false),
    ])
    func aPreviewSaysWhatPruningDoes(options: PruneOptions) throws {
        let test = try TemporaryStore()
        _ = try fill(test)
        let before = try test.store.usage()
        let preview = try test.store.prunePreview(options)
        #expect(try test.store.usage() == before)
        #expect(try test.store.prune(options) == preview)
    }

    @Test func pruningGivesBackWhatItSays() throws {
        let test = try TemporaryStore()
        let (named, cached) = try fill(test)
        let before = try test.store.usage()
        let disk = try du(test.root + "/snapshots") + du(test.root + "/caches")
        let preview = try test.store.prunePreview(PruneOptions())
        #expect(try test.store.usage() == before)
        let result = try test.store.prune(PruneOptions())
        #expect(preview == result)
        let freed = try disk - du(test.root + "/snapshots") - du(test.root + "/caches")
        #expect(result.images == 1 && result.steps == 1 && result.snapshots == 2 && result.cacheMounts == 1)
        #expect(result.bytes == before.reclaimable && abs(result.bytes - freed) <= 8192)
        #expect(try test.store.usage().reclaimable == 0)
        // The named image and its steps stay.
        #expect(try test.store.image("app")?.snapshot == named.id)
        #expect(try test.store.cacheRecord("named") != nil)
        #expect(!exists(cached.path))
        #expect(try test.store.prune(PruneOptions(all: true)).steps == 1)
        #expect(try test.store.cacheRecord("named") == nil)
        #expect(exists(named.path))
    }

    @Test func onlyWhatIsOldGoes() throws {
        let test = try TemporaryStore()
        let (_, cached) = try fill(test)
        let past = PruneOptions(until: Date(timeIntervalSinceNow: -3600))
        #expect(try test.store.prune(past) == PruneResult())
        try test.store.write {
            try $0.execute(sql: "UPDATE cache SET used = used - 7200 WHERE key = 'cached'")
            try $0.execute(sql: "UPDATE image SET created = created - 7200 WHERE id NOT IN (SELECT image FROM name)")
        }
        let result = try test.store.prune(past)
        #expect(result.images == 1 && result.steps == 1 && result.snapshots == 2 && result.cacheMounts == 0)
        #expect(!exists(cached.path) && exists(test.root + "/caches/one/f"))
    }

    @Test func theOldestGoesUntilTheRestFits() throws {
        let test = try TemporaryStore()
        let store = try test.another()
        let base = try snapshot(store, kilobytes: 100)
        let old = try snapshot(store, on: base.id, kilobytes: 200)
        let middle = try snapshot(store, on: base.id, kilobytes: 300)
        let new = try snapshot(store, kilobytes: 400)
        for (key, snapshot) in [("base", base), ("old", old), ("middle", middle), ("new", new)] {
            try store.saveCacheRecord(key, .init(snapshot: snapshot.id))
        }
        try store.write { database in
            for (key, age) in [("base", 40), ("old", 30), ("middle", 20), ("new", 10)] {
                try database.execute(sql: "UPDATE cache SET used = used - ? WHERE key = ?", arguments: [age, key])
            }
        }
        store.close()
        func prune(_ kilobytes: Int64) throws -> PruneResult {
            try test.store.prune(PruneOptions(keepBytes: kilobytes << 10))
        }
        #expect(try prune(2000) == PruneResult())
        // The base's step goes first, but its files stay for those above it.
        let first = try prune(900)
        #expect(first.steps == 2 && first.snapshots == 1 && exists(base.path) && !exists(old.path))
        let second = try prune(500)
        #expect(second.steps == 1 && second.snapshots == 2 && !exists(base.path) && !exists(middle.path))
        #expect(exists(new.path))
        #expect(try prune(0).snapshots == 1)
    }

    @Test func cacheMountsInUseStay() throws {
        let test = try TemporaryStore()
        let builder = try test.another()
        let folder = try builder.cacheMountFolder("one")
        try mount(builder, "one", kilobytes: 10)
        try mount(builder, "two", kilobytes: 10)
        #expect(try test.store.usage().cacheMounts.active == 1)
        #expect(try test.store.prune(PruneOptions()).cacheMounts == 1)
        #expect(exists(folder + "/f") && !exists(test.root + "/caches/two"))
        builder.close()
        #expect(try test.store.prune(PruneOptions(includesCacheMounts: false)).cacheMounts == 0)
        #expect(try test.store.prune(PruneOptions()).cacheMounts == 1)
    }

    @Test func keptArchivesGoWithTheirLayers() async throws {
        let test = try TemporaryStore()
        var layer = TestLayer()
        layer.add("z", .file, "1")
        layer.add("a", .file, "2")
        layer.end()
        let archive = try Descriptor.memoryFile(TestLayer.image([layer.bytes]))
        let importer = try test.another()
        try await importer.importArchive(from: archive.number)
        importer.close()
        #expect(try FolderListing.names(in: test.root + "/blobs").count == 1)
        try test.store.prune(PruneOptions())
        #expect(try FolderListing.names(in: test.root + "/blobs").count == 1)
        try test.store.removeImage("test:1")
        try test.store.prune(PruneOptions())
        #expect(try FolderListing.names(in: test.root + "/blobs").isEmpty)
    }
}
