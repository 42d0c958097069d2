import Glibc
import Linux

/// What is in a folder, and how much.
enum FolderListing {
    /// The names in a folder, sorted; none when there is no such folder.
    static func names(in folder: String) throws(SystemError) -> [String] {
        do {
            let descriptor = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY)
            defer { withExtendedLifetime(descriptor) {} }
            return try RootedDirectory.names(in: descriptor.number, path: folder)
        } catch {
            if error.errno == ENOENT { return [] }
            throw error
        }
    }

    private struct Inode: Hashable {
        var device: dev_t
        var number: ino_t
    }

    /// The sizes of the regular files in a tree together, hard links counted once. Links are not followed.
    ///
    /// Without recursion, so that no tree, however deep, takes more stack than a thread has.
    static func bytes(in folder: String) throws(SystemError) -> Int64 {
        var seen: Set<Inode> = []
        var sum: Int64 = 0
        let root = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        var levels = [(folder: root, names: try DirectoryReader.names(in: root.number, path: folder))]
        while let level = levels.last {
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            defer { withExtendedLifetime(level) {} }
            let open = level.folder.number
            var status = stat()
            let found = withUnsafeCString(name) { fstatat(open, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if found != 0 { throw SystemError("stat", folder, errno: errno) }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                if status.st_nlink > 1,
                    !seen.insert(Inode(device: status.st_dev, number: status.st_ino)).inserted
                {
                    continue
                }
                sum += Int64(status.st_size)
            case S_IFDIR:
                let child = try DirectoryReader.openFolder(name, in: open, path: folder)
                levels.append((child, try DirectoryReader.names(in: child.number, path: folder)))
            default: break
            }
        }
        return sum
    }
}
