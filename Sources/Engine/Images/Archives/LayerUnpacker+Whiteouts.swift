import Glibc
import Linux

/// What a layer takes away from those below it.
extension LayerUnpacker {
    mutating func whiteout(_ entry: TarEntry, _ path: [[UInt8]]) throws {
        guard let mark = path.last else { return }
        if mark == LayerArchive.opaqueMark {
            if path.count == 1 {
                hidesRoot = true
            } else {
                let folder = try openParent(Array(path.dropLast()))
                try OverlayMarks.makeOpaque(folder.number, path: entry.text)
            }
            return
        }
        // Others of the union file system that the marks come from.
        if mark.starts(with: LayerArchive.whiteoutPrefix + LayerArchive.whiteoutPrefix) { return }
        let name = Array(mark.dropFirst(LayerArchive.whiteoutPrefix.count))
        guard !name.isEmpty, name != [46], name != [46, 46] else { throw ArchiveFault.badName(entry.text) }
        let parent = try openParent(Array(path.dropLast()))
        var status = stat()
        // A whiteout says nothing about what the same layer brings.
        if self.status(of: name, in: parent.number, &status) {
            if status.st_mode & S_IFMT == S_IFDIR {
                let open = try DirectoryReader.openFolder(name, in: parent.number, path: entry.text)
                try OverlayMarks.makeOpaque(open.number, path: entry.text)
            }
            return
        }
        try makeWhiteout(name, in: parent.number, path: entry.text)
    }

    func makeWhiteout(_ name: [UInt8], in parent: Int32, path: String) throws {
        try systemCall("mknod", path) { withUnsafeCString(name) { mknodat(parent, $0, S_IFCHR, 0) } }
    }

    /// An overlay does not look at the mark of its own root, so everything in it is taken away by name.
    func hideRoot() throws {
        guard let below else { return }
        for name in try below.names(path: "/") {
            var status = stat()
            if self.status(of: name, in: folder.number, &status) {
                guard status.st_mode & S_IFMT == S_IFDIR else { continue }
                let open = try DirectoryReader.openFolder(name, in: folder.number, path: "/")
                try OverlayMarks.makeOpaque(open.number, path: "/")
            } else {
                try makeWhiteout(name, in: folder.number, path: "/")
            }
        }
    }
}
