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
    static func bytes(in folder: String) throws(SystemError) -> Int64 {
        var seen: Set<Inode> = []
        let descriptor = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        defer { withExtendedLifetime(descriptor) {} }
        return try bytes(in: descriptor.number, path: folder, seen: &seen)
    }

    private static func bytes(in folder: Int32, path: String, seen: inout Set<Inode>) throws(SystemError) -> Int64 {
        var sum: Int64 = 0
        for name in try DirectoryReader.names(in: folder, path: path) {
            var status = stat()
            let found = withUnsafeCString(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if found != 0 { throw SystemError("stat", path, errno: errno) }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                if status.st_nlink > 1,
                    !seen.insert(Inode(device: status.st_dev, number: status.st_ino)).inserted
                {
                    continue
                }
                sum += Int64(status.st_size)
            case S_IFDIR:
                let child = try DirectoryReader.openFolder(name, in: folder, path: path)
                defer { withExtendedLifetime(child) {} }
                sum += try bytes(
                    in: child.number, path: path + "/" + String(decoding: name, as: UTF8.self), seen: &seen)
            default: break
            }
        }
        return sum
    }
}
