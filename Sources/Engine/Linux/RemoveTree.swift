import CLinux
import Glibc

/// Removes a folder with all that is in it, without following links or crossing into another mount.
///
/// Works on folders whose owner has no permission on them. What is gone already is no error.
public func removeTree(_ path: String) throws(SystemError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
        if errno == ENOENT || errno == ENOTDIR { return }
        throw SystemError("lstat", path, errno: errno)
    }
    if status.st_mode & S_IFMT != S_IFDIR {
        if unlink(path) != 0 && errno != ENOENT { throw SystemError("unlink", path, errno: errno) }
        return
    }
    let parent = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if parent < 0 {
        guard errno == EACCES, chmod(path, 0o700) == 0 else { throw SystemError("open", path, errno: errno) }
        return try removeTree(path)
    }
    let top = OwnedDescriptor(parent)
    var remover = TreeRemover(top: top.number, device: status.st_dev, path: path)
    try remover.removeContents()
    if rmdir(path) != 0 && errno != ENOENT { throw SystemError("rmdir", path, errno: errno) }
}

/// Empties one folder.
///
/// Depth is bounded: a folder far down is first moved to the top, so that no tree, however deep somebody made it, takes
/// more descriptors or stack than this process has.
private struct TreeRemover {
    let top: Int32
    let device: dev_t
    let path: String
    private var moved = 0

    private static let deepest = 64

    init(top: Int32, device: dev_t, path: String) {
        self.top = top
        self.device = device
        self.path = path
    }

    mutating func removeContents() throws(SystemError) {
        var before: Int
        repeat {
            before = moved
            let copy = try check(cl_openat2(top, ".", O_RDONLY | O_DIRECTORY, 0, 0), "open", path)
            try empty(copy, depth: 0, path: path)
        } while moved != before
    }

    /// Removes what is in the open folder and closes it.
    private mutating func empty(_ descriptor: Int32, depth: Int, path: String) throws(SystemError) {
        guard let stream = fdopendir(descriptor) else {
            let number = errno
            close(descriptor)
            throw SystemError("fdopendir", path, errno: number)
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = entryName(entry)
            if name == "." || name == ".." { continue }
            try name.withUnsafeCString { (name) throws(SystemError) in
                if unlinkat(descriptor, name, 0) == 0 || errno == ENOENT { return }
                guard errno == EISDIR || errno == EPERM || errno == EACCES else {
                    throw SystemError("unlink", path, errno: errno)
                }
                try removeFolder(name, in: descriptor, depth: depth, path: path)
            }
        }
    }

    private mutating func removeFolder(
        _ name: UnsafePointer<CChar>, in parent: Int32, depth: Int, path: String
    ) throws(SystemError) {
        if depth >= Self.deepest {
            var target: String
            repeat {
                moved += 1
                target = "moved-\(moved)"
            } while faccessat(top, target, F_OK, AT_SYMLINK_NOFOLLOW) == 0
            if renameat(parent, name, top, target) == 0 { return }
        }
        let subject = path + "/" + String(cString: name)
        var child = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if child < 0 && errno == EACCES {
            // A folder without permissions, or a file in a folder that may not be written.
            fchmod(parent, 0o700)
            fchmodat(parent, name, 0o700, 0)
            child = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        if child < 0 && (errno == EMFILE || errno == ENFILE) { throw SystemError("open", subject, errno: errno) }
        if child >= 0 {
            var status = stat()
            fstat(child, &status)
            guard status.st_dev == device else {
                close(child)
                throw SystemError("remove", subject, errno: EXDEV)
            }
            try empty(child, depth: depth + 1, path: subject)
        } else {
            fchmod(parent, 0o700)
            if unlinkat(parent, name, 0) == 0 { return }
        }
        if unlinkat(parent, name, AT_REMOVEDIR) != 0 && errno != ENOENT && errno != ENOTEMPTY {
            throw SystemError("rmdir", subject, errno: errno)
        }
    }
}

/// A directory entry's name as bytes: file names are not always UTF-8.
struct EntryName: Equatable {
    var bytes: [CChar]

    static func == (name: EntryName, text: String) -> Bool {
        name.bytes.dropLast().elementsEqual(text.utf8.map { CChar(bitPattern: $0) })
    }

    func withUnsafeCString<Result>(
        _ body: (UnsafePointer<CChar>) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        // The array ends in 0 and lives as long as `self`.
        try bytes.withUnsafeBufferPointer { (buffer) throws(SystemError) -> Result in
            guard let base = buffer.baseAddress else { throw SystemError("name", nil, errno: EINVAL) }
            return try body(base)
        }
    }
}

func entryName(_ entry: UnsafeMutablePointer<dirent>) -> EntryName {
    // By address, not as a value: the name's array is declared longer than the entry is in the stream's buffer.
    let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
    let text = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    return EntryName(bytes: Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1)))
}
