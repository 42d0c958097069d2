import EngineInterface
import Glibc
import Images
import Linux
import OCI
import Testing

@Suite struct BranchTests {
    /// A store with an image of two layers, and another image.
    private func makeStore() throws -> (test: TemporaryStore, layers: [Snapshot]) {
        let test = try TemporaryStore()
        let base = try test.snapshot { folder in
            try folder.file("bin/tool", "tool", mode: 0o4755)
            try folder.hardLink("bin/other", to: "bin/tool")
            try folder.link("lib", to: "usr/lib")
            try folder.file("etc/deep/er/file", "x")
        }
        let top = try test.snapshot(on: base.id) { folder in
            try folder.whiteout("etc/deep")
            try folder.opaque("bin")
            try folder.file("bin/new", "new")
            try systemCall("chmod") { chmod(folder.path + "/bin", 0o750) }
        }
        try test.store.putImage(
            config: ImageConfig(), snapshot: top.id, history: [], names: ["app:1", "app:2"], standIn: "a stand-in")
        let other = try test.snapshot { try $0.file("other") }
        try test.store.putImage(config: ImageConfig(), snapshot: other.id, history: [], names: ["other:1"])
        return (test, [base, top])
    }

    private func inode(_ path: String) -> ino_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_ino : 0
    }

    @Test func hasTheImagesThatAreNamedAndNoOthers() throws {
        let (test, layers) = try makeStore()
        let original = try #require(try test.store.image("app:1"))
        try test.store.branch(at: test.root + "/branch", images: ["app:1"])
        let branch = try ImageStore(root: test.root + "/branch")
        defer { branch.close() }
        let image = try #require(try branch.image("app:1"))
        #expect(image.id == original.id)
        #expect(image.names == ["app:1"])
        #expect(image.layers == original.layers)
        #expect(image.standIn == "a stand-in")
        #expect(try branch.image("app:2") == nil)
        #expect(try branch.image("other:1") == nil)
        #expect(try branch.chain(to: image.snapshot).map(\.id) == layers.map(\.id))
        #expect(try branch.document(of: image) == test.store.document(of: original))
    }

    @Test func sharesFilesAndKeepsEveryMark() throws {
        let (test, layers) = try makeStore()
        try test.store.branch(at: test.root + "/branch", images: ["app:1"])
        let branch = try ImageStore(root: test.root + "/branch")
        defer { branch.close() }
        for (old, new) in zip(layers, try branch.chain(to: layers[1].id)) {
            #expect(old.path != new.path)
            #expect(try TreeDescription(of: old.path).lines == TreeDescription(of: new.path).lines)
        }
        let path = branch.root + "/snapshots/" + layers[0].id
        let bin = try Descriptor.open(branch.root + "/snapshots/\(layers[1].id)/bin", O_RDONLY)
        #expect(OverlayMarks.isOpaque(bin.number))
        #expect(inode(path + "/bin/tool") == inode(layers[0].path + "/bin/tool"))
        #expect(inode(path + "/bin/tool") == inode(path + "/bin/other"))
        #expect(inode(path + "/bin") != inode(layers[0].path + "/bin"))
    }

    @Test func whatIsPrunedInOneStaysInTheOther() throws {
        let (test, layers) = try makeStore()
        try test.store.branch(at: test.root + "/branch", images: ["app:1", "other:1"])
        let branch = try ImageStore(root: test.root + "/branch")
        try branch.removeImage("app:1")
        _ = try branch.prune()
        branch.close()
        #expect(exists(layers[0].path + "/bin/tool") && exists(layers[1].path + "/bin/new"))
        #expect(try test.store.image("app:1") != nil)
        try removeTree(test.root + "/branch")
        #expect(try SmallFile.read(layers[1].path + "/bin/new") == Array("new".utf8))
    }

    @Test func anImageThatIsMissingIsNamed() throws {
        let (test, _) = try makeStore()
        let error = #expect(throws: EngineError.self) {
            try test.store.branch(at: test.root + "/branch", images: ["nosuch:1"])
        }
        #expect(error?.kind == .noSuchImage)
        #expect(!exists(test.root + "/branch"))
    }

    @Test func withoutImagesItIsAnEmptyStore() throws {
        let (test, _) = try makeStore()
        try test.store.branch(at: test.root + "/branch", images: [])
        let branch = try ImageStore(root: test.root + "/branch")
        defer { branch.close() }
        #expect(try branch.images().isEmpty)
    }
}
