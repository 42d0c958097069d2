import Glibc
import Testing

@testable import Linux

@Suite struct TreeTests {
    /// A folder for one test.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = "/tmp/workshop-linux-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(path, 0o755)
        defer { try? removeTree(path) }
        try body(path)
    }

    @Test func noPathLeadsOutOfARoot() throws {
        try withFolder { folder in
            try SmallFile.write("secret", to: folder + "/outside")
            mkdir(folder + "/root", 0o755)
            symlink("../outside", folder + "/root/up")
            symlink(folder + "/outside", folder + "/root/absolute")
            let root = try RootedDirectory(folder + "/root")
            for path in ["../outside", "up", "absolute", "/../outside", "a/../../outside"] {
                #expect(throws: SystemError.self) { try root.read(path, limit: 10) }
            }
            #expect(try root.status("up", followLinks: true) == nil)
            #expect(try root.status("up", followLinks: false) != nil)
        }
    }

    @Test func foldersAreMadeThroughLinks() throws {
        try withFolder { folder in
            symlink("/real/place", folder + "/link")
            let root = try RootedDirectory(folder)
            #expect(try root.makeFolders("/link/below", mode: 0o750))
            #expect(try root.list("/real/place") == ["below"])
            #expect(try !root.makeFolders("/link/below"))
            let mode = try root.status("/real/place/below", followLinks: false)?.st_mode
            #expect(mode.map { $0 & 0o7777 } == 0o750)
        }
    }

    @Test func copiesKeepWhatBelongsToFiles() throws {
        try withFolder { folder in
            let source = folder + "/source"
            for path in [source, source + "/sub", folder + "/copy"] { mkdir(path, 0o755) }
            try SmallFile.write("text", to: source + "/sub/file")
            chmod(source + "/sub/file", 0o4755)
            link(source + "/sub/file", source + "/hard")
            symlink("nowhere", source + "/soft")
            let sparse = try Descriptor.open(source + "/sparse", O_WRONLY | O_CREAT)
            ftruncate(sparse.number, 64 << 20)
            try TreeCopier().copyContents(of: source, into: folder + "/copy")
            let root = try RootedDirectory(folder + "/copy")
            #expect(try root.list("/") == ["hard", "soft", "sparse", "sub"])
            let file = try #require(try root.status("sub/file", followLinks: false))
            let hard = try #require(try root.status("hard", followLinks: false))
            #expect(file.st_ino == hard.st_ino)
            #expect(file.st_mode & 0o7777 == 0o4755)
            #expect(try root.linkTarget("soft") == "nowhere")
            let holes = try #require(try root.status("sparse", followLinks: false))
            #expect(holes.st_size == 64 << 20)
            #expect(holes.st_blocks < 1000)
        }
    }

    @Test func treesOfAnyShapeAreRemoved() throws {
        try withFolder { folder in
            // Far deeper than a path may be long, or a process may have descriptors.
            mkdir(folder + "/deep", 0o755)
            var place = try Descriptor.open(folder + "/deep", O_RDONLY | O_DIRECTORY)
            for _ in 0..<20_000 {
                mkdirat(place.number, "d", 0o700)
                place = OwnedDescriptor(openat(place.number, "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
            }
            mkdir(folder + "/locked", 0o700)
            try SmallFile.write("x", to: folder + "/locked/file")
            chmod(folder + "/locked", 0)
            symlink("/etc", folder + "/link")
            for name in ["deep", "locked", "link", "missing"] { try removeTree(folder + "/" + name) }
            #expect(try RootedDirectory(folder).list("/") == [])
            #expect(access("/etc/passwd", F_OK) == 0)
        }
    }
}
