import EngineInterface
import Foundation
import Glibc
import Images
import Linux
import Testing

@testable import Build

/// Results of steps that go from one image store to another: `--cache-to` and `--cache-from`.
@Suite(.enabled(if: Workbench.canMount)) struct SharedStepsTests {
    private static let dockerfile = """
        FROM base:1 AS build
        WORKDIR /work
        COPY a.txt .
        RUN make one
        RUN true
        FROM base:1
        COPY --from=build /made /made
        RUN --mount=from=build,target=/b make two
        """

    /// Two stores with the same base image and the same context.
    private func benches() async throws -> (from: Workbench, to: Workbench) {
        let from = try Workbench()
        let to = try Workbench()
        let base = try from.base("base:1")
        try await hand(base, from: from, to: to)
        for bench in [from, to] {
            try bench.write("a", to: "a.txt")
            bench.runner.script { step, _ in
                let command = step.arguments.last ?? ""
                guard command.hasPrefix("make") else { return 0 }
                try Data(command.utf8).write(to: URL(fileURLWithPath: step.upper + "/made"))
                return 0
            }
        }
        return (from, to)
    }

    /// Takes an image from one store to the other, as an archive.
    private func hand(_ record: ImageRecord, from: Workbench, to: Workbench) async throws {
        let path = from.folder + "/\(UUID().uuidString).tar"
        let file = try Descriptor.open(path, O_RDWR | O_CREAT)
        try await from.store.export(record, as: .docker, to: file.number)
        lseek(file.number, 0, SEEK_SET)
        try await to.store.importArchive(from: file.number)
        withExtendedLifetime(file) {}
    }

    /// Which steps that change files were found, by their instructions.
    private func found(_ result: BuildResult) -> [String] {
        result.steps.filter { ["RUN", "COPY", "WORKDIR"].contains($0.instruction) && $0.isCached }.map(\.text)
    }

    private func ran(_ bench: Workbench) -> [String] { bench.runner.steps.compactMap(\.arguments.last) }

    @Test(arguments: ["none", "gzip", "zstd"])
    func `a folder brings the steps of all stages`(compression: String) async throws {
        let (from, to) = try await benches()
        let cache = from.folder + "/cache/deep"
        let first = try await from.build(Self.dockerfile) {
            $0.cacheTargets = [.folder(cache, everyStage: true, compression: compression)]
        }
        let second = try await to.build(Self.dockerfile) { $0.cacheSources = [.folder(cache)] }
        #expect(ran(to) == [])
        #expect(found(second).count == 6)
        #expect(second.image.id == first.image.id)
        #expect(try await to.text("/made", in: second) == "make two")
        // From now on the store knows them by itself.
        let third = try await to.build()
        #expect(third.isAllCached)
        #expect(second.warnings.isEmpty)
    }

    @Test func `a folder of the image's own steps leaves the other stages to be built`() async throws {
        let (from, to) = try await benches()
        let cache = from.folder + "/cache"
        try await from.build(Self.dockerfile) {
            $0.cacheTargets = [.folder(cache, everyStage: false, compression: nil)]
        }
        try await to.build(Self.dockerfile) { $0.cacheSources = [.folder(cache)] }
        #expect(ran(to).contains("make one"))
    }

    @Test func `what changed is done again, and what is above it`() async throws {
        let (from, to) = try await benches()
        let cache = from.folder + "/cache"
        let targets = [CacheTarget.folder(cache, everyStage: true, compression: nil)]
        try await from.build(Self.dockerfile) { $0.cacheTargets = targets }
        try to.write("other", to: "a.txt")
        let second = try await to.build(Self.dockerfile) {
            $0.cacheSources = [.folder(cache)]
            $0.cacheTargets = targets
        }
        #expect(found(second).contains("WORKDIR /work"))
        #expect(ran(to).first == "make one")
        // The folder now is what this build did; the first store takes it over.
        try from.write("other", to: "a.txt")
        let before = ran(from).count
        let third = try await from.build(Self.dockerfile) { $0.cacheSources = [.folder(cache)] }
        #expect(ran(from).count == before)
        #expect(third.image.id == second.image.id)
    }

    @Test func `an image tells which steps its layers are`() async throws {
        let (from, to) = try await benches()
        let text = "FROM base:1\nWORKDIR /work\nCOPY a.txt .\nRUN make one\nRUN true\n"
        let first = try await from.build(text) {
            $0.cacheTargets = [.inline]
            $0.tags = ["web:1"]
        }
        let record = try #require(try from.store.image("web:1"))
        #expect(record.id == first.image.id)
        try await hand(record, from: from, to: to)
        let second = try await to.build(text) { $0.cacheSources = [.image("web:1")] }
        #expect(ran(to) == [])
        #expect(found(second).count == 4)
        // The same files and configuration, without the list.
        #expect(second.image.layerSizes == first.image.layerSizes)
        #expect(second.image.id != first.image.id)
        // Unless the list is asked for here, too.
        let third = try await to.build(text) {
            $0.cacheSources = [.image("web:1")]
            $0.cacheTargets = [.inline]
        }
        #expect(third.image.id == first.image.id)
    }

    @Test func `a cache that is missing or damaged is a warning`() async throws {
        let (from, to) = try await benches()
        let cache = from.folder + "/cache"
        try await from.build(Self.dockerfile) {
            $0.cacheTargets = [.folder(cache, everyStage: true, compression: nil)]
        }
        let absent = try await to.build("FROM base:1\nRUN make one") {
            $0.cacheSources = [.folder(cache + "/none"), .image("web:1"), .image("base:1")]
        }
        #expect(absent.warnings.count == 3)
        let blobs = cache + "/blobs/sha256"
        for name in try FileManager.default.contentsOfDirectory(atPath: blobs) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: blobs + "/" + name))
            // Layers, not the lists.
            guard bytes.first != UInt8(ascii: "{") else { continue }
            try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: blobs + "/" + name))
        }
        let damaged = try await to.build(Self.dockerfile) { $0.cacheSources = [.folder(cache)] }
        #expect(damaged.warnings.contains { $0.message.hasPrefix("A result of --cache-from is not used: ") })
        #expect(try await to.text("/made", in: damaged) == "make two")
        try Data("{".utf8).write(to: URL(fileURLWithPath: cache + "/index.json"))
        let broken = try await to.build(Self.dockerfile) { $0.cacheSources = [.folder(cache)] }
        #expect(broken.warnings.contains { $0.message.hasPrefix("--cache-from \(cache) is not used: ") })
        #expect(!to.hasDrafts)
    }

    @Test func `with the cache off, nothing is taken from elsewhere`() async throws {
        let (from, to) = try await benches()
        let cache = from.folder + "/cache"
        try await from.build(Self.dockerfile) {
            $0.cacheTargets = [.folder(cache, everyStage: true, compression: nil)]
        }
        try await to.build(Self.dockerfile) {
            $0.cacheSources = [.folder(cache)]
            $0.noCache = true
        }
        #expect(ran(to).count == 3)
    }
}
