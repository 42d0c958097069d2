import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux
import OCI
import Testing

@testable import Images

@Suite struct ImageIdentityTests {
    private func setTime(_ path: String, _ seconds: Int) throws {
        let moment = timespec(tv_sec: seconds, tv_nsec: 0)
        try systemCall("utimens") { utimensat(AT_FDCWD, path, [moment, moment], AT_SYMLINK_NOFOLLOW) }
    }

    private func snapshot(
        _ store: ImageStore, on parent: SnapshotID? = nil, _ text: String, time: Int = 1000
    ) throws -> Snapshot {
        let draft = try store.beginDraft(parent: parent)
        try TestFolder(path: draft.upper).file("f", text)
        try setTime(draft.upper + "/f", time)
        return try store.commit(draft)
    }

    @Test func theIdentifierIsTheDigestOfTheConfigurationFile() throws {
        let test = try TemporaryStore()
        let layer = try snapshot(test.store, "x")
        var config = ImageConfig()
        config.cmd = ["a"]
        let record = try test.store.putImage(
            config: config, snapshot: layer.id, history: [HistoryEntry(createdBy: "COPY", created: 1000)],
            names: ["app"], author: "me")
        let document = try test.store.document(of: record)
        #expect(sha256(document) == record.id)
        let read = try JSONDecoder().decode(ImageDocument.self, from: Data(document))
        #expect(read.config == config && read.author == "me" && read.created?.seconds == 1000)
        #expect(read.diffIDs == [try LayerArchive.digest(snapshot: layer.path).diffID])
        #expect(record.layers.map(\.diffID) == read.diffIDs && record.layers.map(\.snapshot) == [layer.id])
    }

    @Test func equalFilesInTwoStoresAreTheSameImage() throws {
        let first = try TemporaryStore()
        let second = try TemporaryStore()
        let history = [HistoryEntry(createdBy: "COPY", created: 1000)]
        let ids = try [first, second].map { test in
            let layer = try snapshot(test.store, "x")
            return try test.store.putImage(config: .init(), snapshot: layer.id, history: history, names: []).id
        }
        #expect(ids[0] == ids[1])
        let other = try snapshot(second.store, "y")
        #expect(
            try second.store.putImage(config: .init(), snapshot: other.id, history: history, names: []).id != ids[0])
    }

    @Test func digestsAreComputedOnceAndKept() throws {
        let test = try TemporaryStore()
        let writer = try test.another()
        let base = try snapshot(writer, "base")
        let top = try snapshot(writer, on: base.id, "top")
        let unused = try snapshot(writer, "unused")
        writer.startHashing(unused)
        _ = try writer.hasher.digests(of: [(.init(snapshot: unused.id, latestTime: nil), unused.path)])
        try writer.putImage(config: .init(), snapshot: top.id, history: [], names: ["app"])
        writer.close()
        let chain = try test.store.chain(to: top.id)
        #expect(chain.allSatisfy { $0.archive != nil })
        #expect(try test.store.snapshot(unused.id)?.archive != nil)
        // Nobody reads the folders again.
        try removeTree(base.path)
        #expect(try test.store.putImage(config: .init(), snapshot: top.id, history: [], names: ["b"]).layers.count == 2)
    }

    @Test func aTimeLimitLeavesTheBaseAsItIs() throws {
        let test = try TemporaryStore()
        let base = try snapshot(test.store, "base", time: 9000)
        let baseImage = try test.store.putImage(
            config: .init(), snapshot: base.id, history: [HistoryEntry(createdBy: "base", created: 9000)],
            names: ["base"])
        let late = try snapshot(test.store, on: base.id, "top", time: 8000)
        let later = try snapshot(test.store, on: base.id, "top", time: 8500)
        func image(_ top: Snapshot, _ created: Double, _ limit: TimeLimit?) throws -> ImageRecord {
            try test.store.putImage(
                config: .init(), snapshot: top.id,
                history: baseImage.history + [
                    HistoryEntry(createdBy: "ENV", emptyLayer: true), HistoryEntry(createdBy: "COPY", created: created),
                ], names: [], base: baseImage, limit: limit)
        }
        let limit = TimeLimit(seconds: 5000)
        let one = try image(late, 8000, limit)
        let two = try image(later, 8500, limit)
        #expect(one.id == two.id)
        #expect(one.layers.first == baseImage.layers.first)
        #expect(one.history.map(\.created?.seconds) == [9000, 5000, 5000])
        #expect(one.layers.last?.latestTime == 5000)
        // Without files, only what the configuration says is limited; without a limit, nothing.
        let settings = try image(late, 8000, TimeLimit(seconds: 5000, includesFiles: false))
        #expect(settings.history.map(\.created?.seconds) == [9000, 5000, 5000])
        #expect(settings.layers.last?.diffID != one.layers.last?.diffID)
        #expect(try image(late, 8000, nil).history.map(\.created?.seconds) == [9000, 8000, 8000])
        // What is built on an image with limited times keeps its layers.
        let top = try snapshot(test.store, on: late.id, "more")
        let derived = try test.store.putImage(
            config: .init(), snapshot: top.id, history: one.history + [HistoryEntry(createdBy: "RUN", created: 9999)],
            names: [], base: one)
        #expect(Array(derived.layers.prefix(2)) == one.layers)
        #expect(derived.history.prefix(3).elementsEqual(one.history))
    }

    @Test func aStoreOfVersion1GoesOn() throws {
        let test = try TemporaryStore()
        let old = try test.another()
        let layer = try snapshot(old, "x")
        let record = try old.putImage(
            config: .init(), snapshot: layer.id, history: [HistoryEntry(createdBy: "COPY", created: 1000)],
            names: ["app"], standIn: "Debian")
        try old.saveCacheRecord("key", .init(snapshot: layer.id))
        let oldID = "sha256:" + String(repeating: "ab", count: 32)
        try old.write { database in
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try database.execute(
                sql: """
                    UPDATE image SET id = ?, history = '[{"created":1000,"createdBy":"COPY","emptyLayer":false}]'
                    """,
                arguments: [oldID])
            try database.execute(sql: "UPDATE name SET image = ?", arguments: [oldID])
            for (table, columns) in [
                "snapshot": ["diff_id", "tar_bytes", "blob", "blob_type"],
                "image": ["document", "layers", "platform", "author"],
            ] {
                for column in columns { try database.execute(sql: "ALTER TABLE \(table) DROP COLUMN \(column)") }
            }
            for table in ["dated_layer", "endpoint", "network", "volume_use", "volume", "container"] {
                try database.execute(sql: "DROP TABLE \(table)")
            }
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        old.close()
        let store = try test.another()
        defer { store.close() }
        #expect(try store.cacheRecord("key")?.snapshot == layer.id)
        let found = try #require(try store.image("abababab"))
        #expect(found.id == record.id && found.names == ["app:latest"] && found.standIn == "Debian")
        #expect(try store.image("app") == found)
        #expect(try store.images() == [found])
        #expect(try store.image(oldID) == nil)
        #expect(try store.readNetworks { try $0.networks().map(\.name) } == ["bridge", "host", "none"])
    }

    @Test func aStoreOfANewerVersionIsRefused() throws {
        let test = try TemporaryStore()
        try test.store.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let error = #expect(throws: EngineError.self) { _ = try test.another() }
        #expect(error?.kind == .damagedStore)
    }
}
