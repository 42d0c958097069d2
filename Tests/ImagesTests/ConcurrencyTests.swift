import Foundation
import Images
import OCI
import Testing

@Suite struct ConcurrencyTests {
    @Test func manyStoresWorkInOneFolder() async throws {
        let test = try TemporaryStore()
        let root = test.root
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<6 {
                group.addTask {
                    let store = try ImageStore(root: root)
                    defer { store.close() }
                    var parent: SnapshotID?
                    for step in 0..<8 {
                        let draft = try store.beginDraft(parent: parent)
                        try TestFolder(path: draft.upper).file("file", "\(worker)-\(step)")
                        parent = try store.commit(draft).id
                        try store.saveCacheRecord("\(worker)/\(step)", .init(snapshot: parent))
                        try store.putImage(
                            config: ImageConfig(), snapshot: parent, history: [], names: ["shared", "own:\(worker)"])
                        if step % 3 == worker % 3 { try store.prune(cacheUnusedSince: .distantPast) }
                    }
                }
            }
            try await group.waitForAll()
        }
        for worker in 0..<6 {
            let record = try #require(try test.store.image("own:\(worker)"))
            let chain = try test.store.chain(to: record.snapshot)
            #expect(chain.count == 8)
            #expect(chain.allSatisfy { exists($0.path + "/file") })
        }
        let leases = try FileManager.default.contentsOfDirectory(atPath: root + "/leases")
        #expect(leases == [test.store.lease.id])
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/drafts").isEmpty)
    }

    @Test func manyMayOpenAStoreThatDoesNotExistYet() async throws {
        let root = NSTemporaryDirectory() + "images-test-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let store = try ImageStore(root: root)
                    try store.saveStepMemory("\(number)", [UInt8(number)])
                    store.close()
                }
            }
            try await group.waitForAll()
        }
        let store = try ImageStore(root: root)
        defer { store.close() }
        for number in 0..<8 { #expect(try store.stepMemory("\(number)") == [UInt8(number)]) }
    }

    @Test func aDamagedDatabaseIsSaidToBeOne() throws {
        let test = try TemporaryStore()
        test.store.close()
        try TestFolder(path: test.root).file("db.sqlite", String(repeating: "not a database. ", count: 1000))
        let error = #expect(throws: (any Error).self) { _ = try ImageStore(root: test.root) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("damaged"))
    }
}
