import Glibc
import Images
import Linux

/// Copies single entries into folders of an image: contents, owner, mode, attributes, time. Each thread has one.
struct FileCopier {
    /// `nil` keeps the sources' owners.
    let owner: TreeWriter.Owner?
    let mode: FileMode?
    private var hasher = ContentHasher()

    /// Smaller files are read and written; the kernel's way of copying is quicker for larger ones only.
    private static let smallFile: Int64 = 128 << 10

    init(owner: TreeWriter.Owner?, mode: FileMode?) {
        self.owner = owner
        self.mode = mode
    }

    /// Takes away what a new entry replaces.
    static func prepare(_ name: [UInt8], in folder: Int32, path: @autoclosure () -> String) throws {
        guard let status = try FolderReader.status(name, in: folder, path: path()) else { return }
        if status.st_mode & S_IFMT == S_IFDIR { throw WriteFault.folderInTheWay(path: path()) }
        try systemCall("unlink", path()) { withName(name) { unlinkat(folder, $0, 0) } }
    }

    static func create(
        _ name: [UInt8], in folder: Int32, path: @autoclosure () -> String
    ) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(
            try systemCall("create", path()) {
                withName(name) { openat(folder, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
            })
    }

    /// Copies an entry that is no folder from one folder to another, where nothing has its name.
    mutating func copy(
        _ entry: SourceEntry, in from: Int32, to name: [UInt8], in to: Int32, path: @autoclosure () -> String
    ) throws {
        switch entry.kind {
        case .file:
            let file: OwnedDescriptor
            do {
                file = try FolderReader.open(entry.name, in: from, O_RDONLY | O_NONBLOCK, path: path())
            } catch {
                throw SourceFault.of(error, path())
            }
            try write(entry, from: file.number, to: name, in: to, path: path())
            withExtendedLifetime(file) {}
        case .link:
            try systemCall("symlink", path()) {
                withName(entry.target) { target in withName(name) { symlinkat(target, to, $0) } }
            }
            try apply(entry, toName: name, in: to, path: path())
        case .fifo:
            try systemCall("mkfifo", path()) { withName(name) { mkfifoat(to, $0, 0o600) } }
            try apply(entry, toName: name, in: to, path: path())
        case .device:
            try DeviceFiles.make(name, in: to, like: entry, path: path())
            try apply(entry, toName: name, in: to, path: path())
        case .folder, .socket: break
        }
    }

    /// Copies an open file.
    mutating func write(
        _ entry: SourceEntry, from: Int32, to name: [UInt8], in folder: Int32, path: @autoclosure () -> String
    ) throws {
        let made = try Self.create(name, in: folder, path: path())
        defer { withExtendedLifetime(made) {} }
        if !entry.isSettled {
            // It may change and look the same, so nothing but its contents tells.
            let digest = try hasher.copy(from: from, to: made.number, path: path())
            if digest != entry.digest { throw SourceFault.changed(path: path()) }
        } else if entry.stamp.size <= Self.smallFile && !entry.isSparse {
            try hasher.copySmall(from: from, to: made.number, path: path())
        } else {
            try FileContents.copy(from: from, to: made.number, size: Int(entry.stamp.size), path: path())
        }
        // The result is kept under the digest of what was read before: it must be the same.
        var status = stat()
        try systemCall("fstat", path()) { fstat(from, &status) }
        if !entry.stamp.hasSameContents(as: FileStamp(status)) { throw SourceFault.changed(path: path()) }
        try apply(entry, from: from, to: made.number, path: path())
    }

    // MARK: Attributes

    /// For open files and folders. The owner comes first: changing it clears setuid and setgid.
    func apply(
        _ entry: SourceEntry, from: Int32?, to: Int32, path: @autoclosure () -> String
    ) throws(SystemError) {
        let owner = owner(of: entry)
        try systemCall("chown", path()) { fchown(to, owner.user, owner.group) }
        if let from, !entry.attributes.isEmpty { try ExtendedAttributes.copy(from: from, to: to, path: path()) }
        try systemCall("chmod", path()) { fchmod(to, mode(of: entry)) }
        let time = entry.modified
        try systemCall("utimens", path()) { withUnsafeTimes(time) { futimens(to, $0) } }
    }

    /// For what cannot be opened.
    private func apply(
        _ entry: SourceEntry, toName name: [UInt8], in folder: Int32, path: @autoclosure () -> String
    ) throws(SystemError) {
        let owner = owner(of: entry)
        try systemCall("chown", path()) {
            withName(name) { fchownat(folder, $0, owner.user, owner.group, AT_SYMLINK_NOFOLLOW) }
        }
        if entry.kind != .link {
            try systemCall("chmod", path()) { withName(name) { fchmodat(folder, $0, mode(of: entry), 0) } }
        }
        let time = entry.modified
        try systemCall("utimens", path()) {
            withUnsafeTimes(time) { times in
                withName(name) { utimensat(folder, $0, times, AT_SYMLINK_NOFOLLOW) }
            }
        }
    }

    private func withUnsafeTimes<Result>(_ time: timespec, _ body: (UnsafePointer<timespec>?) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: timespec.self, capacity: 2) { times in
            times[0] = time
            times[1] = time
            return body(UnsafePointer(times.baseAddress))
        }
    }

    private func owner(of entry: SourceEntry) -> TreeWriter.Owner {
        owner ?? TreeWriter.Owner(user: entry.user, group: entry.group)
    }

    private func mode(of entry: SourceEntry) -> mode_t {
        mode_t(mode?.applied(to: entry.mode, isFolder: entry.kind == .folder) ?? entry.mode)
    }
}

/// Device files, which only root outside a user namespace can make.
enum DeviceFiles {
    static func make(
        _ name: [UInt8], in folder: Int32, like entry: SourceEntry, path: @autoclosure () -> String
    ) throws(SystemError) {
        try systemCall("mknod", path()) {
            withName(name) {
                mknodat(folder, $0, (entry.isBlockDevice ? S_IFBLK : S_IFCHR) | 0o600, dev_t(entry.deviceNumber))
            }
        }
    }
}
