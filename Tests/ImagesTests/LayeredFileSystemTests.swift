import EngineInterface
import Glibc
import Images
import Linux
import OCI
import Testing

@Suite struct LayeredFileSystemTests {
    /// Two snapshots, of which the upper one hides parts of the lower one.
    private func files(_ test: TemporaryStore) throws -> any ImageFileSystem {
        let base = try test.snapshot { folder in
            try folder.file("etc/passwd", "root:x:0:0")
            try folder.file("etc/old.conf", "old")
            try folder.file("usr/bin/tool", "elf", mode: 0o4755)
            try folder.file("data/one", "1")
            try folder.file("data/sub/two", "2")
            try folder.file("was/folder/file", "x")
            try folder.file("wasfile", "x")
            try folder.link("bin", to: "usr/bin")
            try folder.link("absolute", to: "/etc/passwd")
            try folder.link("outside", to: "../../../../../../../etc/hostname")
            try folder.link("loop", to: "loop2")
            try folder.link("loop2", to: "loop")
            try folder.link("etc/up", to: "../data")
            try systemCall("mkfifo") { mkfifo(folder.path + "/pipe", 0o600) }
        }
        let top = try test.snapshot(on: base.id) { folder in
            try folder.whiteout("etc/old.conf")
            try folder.opaque("data")
            try folder.file("data/three", "3")
            try folder.file("was", "a file now")
            try folder.file("wasfile/inner", "a folder now")
            try folder.file("etc/new.conf", "new")
        }
        let record = try test.store.putImage(config: ImageConfig(), snapshot: top.id, history: [], names: ["i"])
        return try test.store.files(of: record)
    }

    @Test(arguments: [
        ("/etc/passwd", "root:x:0:0"), ("etc/passwd", "root:x:0:0"), ("/absolute", "root:x:0:0"),
        ("/bin/tool", "elf"), ("/etc/up/three", "3"), ("/was", "a file now"), ("/wasfile/inner", "a folder now"),
        ("/etc/./new.conf", "new"), ("/etc/../../../etc/new.conf", "new"), ("//usr///bin/tool", "elf"),
    ])
    func contents(_ path: String, _ expected: String) async throws {
        let test = try TemporaryStore()
        let files = try files(test)
        defer { test.store.close() }
        #expect(try await String(decoding: files.contents(of: path, limit: 100), as: UTF8.self) == expected)
        #expect(try await files.contents(of: path, limit: 1).count == 1)
    }

    @Test(arguments: [
        "/etc/old.conf", "/data/one", "/data/sub", "/data/sub/two", "/was/folder", "/was/folder/file", "/outside",
        "/loop", "/etc/passwd/x", "/nothing", "/wasfile/inner/..x", "/etc/hostname",
    ])
    func missing(_ path: String) async throws {
        let test = try TemporaryStore()
        let files = try files(test)
        defer { test.store.close() }
        #expect(try await files.entry(at: path, followLinks: true) == nil)
        await #expect(throws: EngineError.self) { try await files.contents(of: path, limit: 10) }
    }

    @Test func entriesTellWhatIsThere() async throws {
        let test = try TemporaryStore()
        let files = try files(test)
        let tool = try #require(try await files.entry(at: "/bin/tool", followLinks: true))
        #expect(tool.kind == .file && tool.mode == 0o4755 && tool.size == 3 && tool.path == "/bin/tool")
        #expect(tool.user == getuid())
        let link = try #require(try await files.entry(at: "/outside", followLinks: false))
        #expect(link.kind == .symlink && link.target == "../../../../../../../etc/hostname")
        #expect(try await files.entry(at: "/absolute", followLinks: true)?.kind == .file)
        #expect(try await files.entry(at: "/", followLinks: true)?.kind == .directory)
        #expect(try await files.entry(at: "/data", followLinks: false)?.kind == .directory)
        #expect(try await files.entry(at: "/pipe", followLinks: false)?.kind == .fifo)
        await #expect(throws: EngineError.self) { try await files.contents(of: "/pipe", limit: 1) }
        await #expect(throws: EngineError.self) { try await files.contents(of: "/etc", limit: 1) }
        await #expect(throws: EngineError.self) { try await files.entry(at: "/a\0b", followLinks: true) }
    }

    @Test(arguments: [
        ("/etc/*.conf", ["/etc/new.conf"]), ("**/*.conf", ["/etc/new.conf"]), ("/bin/t*", ["/bin/tool"]),
        ("/data/**", ["/data/three"]), ("/was*", ["/was", "/wasfile"]), ("/etc/passwd", ["/etc/passwd"]),
        ("/etc/nothing", []), ("/nothing/*", []), ("/*/inner", ["/wasfile/inner"]), ("/", ["/"]),
        ("/loop/*", []), ("/loop*", ["/loop", "/loop2"]),
    ])
    func searching(_ pattern: String, _ expected: [String]) async throws {
        let test = try TemporaryStore()
        let files = try files(test)
        defer { test.store.close() }
        #expect(try await files.paths(matching: pattern, limit: 100) == expected)
        #expect(try await files.paths(matching: pattern, limit: 1) == Array(expected.prefix(1)))
    }

    @Test func anImageWithoutFilesIsAnEmptyFolder() async throws {
        let test = try TemporaryStore()
        let record = try test.store.putImage(config: ImageConfig(), snapshot: nil, history: [], names: ["scratch-like"])
        let files = try test.store.files(of: record)
        #expect(try await files.paths(matching: "**", limit: 10).isEmpty)
        #expect(try await files.entry(at: "/", followLinks: true)?.kind == .directory)
    }

    /// The kernel must see the same as the reader does.
    @Test(.enabled(if: geteuid() == 0)) func overlayAgrees() async throws {
        let test = try TemporaryStore()
        let files = try files(test)
        let record = try #require(try test.store.image("i"))
        let draft = try test.store.beginDraft(parent: record.snapshot)
        try Overlay.mount(
            lower: try test.store.mountLowers(of: record.snapshot), upper: draft.upper, work: draft.work,
            at: draft.merged)
        defer { try? Mount.unmount(draft.merged) }
        let seen = try await files.paths(matching: "**", limit: 1000)
        var there: [String] = []
        func walk(_ path: String) throws {
            for name in try RootedDirectory(draft.merged).list(path) {
                let child = (path == "/" ? "" : path) + "/" + name
                there.append(child)
                var status = stat()
                if lstat(draft.merged + child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { try walk(child) }
            }
        }
        try walk("/")
        #expect(seen == there.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(!seen.isEmpty)
    }
}

@Suite struct ShippedImageTests {
    @Test func keepsWhatALaterLayerRemoves() async throws {
        let test = try TemporaryStore()
        defer { test.store.close() }
        let base = try test.snapshot { try $0.file("bin/sh", "elf") }
        _ = try test.store.putImage(
            config: ImageConfig(), snapshot: base.id, history: [], names: ["base"], standIn: "a test's")
        let lower = try test.snapshot(on: base.id) { try $0.file("token", "s3cr3t") }
        let upper = try test.snapshot(on: lower.id) { folder in
            try folder.whiteout("token")
            try folder.file("app", "x")
        }
        let record = try test.store.putImage(
            config: ImageConfig(), snapshot: upper.id,
            history: [
                HistoryEntry(createdBy: "base"), HistoryEntry(createdBy: "COPY token /"),
                HistoryEntry(createdBy: "ENV A=b", emptyLayer: true),
                HistoryEntry(createdBy: "RUN rm token", comment: "made by hand"),
            ], names: ["i"])
        let shipped = try test.store.shipped(record)
        #expect(shipped.history == ["base", "COPY token /", "ENV A=b", "RUN rm token", "made by hand"])
        #expect(shipped.layers.map(\.createdBy) == ["COPY token /", "RUN rm token"])
        let first = try #require(shipped.layers.first?.files)
        #expect(try await first.contents(of: "/token", limit: 100) == Array("s3cr3t".utf8))
        #expect(try await first.paths(matching: "**", limit: 100) == ["/token"])
        let last = try #require(shipped.layers.last?.files)
        #expect(try await last.paths(matching: "**", limit: 100) == ["/app"])
        let merged = try test.store.files(of: record)
        #expect(try await merged.entry(at: "/token", followLinks: false) == nil)
    }
}
