import Glibc
import Linux

/// Why something cannot be put where it belongs in the image.
enum WriteFault: Error {
    /// A folder is in the way of a file.
    case folderInTheWay(path: String)
    /// A file or a link is in the way of a folder.
    case fileInTheWay(path: String, isLink: Bool)
    case system(SystemError)
}

/// Writes what a scanner found into an image's files, as Docker does.
///
/// No path and no link leads out of the destination's root. One writer remembers the hard links of all that it wrote.
final class TreeWriter {
    /// Who owns what is written; `nil` keeps the sources' owners.
    struct Owner: Sendable, Hashable {
        var user: UInt32
        var group: UInt32
    }
    let destination: RootedDirectory
    let owner: Owner?
    let mode: FileMode?
    let isCancelled: @Sendable () -> Bool
    /// The first copy of each file with several names.
    private var links: [SourceEntry.Stamp: String] = [:]

    init(
        _ destination: RootedDirectory, owner: Owner?, mode: FileMode?, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.destination = destination
        self.owner = owner
        self.mode = mode
        self.isCancelled = isCancelled
    }

    /// Copies one source to `path`; a slash at the path's end makes it a folder.
    ///
    /// A folder's contents go into the folder `path`. `sourceRoot` is where `source.location` starts.
    func copy(_ source: FoundSource, from sourceRoot: RootedDirectory, to path: String) throws {
        if source.entry.kind == .folder {
            let (folder, isNew) = try makeFolder(path)
            let from = try sourceRoot.open(source.location, O_RDONLY | O_DIRECTORY)
            try copyChildren(of: source.entry, from: from.number, to: folder.number, path: path)
            if isNew { try apply(source.entry, from: from.number, to: folder.number, path: path) }
            return
        }
        var (folderPath, name) = try target(of: path, sourceName: source.entry.name)
        let (folder, _) = try makeFolder(folderPath)
        if folderPath.hasSuffix("/") { folderPath.removeLast() }
        let parent = (source.location.split(separator: "/").dropLast()).joined(separator: "/")
        try prepare(name, in: folder.number, for: source.entry, path: path)
        if source.entry.kind == .file {
            // Opened by its path, so that a link is followed within the root.
            let file = try sourceRoot.open(source.location, O_RDONLY | O_NONBLOCK)
            try write(
                source.entry, from: file.number, to: name, in: folder.number,
                path: folderPath + "/" + String(decoding: name, as: UTF8.self))
        } else {
            let from = try sourceRoot.open(parent, O_RDONLY | O_DIRECTORY)
            try copy(source.entry, in: from.number, to: name, in: folder.number, path: path)
        }
    }

    /// Writes a file that the Dockerfile itself holds.
    func write(_ contents: [UInt8], named name: String, to path: String) throws {
        let (folderPath, name) = try target(of: path, sourceName: Array(name.utf8))
        let (folder, _) = try makeFolder(folderPath)
        var status = stat()
        status.st_mode = S_IFREG | 0o644
        try prepare(name, in: folder.number, for: SourceEntry(name: name, status: status), path: path)
        let file = try create(name, in: folder.number, path: path)
        try Descriptor.write(contents, to: file.number)
        let owner = owner ?? Owner(user: 0, group: 0)
        try systemCall("chown", path) { fchown(file.number, owner.user, owner.group) }
        try systemCall("chmod", path) { fchmod(file.number, mode?.applied(to: 0o644, isFolder: false) ?? 0o644) }
    }

    /// Opens a folder of the image, making it and those above it.
    func makeFolder(_ path: String) throws -> (folder: OwnedDescriptor, isNew: Bool) {
        do {
            let owner = owner ?? Owner(user: 0, group: 0)
            let isNew = try destination.makeFolders(path, mode: 0o755, user: owner.user, group: owner.group)
            return (try destination.open(path, O_RDONLY | O_DIRECTORY), isNew)
        } catch {
            if error.errno == ENOTDIR || error.errno == EEXIST {
                throw WriteFault.fileInTheWay(path: error.subject ?? path, isLink: false)
            }
            throw WriteFault.system(error)
        }
    }

    /// The folder and the name that a file gets: a folder's path takes it under its own name.
    private func target(of path: String, sourceName: [UInt8]) throws -> (folder: String, name: [UInt8]) {
        var path = path
        // Links at the destination are followed, at most as many as the kernel follows.
        for _ in 0..<40 {
            if path.hasSuffix("/") { return (path, sourceName) }
            guard let status = try destination.status(path, followLinks: false) else { break }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: return (path, sourceName)
            case S_IFLNK:
                let target = try destination.linkTarget(path)
                path =
                    target.hasPrefix("/")
                    ? target : path.split(separator: "/").dropLast().joined(separator: "/") + "/" + target
                continue
            default: break
            }
            break
        }
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = parts.popLast(), name != "..", name != "." else { return (path + "/", sourceName) }
        return ("/" + parts.joined(separator: "/"), Array(name.utf8))
    }

    // MARK: Trees

    private func copyChildren(of entry: SourceEntry, from: Int32, to: Int32, path: String) throws {
        if isCancelled() { throw SourceFault.cancelled }
        for child in entry.children {
            try copy(child, in: from, to: child.name, in: to, path: "\(path)/\(child.text)")
        }
    }

    private func copy(_ entry: SourceEntry, in from: Int32, to name: [UInt8], in to: Int32, path: String) throws {
        switch entry.kind {
        case .folder:
            if let status = try FolderReader.status(name, in: to, path: path) {
                guard status.st_mode & S_IFMT == S_IFDIR else {
                    throw WriteFault.fileInTheWay(path: path, isLink: status.st_mode & S_IFMT == S_IFLNK)
                }
            } else {
                try systemCall("mkdir", path) { withName(name) { mkdirat(to, $0, 0o700) } }
            }
            let source = try FolderReader.open(entry.name, in: from, O_RDONLY | O_DIRECTORY, path: path)
            let folder = try FolderReader.open(name, in: to, O_RDONLY | O_DIRECTORY, path: path)
            try copyChildren(of: entry, from: source.number, to: folder.number, path: path)
            try apply(entry, from: source.number, to: folder.number, path: path)
        case .file:
            try prepare(name, in: to, for: entry, path: path)
            let file: OwnedDescriptor
            do {
                file = try FolderReader.open(entry.name, in: from, O_RDONLY | O_NONBLOCK, path: path)
            } catch {
                throw error.errno == ENOENT ? SourceFault.changed(path: path) : error
            }
            try write(entry, from: file.number, to: name, in: to, path: path)
        case .link:
            try prepare(name, in: to, for: entry, path: path)
            try systemCall("symlink", path) {
                withName(entry.target) { target in withName(name) { symlinkat(target, to, $0) } }
            }
            try applyToName(entry, name, in: to, path: path)
        case .fifo:
            try prepare(name, in: to, for: entry, path: path)
            try systemCall("mkfifo", path) { withName(name) { mkfifoat(to, $0, 0o600) } }
            try applyToName(entry, name, in: to, path: path)
        case .device:
            try prepare(name, in: to, for: entry, path: path)
            try DeviceFiles.make(name, in: to, like: entry, path: path)
            try applyToName(entry, name, in: to, path: path)
        case .socket: break
        }
    }

    /// Takes away what a new file replaces.
    private func prepare(_ name: [UInt8], in folder: Int32, for entry: SourceEntry, path: String) throws {
        guard let status = try FolderReader.status(name, in: folder, path: path) else { return }
        if status.st_mode & S_IFMT == S_IFDIR { throw WriteFault.folderInTheWay(path: path) }
        try systemCall("unlink", path) { withName(name) { unlinkat(folder, $0, 0) } }
    }

    private func create(_ name: [UInt8], in folder: Int32, path: String) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(
            try systemCall("create", path) {
                withName(name) { openat(folder, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
            })
    }

    private func write(_ entry: SourceEntry, from: Int32, to name: [UInt8], in folder: Int32, path: String) throws {
        if entry.linkCount > 1 {
            if let first = links[entry.stamp], let parent = try? destination.openParent(of: first) {
                try systemCall("link", path) {
                    withName(name) { linkat(parent.parent.number, parent.name, folder, $0, 0) }
                }
                return
            }
            if String(validating: name, as: UTF8.self) != nil { links[entry.stamp] = path }
        }
        let made = try create(name, in: folder, path: path)
        try FileContents.copy(from: from, to: made.number, size: Int(entry.stamp.size), path: path)
        // The result is kept under the digest of what was read before: it must be the same.
        var status = stat()
        try systemCall("fstat", path) { fstat(from, &status) }
        if !entry.stamp.hasSameContents(as: SourceEntry.Stamp(status)) { throw SourceFault.changed(path: path) }
        try apply(entry, from: from, to: made.number, path: path)
    }

    // MARK: Attributes

    private func owner(of entry: SourceEntry) -> Owner { owner ?? Owner(user: entry.user, group: entry.group) }

    private func mode(of entry: SourceEntry) -> mode_t {
        mode_t(mode?.applied(to: entry.mode, isFolder: entry.kind == .folder) ?? entry.mode)
    }

    /// For open files and folders. The owner comes first: changing it clears setuid and setgid.
    private func apply(_ entry: SourceEntry, from: Int32, to: Int32, path: String) throws(SystemError) {
        let owner = owner(of: entry)
        try systemCall("chown", path) { fchown(to, owner.user, owner.group) }
        try ExtendedAttributes.copy(from: from, to: to, path: path)
        try systemCall("chmod", path) { fchmod(to, mode(of: entry)) }
        try systemCall("utimens", path) { futimens(to, [entry.modified, entry.modified]) }
    }

    /// For what cannot be opened.
    private func applyToName(_ entry: SourceEntry, _ name: [UInt8], in folder: Int32, path: String) throws(SystemError)
    {
        let owner = owner(of: entry)
        try systemCall("chown", path) {
            withName(name) { fchownat(folder, $0, owner.user, owner.group, AT_SYMLINK_NOFOLLOW) }
        }
        if entry.kind != .link {
            try systemCall("chmod", path) { withName(name) { fchmodat(folder, $0, mode(of: entry), 0) } }
        }
        try systemCall("utimens", path) {
            withName(name) { utimensat(folder, $0, [entry.modified, entry.modified], AT_SYMLINK_NOFOLLOW) }
        }
    }
}

/// Device files, which only root outside a user namespace can make.
enum DeviceFiles {
    static func make(_ name: [UInt8], in folder: Int32, like entry: SourceEntry, path: String) throws(SystemError) {
        try systemCall("mknod", path) {
            withName(name) {
                mknodat(folder, $0, (entry.isBlockDevice ? S_IFBLK : S_IFCHR) | 0o600, dev_t(entry.deviceNumber))
            }
        }
    }
}
