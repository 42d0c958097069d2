import EngineInterface
import Foundation
import Glibc
import Images
import Linux
import Testing

@testable import Catalogue

/// Preparing images with a package tool that behaves as the test wants: no network is touched.
@Suite(.enabled(if: geteuid() == 0)) struct PrepareTests {
    private final class Box {
        let root = NSTemporaryDirectory() + "catalogue-test-" + UUID().uuidString
        let store: ImageStore

        init() throws {
            store = try ImageStore(root: root)
        }

        deinit {
            store.close()
            try? removeTree(root)
        }

        /// A catalogue whose scripts find `tool` when they look for apt-get.
        func catalogue(aptGet tool: String) throws -> OfflineCatalogue {
            let tools = root + "/tools"
            mkdir(tools, 0o755)
            try SmallFile.write("#!/bin/sh\n" + tool, to: tools + "/apt-get", mode: 0o755)
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            return OfflineCatalogue(store: store, environment: ["PATH": "\(tools):\(path)"])
        }
    }

    @Test func withoutANetworkTheErrorSaysSo() async throws {
        let box = try Box()
        let catalogue = try box.catalogue(
            aptGet:
                "echo \"E: Failed to fetch http://mirror.example/ Temporary failure resolving 'mirror.example'\"; exit 100"
        )
        let messages = Locked<[String]>([])
        let error = await #expect(throws: EngineError.self) {
            try await catalogue.prepare("alpine") { message, _ in messages.withLock { $0.append(message) } }
        }
        #expect(error?.kind == .network)
        #expect(error?.message.contains("Temporary failure resolving") == true)
        #expect(messages.withLock { $0 } == ["alpine:latest: fetching the package lists"])
        #expect(try box.store.images().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: box.root + "/snapshots").isEmpty)
        let drafts = try FileManager.default.contentsOfDirectory(atPath: box.root + "/drafts/" + box.store.lease.id)
        #expect(drafts.isEmpty)
    }

    @Test func cancellingEndsTheWork() async throws {
        let box = try Box()
        let catalogue = try box.catalogue(aptGet: "exec sleep 1000")
        let started = AsyncStream<Void>.makeStream()
        let task = Task {
            try await catalogue.prepare("busybox") { _, _ in started.continuation.yield() }
        }
        for await _ in started.stream { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let drafts = try FileManager.default.contentsOfDirectory(atPath: box.root + "/drafts/" + box.store.lease.id)
        #expect(drafts.isEmpty)
    }

    @Test func anotherProcessesWorkIsAwaited() async throws {
        let box = try Box()
        let catalogue = try box.catalogue(aptGet: "exit 1")
        let lock = try FileLock.open(box.store.locksFolder + "/catalogue")
        #expect(try lock.tryExclusive())
        let waiting = AsyncStream<String>.makeStream()
        let task = Task {
            try await catalogue.prepare("alpine:3.19") { message, _ in waiting.continuation.yield(message) }
        }
        var message = ""
        for await text in waiting.stream {
            message = text
            break
        }
        #expect(message == "alpine:3.19: waiting for another process that prepares images")
        // The other process finishes the image.
        let standIn = try #require(StandIn("alpine:3.19"))
        let draft = try box.store.beginDraft(parent: nil)
        let snapshot = try box.store.commit(draft)
        let platform = try Platform.host()
        let finished = try box.store.putImage(
            config: standIn.family.config(standIn: standIn.text), snapshot: snapshot.id,
            history: [.init(createdBy: standIn.text, comment: standIn.part.key(platform))], names: ["alpine:3.19"],
            standIn: standIn.text)
        try lock.unlock()
        #expect(try await task.value == finished)
    }

    @Test func finishedLayersAreUsedAgain() async throws {
        let box = try Box()
        let catalogue = try box.catalogue(aptGet: "exit 1")
        let platform = try Platform.host()
        let snapshot = try box.store.commit(try box.store.beginDraft(parent: nil))
        try box.store.saveCacheRecord(Part.debian.key(platform), .init(snapshot: snapshot.id))
        let debian = try await catalogue.prepare("debian:12") { _, _ in }
        let ubuntu = try await catalogue.prepare("ubuntu:20.04") { _, _ in }
        #expect(debian.snapshot == snapshot.id && ubuntu.snapshot == snapshot.id)
        #expect(ubuntu.standIn == "Debian 12, in place of ubuntu:20.04")
        #expect(ubuntu.config.labels[OfflineCatalogue.label] == ubuntu.standIn)
        #expect(ubuntu.names == ["ubuntu:20.04"])
        try box.store.prune(cacheUnusedSince: .distantFuture)
        #expect(try await catalogue.prepare("debian:12") { _, _ in } == debian)
    }

    @Test func realImagesAreLeftAlone() async throws {
        let box = try Box()
        let catalogue = try box.catalogue(aptGet: "exit 1")
        let real = try box.store.putImage(config: .init(), snapshot: nil, history: [], names: ["node:20"])
        #expect(try await catalogue.prepare("node:20") { _, _ in } == real)
    }

    @Test func unknownNamesAreRefused() async throws {
        let box = try Box()
        let error = await #expect(throws: EngineError.self) {
            try await OfflineCatalogue(store: box.store).prepare("nginx") { _, _ in }
        }
        #expect(error?.kind == .noSuchImage)
    }
}
