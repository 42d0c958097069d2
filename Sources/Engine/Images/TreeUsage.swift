import Glibc
import Linux

/// What a tree of files takes on the disk: the blocks of its files and folders, hard links once, as du(1) counts.
struct TreeUsage {
    /// In bytes.
    private(set) var bytes: Int64 = 0
    /// When something in it was last read or changed, in seconds since 1970; 0 when there is nothing.
    private(set) var lastUse: Double = 0
    private var seen: Set<Inode> = []

    private struct Inode: Hashable {
        var device: dev_t
        var number: ino_t
    }

    /// Of the tree at a path; nothing when there is none.
    static func of(_ path: String) throws(SystemError) -> TreeUsage {
        var usage = TreeUsage()
        try usage.add(path)
        return usage
    }

    /// Counts what is at a path and below. Links and other file systems are not followed. What goes away meanwhile is
    /// not counted.
    mutating func add(_ path: String) throws(SystemError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return }
            throw SystemError("stat", path, errno: errno)
        }
        count(status)
        guard status.st_mode & S_IFMT == S_IFDIR else { return }
        let device = status.st_dev
        let number = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if number < 0 { return }
        let root = OwnedDescriptor(number)
        var levels = [(folder: root, names: try Self.names(in: root.number, path))]
        while let level = levels.last {
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            let folder = level.folder.number
            guard withUnsafeCString(name, { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0,
                status.st_dev == device
            else { continue }
            count(status)
            if status.st_mode & S_IFMT == S_IFDIR {
                guard let child = try? DirectoryReader.openFolder(name, in: folder, path: path) else { continue }
                levels.append((child, try Self.names(in: child.number, path)))
            }
            withExtendedLifetime(level) {}
        }
    }

    private static func names(in folder: Int32, _ path: String) throws(SystemError) -> [[UInt8]] {
        do {
            return try DirectoryReader.names(in: folder, path: path)
        } catch {
            if error.errno == ENOENT { return [] }
            throw error
        }
    }

    private mutating func count(_ status: stat) {
        if status.st_nlink > 1, status.st_mode & S_IFMT != S_IFDIR,
            !seen.insert(Inode(device: status.st_dev, number: status.st_ino)).inserted
        {
            return
        }
        bytes += Int64(status.st_blocks) * 512
        for time in [status.st_atim, status.st_mtim, status.st_ctim] {
            lastUse = max(lastUse, Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
        }
    }
}
