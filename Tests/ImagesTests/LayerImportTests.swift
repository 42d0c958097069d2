import EngineInterface
import Foundation
import Glibc
import Linux
import OCI
import Testing

@testable import Images

@Suite struct LayerImportTests {
    private func take(
        _ archive: [UInt8], into store: ImageStore, limits: ImportLimits = ImportLimits()
    ) async throws -> ImageRecord {
        let file = try Descriptor.memoryFile(archive)
        defer { withExtendedLifetime(file) {} }
        return try #require(try await store.importArchive(from: file.number, limits: limits).first)
    }

    @Test func whiteoutsHideWhatIsBelow() async throws {
        let test = try TemporaryStore()
        var low = TestLayer()
        low.add("a/", .folder, mode: 0o750)
        low.add("a/gone", .file, "1")
        low.add("a/kept", .file, "2")
        low.add("b/", .folder)
        low.add("b/old", .file, "3")
        low.add("c/", .folder)
        low.add("c/old", .file, "4")
        low.end()
        var high = TestLayer()
        // Without a line for the folder itself.
        high.add("a/.wh.gone")
        high.add("b/", .folder, mode: 0o755)
        high.add("b/new", .file, "5")
        high.add("b/.wh..wh..opq")
        high.add(".wh.c")
        high.add("c/", .folder, mode: 0o755)
        high.add("c/new", .file, "6")
        high.end()
        let record = try await take(TestLayer.image([low.bytes, high.bytes]), into: test.store)
        let files = try test.store.files(of: record)
        #expect(try await files.paths(matching: "**", limit: 100) == ["/a", "/a/kept", "/b", "/b/new", "/c", "/c/new"])
        // A folder that a layer does not list is as the layers below have it.
        #expect(try await files.entry(at: "/a", followLinks: false)?.mode == 0o750)
    }

    @Test func aLayerCanTakeAwayEverythingBelow() async throws {
        let test = try TemporaryStore()
        var low = TestLayer()
        low.add("old", .file, "1")
        low.add("both/", .folder, mode: 0o755)
        low.add("both/old", .file, "1")
        low.end()
        var high = TestLayer()
        high.add(".wh..wh..opq")
        high.add("both/", .folder, mode: 0o755)
        high.add("both/new", .file, "2")
        high.end()
        let record = try await take(TestLayer.image([low.bytes, high.bytes]), into: test.store)
        let files = try test.store.files(of: record)
        #expect(try await files.paths(matching: "**", limit: 100) == ["/both", "/both/new"])
    }

    /// What a hostile or careless archive holds besides its `ok`, and what is there in the end; `nil` when it is refused.
    static let odd: [(name: String, add: @Sendable (inout TestLayer) -> Void, paths: [String]?)] = [
        ("an absolute name", { $0.add("/etc/x", .file, "1") }, ["/etc", "/etc/x", "/ok"]),
        ("a name with ..", { $0.add("../x", .file, "1") }, nil),
        ("a name with .. inside", { $0.add("a/../../x", .file, "1") }, nil),
        (
            "a link out, then a file through it",
            { layer in
                layer.add("out", .symbolicLink, to: "../../../../../../tmp")
                layer.add("out/workshop-canary", .file, "1")
            }, ["/ok", "/out", "/tmp", "/tmp/workshop-canary"]
        ),
        (
            "an absolute link, then a file through it",
            { layer in
                layer.add("out", .symbolicLink, to: "/etc")
                layer.add("out/x", .file, "1")
            }, ["/etc", "/etc/x", "/ok", "/out"]
        ),
        (
            "a link to itself, then a file through it",
            { layer in
                layer.add("loop", .symbolicLink, to: "loop")
                layer.add("loop/x", .file, "1")
            }, nil
        ),
        ("a hard link to a file of the host", { $0.add("x", .hardLink, to: "/etc/passwd") }, nil),
        ("a hard link out", { $0.add("x", .hardLink, to: "../../../../../etc/passwd") }, nil),
        ("a hard link to itself", { $0.add("x", .hardLink, to: "x") }, nil),
        (
            "a hard link to a folder",
            { layer in
                layer.add("d/", .folder)
                layer.add("x", .hardLink, to: "d")
            }, nil
        ),
        (
            "a hard link through a link",
            { layer in
                layer.add("l", .symbolicLink, to: "/")
                layer.add("x", .hardLink, to: "l/ok")
            }, ["/l", "/ok", "/x"]
        ),
        ("a disk of the host", { $0.add("disk", .blockDevice, device: (8, 0)) }, ["/ok"]),
        ("the memory of the host", { $0.add("mem", .characterDevice, device: (1, 1)) }, ["/ok"]),
        ("a device that is a whiteout", { $0.add("ok", .characterDevice) }, ["/ok"]),
        (
            "the same file twice",
            { layer in
                layer.add("x", .file, "first")
                layer.add("x", .file, "second")
            }, ["/ok", "/x"]
        ),
        (
            "a folder, then a file of its name",
            { layer in
                layer.add("x/", .folder)
                layer.add("x/y/z", .file, "1")
                layer.add("x", .file, "2")
            }, ["/ok", "/x"]
        ),
        (
            "a file, then a folder of its name",
            { layer in
                layer.add("x", .file, "1")
                layer.add("x/", .folder)
                layer.add("x/y", .file, "2")
            }, ["/ok", "/x", "/x/y"]
        ),
        (
            "a file below a file",
            { layer in
                layer.add("x", .file, "1")
                layer.add("x/y", .file, "2")
            }, nil
        ),
        ("a whiteout of nothing", { $0.add(".wh.nothing") }, ["/ok"]),
        ("a whiteout of the folder itself", { $0.add("d/.wh..") }, nil),
        ("a whiteout of the folder above", { $0.add("d/.wh...") }, nil),
        ("a whiteout without a name", { $0.add("d/.wh.") }, nil),
        ("another mark of the union file system", { $0.add(".wh..wh.plnk/") }, ["/ok"]),
        ("a size that nothing has", { $0.add("x", .file, "1", size: 1 << 61) }, nil),
        ("a size beyond the end", { $0.add("x", .file, "1", size: 1 << 40) }, nil),
        (
            "the overlay's own attributes",
            { layer in
                layer.add("d/", .folder, attributes: [("user.overlay.opaque", [0x79]), ("trusted.x", [1])])
            }, ["/d", "/ok"]
        ),
        ("a very deep path", { $0.add(String(repeating: "d/", count: 600) + "x", .file, "1") }, ["/ok"]),
        ("a path longer than any", { $0.add(String(repeating: "d/", count: 4000) + "x", .file, "1") }, nil),
        ("a name that is too long", { $0.add(String(repeating: "n", count: 300), .file, "1") }, nil),
    ]

    @Test(arguments: LayerImportTests.odd.indices)
    func oddArchives(index: Int) async throws {
        let (name, add, paths) = Self.odd[index]
        let test = try TemporaryStore()
        var layer = TestLayer()
        layer.add("ok", .file, "ok")
        add(&layer)
        layer.end()
        let before = try SmallFile.read("/etc/passwd")
        do {
            let record = try await take(TestLayer.image([layer.bytes]), into: test.store)
            let expected = try #require(paths, "\(name) was taken")
            let found = try await test.store.files(of: record).paths(matching: "**", limit: 5000)
            #expect(
                found.filter { !$0.hasPrefix("/d/d") && (name != "a very deep path" || $0 != "/d") } == expected,
                "\(name)")
            #expect(
                try await test.store.files(of: record).contents(of: "/ok", limit: 10) == Array("ok".utf8), "\(name)")
        } catch let error as EngineError {
            #expect(paths == nil, "\(name): \(error.message)")
            #expect(try FolderListing.names(in: test.root + "/snapshots").isEmpty)
            #expect(try FolderListing.names(in: test.root + "/drafts/" + test.store.lease.id).isEmpty)
            #expect(try test.store.images().isEmpty)
        }
        #expect(try SmallFile.read("/etc/passwd") == before)
        #expect(!exists("/tmp/workshop-canary"))
    }

    @Test func theLastOfTwoCounts() async throws {
        let test = try TemporaryStore()
        var layer = TestLayer()
        layer.add("x", .file, "first")
        layer.add("x", .file, "second")
        layer.end()
        let record = try await take(TestLayer.image([layer.bytes]), into: test.store)
        #expect(try await test.store.files(of: record).contents(of: "/x", limit: 10) == Array("second".utf8))
    }

    @Test func aLayerThatWeWouldPackDifferentlyIsKeptAsItCame() async throws {
        let test = try TemporaryStore()
        var layer = TestLayer()
        layer.add("z", .file, "1")
        layer.add("a", .file, "2")
        layer.end()
        let record = try await take(TestLayer.image([layer.bytes]), into: test.store)
        let diffID = sha256(layer.bytes)
        #expect(record.layers.map(\.diffID) == [diffID])
        #expect(try test.store.chain(to: record.snapshot).first?.blob?.digest == diffID)
        // Written again, it is the same image, and pruning takes the kept file with its snapshot.
        for format in [ImageFormat.docker, .oci] {
            let out = try Descriptor.memoryFile([])
            try await test.store.export(record, as: format, to: out.number)
            try systemCall("lseek") { lseek(out.number, 0, SEEK_SET) }
            let other = try TemporaryStore()
            let again = try await other.store.importArchive(from: out.number)
            #expect(again.map(\.id) == [record.id] && again.first?.names == ["test:1"])
        }
        #expect(try FolderListing.names(in: test.root + "/blobs") == [String(diffID.dropFirst(7))])
    }

    @Test func damageIsFound() async throws {
        let test = try TemporaryStore()
        var layer = TestLayer()
        layer.add("x", .file, String(repeating: "text ", count: 5000))
        layer.end()
        let good = TestLayer.image([layer.bytes])
        func fault(_ archive: [UInt8], _ limits: ImportLimits = ImportLimits()) async throws -> String {
            let error = await #expect(throws: EngineError.self) {
                try await take(archive, into: test.store, limits: limits)
            }
            #expect(error?.kind == .invalidArgument)
            return error?.message ?? ""
        }
        for length in [0, 100, 512, 700, 5000, good.count - 9000] {
            _ = try await fault(Array(good[..<max(0, length)]))
        }
        #expect(
            try await fault(TestLayer.image([layer.bytes], diffIDs: [sha256([1])])).contains("should have the digest"))
        #expect(try await fault(TestLayer.image([layer.bytes], diffIDs: [])).contains("layers"))
        #expect(try await fault(good, ImportLimits(bytes: 4096)).contains("more than 4096 bytes"))
        #expect(try await fault(TestLayer.image([layer.bytes]), ImportLimits(entries: 1)).contains("more than 1 files"))
        #expect(try await fault(Array("hello".utf8) + [UInt8](repeating: 65, count: 2000)).contains("not a tar"))
        var empty = TestLayer()
        empty.end()
        #expect(try await fault(empty.bytes).contains("no image"))
        #expect(try await take(good, into: test.store).names == ["test:1"])
    }

    @Test(arguments: [Compression.gzip, .zstd, .xz, .bzip2])
    func compressedLayersAreUnpacked(compression: Compression) async throws {
        let test = try TemporaryStore()
        guard Tool.find(compression.rawValue) != nil else { return }
        var layer = TestLayer()
        layer.add("x", .file, String(repeating: "0", count: 3_000_000))
        layer.end()
        let file = try Descriptor.memoryFile([])
        let plain = layer.bytes
        try await Blocking.run { _ in
            try Compressor.pack(compression, to: file.number) { sink in try plain.withUnsafeBytes { try sink.write($0) }
            }
        }
        try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
        let packed = try Descriptor.read(file.number)
        #expect(packed.count < 100_000)
        let record = try await take(TestLayer.image([layer.bytes], packed: [packed]), into: test.store)
        #expect(try await test.store.files(of: record).entry(at: "/x", followLinks: false)?.size == 3_000_000)
        // A bomb, and one that ends early.
        let other = try TemporaryStore()
        await #expect(throws: EngineError.self) {
            try await take(
                TestLayer.image([layer.bytes], packed: [packed]), into: other.store, limits: .init(bytes: 2_000_000))
        }
        await #expect(throws: EngineError.self) {
            try await take(
                TestLayer.image([layer.bytes], packed: [Array(packed.dropLast(20))]), into: other.store)
        }
        #expect(try other.store.images().isEmpty)
    }
}
