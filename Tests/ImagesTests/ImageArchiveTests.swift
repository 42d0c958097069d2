import EngineInterface
import Foundation
import Glibc
import Linux
import OCI
import Testing

@testable import Images

@Suite struct ImageArchiveTests {
    /// An image of two layers: the fixture, and one that changes and removes some of it.
    private func image(_ test: TemporaryStore) throws -> ImageRecord {
        let base = try test.snapshot { try LayerFixture.fill($0) }
        let top = try test.snapshot(on: base.id) { folder in
            try folder.whiteout("etc/passwd")
            try folder.file("etc/setuid", "changed")
            try folder.opaque("deep")
            try folder.file("deep/only", "1")
            try LayerFixture.setTimes(folder.path)
        }
        var config = ImageConfig()
        config.cmd = ["/bin/sh"]
        return try test.store.putImage(
            config: config, snapshot: top.id,
            history: [HistoryEntry(createdBy: "one", created: 1), HistoryEntry(createdBy: "two", created: 2)],
            names: ["app:1", "registry.example:5000/team/app:2"])
    }

    static let ways: [(ImageFormat, Compression?)] = [
        (.docker, nil), (.docker, .gzip), (.oci, nil), (.oci, Compression.none), (.oci, .zstd),
    ]

    @Test(arguments: ways.indices)
    func anImageComesBackAsItWas(index: Int) async throws {
        let (format, compression) = Self.ways[index]
        let test = try TemporaryStore()
        let record = try image(test)
        let path = test.root + "/image.tar"
        let file = try Descriptor.open(path, O_RDWR | O_CREAT)
        try await test.store.export(record, as: format, compression: compression, to: file.number)
        let other = try TemporaryStore()
        try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
        let again = try #require(try await other.store.importArchive(from: file.number).first)
        #expect(again.id == record.id && again.names == record.names && again.history == record.history)
        #expect(try other.store.document(of: again) == test.store.document(of: record))
        let chains = (try test.store.chain(to: record.snapshot), try other.store.chain(to: again.snapshot))
        for (before, after) in zip(chains.0, chains.1) {
            #expect(try TreeDescription(of: before.path).lines == TreeDescription(of: after.path).lines)
            // Our own layers need not be kept a second time.
            #expect(after.blob == nil)
        }
        // Unpacked by others, it is a layout, too; and taken once more, it is what is there already.
        let layout = test.root + "/layout"
        try FileManager.default.createDirectory(atPath: layout, withIntermediateDirectories: true)
        #expect(try run("tar", ["-C", layout, "-xf", path]) == 0)
        #expect(try await other.store.importLayout(folder: layout).map(\.id) == [record.id])
        #expect(try await other.store.importLayout(folder: layout, choice: "2", names: []).map(\.id) == [record.id])
        await #expect(throws: EngineError.self) { try await other.store.importLayout(folder: layout, choice: "3") }
        #expect(try FolderListing.names(in: other.root + "/snapshots").count == 2)
    }

    @Test func equalImagesYieldEqualArchives() async throws {
        let first = try TemporaryStore()
        let second = try TemporaryStore()
        for (format, compression) in Self.ways + [(.tar, nil)] {
            var digests: [String] = []
            for test in [first, second] {
                let file = try Descriptor.memoryFile([])
                try await test.store.export(image(test), as: format, compression: compression, to: file.number)
                try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
                digests.append(sha256(try Descriptor.read(file.number)))
            }
            #expect(digests[0] == digests[1])
        }
    }

    @Test func aChangedLayerIsNotWritten() async throws {
        let test = try TemporaryStore()
        let record = try image(test)
        let folder = try #require(try test.store.chain(to: record.snapshot).last?.path)
        try SmallFile.write("CHANGED", to: folder + "/etc/setuid")
        let file = try Descriptor.memoryFile([])
        let error = await #expect(throws: EngineError.self) {
            try await test.store.export(record, as: .docker, to: file.number)
        }
        #expect(error?.kind == .damagedStore)
    }

    @Test func filesAreThoseThatAContainerSees() async throws {
        let test = try TemporaryStore()
        let record = try image(test)
        let merged = test.root + "/merged"
        try FileManager.default.createDirectory(atPath: merged, withIntermediateDirectories: true)
        try Overlay.mount(
            lower: try test.store.mountLowers(of: record.snapshot), upper: nil, work: nil, at: merged)
        defer { try? Mount.unmount(merged) }
        let expected = try TreeDescription(of: merged).lines
        let archive = test.root + "/files.tar"
        let file = try Descriptor.open(archive, O_RDWR | O_CREAT)
        try await test.store.export(record, as: .tar, to: file.number)
        let unpacked = test.root + "/unpacked"
        try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
        #expect(
            try run("tar", ["-C", unpacked, "-xpf", archive, "--xattrs", "--numeric-owner", "--same-owner"]) == 0)
        #expect(try TreeDescription(of: unpacked).lines == expected)
        let folder = test.root + "/folder"
        try await test.store.export(files: record, toFolder: folder)
        let without = try TreeDescription(of: folder, owners: false).lines
        #expect(without == (try TreeDescription(of: merged, owners: false).lines))
        var status = stat()
        #expect(lstat(folder + "/big-owner", &status) == 0 && status.st_uid == getuid())
    }

    @Test func aFolderKeepsWhatIsNotReplaced() async throws {
        let test = try TemporaryStore()
        let record = try image(test)
        let target = TestFolder(path: test.root + "/folder")
        try target.file("mine", "mine")
        try target.file("fifo", "was a file")
        try target.file("victim/inside", "untouched")
        try target.link("etc", to: "victim")
        try await test.store.export(files: record, toFolder: target.path)
        #expect(SmallFile.text(target.path + "/mine") == "mine")
        #expect(SmallFile.text(target.path + "/etc/setuid") == "changed")
        #expect(try FolderListing.names(in: target.path + "/victim") == ["inside"])
        try removeTree(target.path + "/big-owner")
        try target.file("big-owner/mine", "mine")
        let error = await #expect(throws: EngineError.self) {
            try await test.store.export(files: record, toFolder: target.path)
        }
        #expect(error?.kind == .invalidArgument)
        #expect(SmallFile.text(target.path + "/big-owner/mine") == "mine")
    }

    @Test func anImageWithoutFilesHasNoLayers() async throws {
        let test = try TemporaryStore()
        let record = try test.store.putImage(
            config: .init(), snapshot: nil, history: [HistoryEntry(createdBy: "CMD", emptyLayer: true)], names: ["none"]
        )
        for format in ImageFormat.allCases {
            let file = try Descriptor.memoryFile([])
            try await test.store.export(record, as: format, to: file.number)
            try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
            if format == .tar { continue }
            let other = try TemporaryStore()
            #expect(try await other.store.importArchive(from: file.number).map(\.id) == [record.id])
        }
    }
}
