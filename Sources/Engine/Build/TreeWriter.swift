import Glibc
import Images
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
/// No path and no link leads out of the destination's root. Names of one file within one source are names of one file in
/// the image, too.
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
    private var copier: FileCopier
    /// The first copy of each file with several names: its folder and its name.
    private var links: [SourceEntry.Inode: (folder: String, name: [UInt8])] = [:]

    init(
        _ destination: RootedDirectory, owner: Owner?, mode: FileMode?, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.destination = destination
        self.owner = owner
        self.mode = mode
        self.isCancelled = isCancelled
        copier = FileCopier(owner: owner, mode: mode)
    }

    /// Copies one source to `path`; a slash at the path's end makes it a folder.
    ///
    /// A folder's contents go into the folder `path`. `sourceRoot` is where `source.location` starts.
    func copy(_ source: FoundSource, from sourceRoot: RootedDirectory, to path: String) throws {
        // Another source may have replaced what was written under these names.
        links = [:]
        if source.entry.kind == .folder {
            let (folder, isNew) = try makeFolder(path)
            let from = try sourceRoot.open(source.location, O_RDONLY | O_DIRECTORY)
            defer { withExtendedLifetime((folder, from)) {} }
            let copy = TreeCopy(
                from: from.number, to: folder.number, path: path, owner: owner, mode: mode, isCancelled: isCancelled)
            try copy.copyChildren(of: source.entry, isNew: isNew) { entry, from, to, path, isNew in
                if !isNew { try FileCopier.prepare(entry.name, in: to, path: "\(path)/\(entry.text)") }
                let file: OwnedDescriptor
                do {
                    file = try FolderReader.open(
                        entry.name, in: from, O_RDONLY | O_NONBLOCK, path: "\(path)/\(entry.text)")
                } catch {
                    throw SourceFault.of(error, "\(path)/\(entry.text)")
                }
                try write(entry, from: file.number, to: entry.name, in: to, folder: path)
                withExtendedLifetime(file) {}
            }
            if isNew { try copier.apply(source.entry, from: from.number, to: folder.number, path: path) }
            return
        }
        var (folderPath, name) = try target(of: path, sourceName: source.entry.name)
        let (folder, _) = try makeFolder(folderPath)
        defer { withExtendedLifetime(folder) {} }
        if folderPath.hasSuffix("/") { folderPath.removeLast() }
        let parent = (source.location.split(separator: "/").dropLast()).joined(separator: "/")
        try FileCopier.prepare(name, in: folder.number, path: path)
        if source.entry.kind == .file {
            // Opened by its path, so that a link is followed within the root.
            let file = try sourceRoot.open(source.location, O_RDONLY | O_NONBLOCK)
            try write(source.entry, from: file.number, to: name, in: folder.number, folder: folderPath)
            withExtendedLifetime(file) {}
        } else {
            let from = try sourceRoot.open(parent, O_RDONLY | O_DIRECTORY)
            try copier.copy(source.entry, in: from.number, to: name, in: folder.number, path: path)
            withExtendedLifetime(from) {}
        }
    }

    /// Writes a file that the Dockerfile itself holds.
    func write(_ contents: [UInt8], named name: String, to path: String) throws {
        let (folderPath, name) = try target(of: path, sourceName: Array(name.utf8))
        let (folder, _) = try makeFolder(folderPath)
        defer { withExtendedLifetime(folder) {} }
        try FileCopier.prepare(name, in: folder.number, path: path)
        let file = try FileCopier.create(name, in: folder.number, path: path)
        defer { withExtendedLifetime(file) {} }
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

    /// Copies an open file, or links to the copy that was made of it under another name.
    private func write(_ entry: SourceEntry, from: Int32, to name: [UInt8], in folder: Int32, folder path: String)
        throws
    {
        if entry.isLinked {
            if let first = links[entry.inode], let parent = try? destination.open(first.folder, O_RDONLY | O_DIRECTORY)
            {
                try systemCall("link", path) {
                    withName(first.name) { old in withName(name) { linkat(parent.number, old, folder, $0, 0) } }
                }
                withExtendedLifetime(parent) {}
                return
            }
            links[entry.inode] = (path, name)
        }
        try copier.write(
            entry, from: from, to: name, in: folder, path: "\(path)/\(String(decoding: name, as: UTF8.self))")
    }
}
