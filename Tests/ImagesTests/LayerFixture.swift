import Glibc
import Linux

/// A folder with one of everything that a layer's archive has to hold, with fixed times.
enum LayerFixture {
    static let time = 1_700_000_000

    static func fill(_ folder: TestFolder) throws {
        try folder.file("etc/passwd", "root:x:0:0\n")
        try folder.file("etc/setuid", "#!/bin/sh\n", mode: 0o4755)
        try folder.file("etc/empty", "", mode: 0o600)
        try folder.hardLink("etc/zz-same", to: "etc/passwd")
        try folder.link("etc/link", to: "../target that need not exist")
        try folder.link("etc/long-link", to: String(repeating: "very-long-target/", count: 9))
        try folder.whiteout("etc/gone")
        try folder.opaque("srv")
        try folder.file("srv/new", "new")
        // Names that a header has no room for, with and without a place to divide them, and other alphabets.
        let long = String(repeating: "n", count: 120)
        try folder.file("deep/\(long)", "long")
        try folder.file("deep/\(String(repeating: "d", count: 60))/\(String(repeating: "e", count: 60))/f", "divided")
        try folder.whiteout("deep/\(String(repeating: "d", count: 60))/\(String(repeating: "w", count: 60))")
        try folder.file("größe/été", "x")
        try folder.file("-dash", "y", mode: 0o777)
        try folder.file("big-owner", "z")
        try systemCall("chown") { chown(folder.path + "/big-owner", 40000, 60000) }
        try folder.file("attributes", "a")
        let file = try Descriptor.open(folder.path + "/attributes", O_RDONLY)
        for (name, value) in [("user.note", "one"), ("user.binary", "a\nb=c"), ("user.overlay.origin", "no")] {
            try ExtendedAttributes.set(name, to: Array(value.utf8), on: file.number, path: "attributes")
        }
        try folder.file("sparse", "start")
        try systemCall("truncate") { truncate(folder.path + "/sparse", 300_000) }
        try systemCall("mkfifo") { mkfifo(folder.path + "/fifo", 0o640) }
        try systemCall("chmod") { chmod(folder.path + "/fifo", 0o640) }
        try folder.folder("sticky")
        try systemCall("chmod") { chmod(folder.path + "/sticky", 0o1777) }
        try setTimes(folder.path)
    }

    /// Every entry gets the same time, half a second after ``time``.
    static func setTimes(_ path: String) throws {
        let moment = timespec(tv_sec: time, tv_nsec: 500_000_000)
        let folder = try RootedDirectory(path)
        func visit(_ below: String) throws {
            for name in try folder.list(below) {
                let inner = below + "/" + name
                if try folder.status(inner, followLinks: false).map({ $0.st_mode & S_IFMT }) == S_IFDIR {
                    try visit(inner)
                }
                try systemCall("utimens", inner) {
                    utimensat(AT_FDCWD, path + inner, [moment, moment], AT_SYMLINK_NOFOLLOW)
                }
            }
        }
        try visit("")
    }
}
