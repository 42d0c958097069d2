import Glibc
import Linux

/// Finding and making the folders that entries lie in.
extension LayerUnpacker {
    mutating func openParent(_ path: [[UInt8]]) throws -> OwnedDescriptor {
        if let parent, parent.path == path { return parent.descriptor }
        let open = try openOrMake(path)
        parent = (path, open)
        return open
    }

    /// Opens a folder of the layer. Those that the archive does not list are made as the layers below have them.
    func openOrMake(_ path: [[UInt8]], links: Int = 0) throws -> OwnedDescriptor {
        if let open = try openFolder(path[...]) { return open }
        for count in 1...path.count where try openFolder(path[..<count]) == nil {
            guard let name = path[..<count].last, let parent = try openFolder(path[..<(count - 1)]) else { break }
            let text = Self.text(path[..<count])
            var status = stat()
            if self.status(of: name, in: parent.number, &status) {
                // A link to a folder that the archive does not list.
                guard status.st_mode & S_IFMT == S_IFLNK, links < 40 else { throw ArchiveFault.badName(text) }
                let target = try DirectoryReader.linkTarget(name, in: parent.number, path: text)
                let place = Self.resolve(target, from: path[..<(count - 1)])
                return try openOrMake(place + path[count...], links: links + 1)
            }
            try makeFolder(name, in: parent.number, like: try folderBelow(path[..<count]), text)
        }
        guard let open = try openFolder(path[...]) else { throw ArchiveFault.badName(Self.text(path[...])) }
        return open
    }

    func openFolder(_ path: ArraySlice<[UInt8]>) throws -> OwnedDescriptor? {
        do {
            return try root.open(bytes: Self.join(path), O_RDONLY | O_DIRECTORY)
        } catch {
            switch error.errno {
            case ENOENT: return nil
            case ENOTDIR, ENAMETOOLONG, ELOOP: throw ArchiveFault.badName(Self.text(path))
            default: throw error
            }
        }
    }

    func makeFolder(_ name: [UInt8], in parent: Int32, like: stat?, _ path: String) throws {
        try systemCall("mkdir", path) { withUnsafeCString(name) { mkdirat(parent, $0, 0o755) } }
        let made = try DirectoryReader.openFolder(name, in: parent, path: path)
        if let like {
            try systemCall("chown", path) { fchown(made.number, like.st_uid, like.st_gid) }
            try systemCall("utimens", path) { futimens(made.number, [like.st_mtim, like.st_mtim]) }
        }
        try systemCall("chmod", path) { fchmod(made.number, like.map { $0.st_mode & 0o7777 } ?? 0o755) }
    }

    /// Where a link leads, by its text. At the root, `..` leads nowhere.
    static func resolve(_ target: [UInt8], from folder: ArraySlice<[UInt8]>) -> [[UInt8]] {
        var result = target.first == UInt8(ascii: "/") ? [] : Array(folder)
        for part in target.split(separator: UInt8(ascii: "/")).map(Array.init) where part != [46] {
            if part == [46, 46] { _ = result.popLast() } else { result.append(part) }
        }
        return result
    }

    func folderBelow(_ path: ArraySlice<[UInt8]>) throws -> stat? {
        guard var folder = below else { return nil }
        for name in path {
            guard case .folder(let next)? = try folder.entry(name, path: "/") else { return nil }
            folder = next
        }
        return folder.status
    }

    func status(of name: [UInt8], in parent: Int32, _ status: inout stat) -> Bool {
        withUnsafeCString(name) { fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
    }

    /// Takes away what an earlier entry has put in this place.
    mutating func clear(_ name: [UInt8], in parent: Int32) throws {
        if withUnsafeCString(name, { unlinkat(parent, $0, 0) }) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("unlink", nil, errno: errno) }
        discarded += 1
        if discarded == 1 { try systemCall("mkdir", junk) { mkdir(junk, 0o700) } }
        let target = junk + "/\(discarded)"
        try systemCall("rename") { withUnsafeCString(name) { renameat(parent, $0, AT_FDCWD, target) } }
        self.parent = nil
        try removeTree(target)
    }
}
