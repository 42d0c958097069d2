import EngineInterface
import Glibc
import Linux

/// Unpacks a layer's archive into a snapshot's folder, as an overlay wants it.
///
/// Nothing is written outside of the folder, whatever names and links the archive holds: every path is resolved by the
/// kernel with the folder as its root. Whiteouts become devices 0:0 and attributes; see layer.md of the OCI image
/// specification. What is listed twice is there as it was listed last.
struct LayerUnpacker {
    private let root: RootedDirectory
    private let folder: OwnedDescriptor
    /// Takes what has to go from the snapshot's folder; removed with the draft.
    private let junk: String
    private let below: LayeredFolder?
    private let isCancelled: @Sendable () -> Bool
    private let limit: Int
    private var count = 0
    private var discarded = 0
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    /// The folder of the last entry, which is most often the next one's, too.
    private var parent: (path: [[UInt8]], descriptor: OwnedDescriptor)?
    /// Folders get their times at the end, when nothing is written to them any more.
    private var folderTimes: [(path: [[UInt8]], time: timespec)] = []
    private var hidesRoot = false
    /// Device files and the like that were left out.
    private(set) var leftOut = 0

    /// - Parameters:
    ///   - lowers: the folders of the layers below, topmost first.
    ///   - limit: how many entries an archive may have.
    init(
        draft: SnapshotDraft, lowers: [String], limit: Int, isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        root = try RootedDirectory(draft.upper)
        folder = try Descriptor.open(draft.upper, O_RDONLY | O_DIRECTORY)
        junk = draft.folder + "/junk"
        below = lowers.isEmpty ? nil : try LayeredFolder(layers: lowers)
        self.limit = limit
        self.isCancelled = isCancelled
    }

    mutating func unpack<Source: ByteSource>(_ reader: inout TarReader<Source>) throws {
        while let entry = try reader.next() {
            if isCancelled() { throw CancellationError() }
            count += 1
            if count > limit { throw ArchiveFault.tooManyEntries(limit: limit) }
            try place(entry, &reader)
        }
        if hidesRoot { try hideRoot() }
        parent = nil
        for (path, time) in folderTimes.reversed() {
            // It may have been replaced since.
            guard let open = try? root.open(bytes: Self.join(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW) else {
                continue
            }
            try systemCall("utimens") { futimens(open.number, [time, time]) }
        }
    }

    private mutating func place<Source: ByteSource>(_ entry: TarEntry, _ reader: inout TarReader<Source>) throws {
        let path = try TarEntry.components(of: entry.name)
        guard let name = path.last else {
            guard entry.kind == .folder else { throw ArchiveFault.badName(entry.text) }
            try setAttributes(entry, of: folder.number)
            folderTimes.append(([], Self.time(entry)))
            return
        }
        if case .other = entry.kind { return }
        if name.starts(with: LayerArchive.whiteoutPrefix) { return try whiteout(entry, path) }
        let parent = try openParent(Array(path.dropLast()))
        if entry.kind == .hardLink { return try hardLink(entry, name, in: parent) }
        var status = stat()
        let hides = self.status(of: name, in: parent.number, &status) && OverlayMarks.isWhiteout(status)
        switch entry.kind {
        case .folder:
            let exists = self.status(of: name, in: parent.number, &status) && status.st_mode & S_IFMT == S_IFDIR
            if !exists {
                try clear(name, in: parent.number)
                try systemCall("mkdir", entry.text) { withUnsafeCString(name) { mkdirat(parent.number, $0, 0o700) } }
            }
            let made = try DirectoryReader.openFolder(name, in: parent.number, path: entry.text)
            // The layer said that what was below is gone.
            if hides { try OverlayMarks.makeOpaque(made.number, path: entry.text) }
            try setAttributes(entry, of: made.number)
            folderTimes.append((path, Self.time(entry)))
        case .file:
            try clear(name, in: parent.number)
            let number = withUnsafeCString(name) {
                openat(parent.number, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            }
            guard number >= 0 else { throw SystemError("create", entry.text, errno: errno) }
            let file = OwnedDescriptor(number)
            try copyContents(&reader, to: file.number, path: entry.text)
            try setAttributes(entry, of: file.number)
            let time = Self.time(entry)
            try systemCall("utimens", entry.text) { futimens(file.number, [time, time]) }
        case .symbolicLink:
            try clear(name, in: parent.number)
            guard !entry.linkTarget.isEmpty, !entry.linkTarget.contains(0) else {
                throw ArchiveFault.badLink(name: entry.text, target: "")
            }
            try systemCall("symlink", entry.text) {
                withUnsafeCString(entry.linkTarget) { target in
                    withUnsafeCString(name) { symlinkat(target, parent.number, $0) }
                }
            }
            try setAttributes(entry, ofName: name, in: parent.number)
        case .fifo:
            try clear(name, in: parent.number)
            try systemCall("mkfifo", entry.text) { withUnsafeCString(name) { mkfifoat(parent.number, $0, 0o600) } }
            try setAttributes(entry, ofName: name, in: parent.number)
        case .characterDevice where Self.isHarmless(entry):
            try clear(name, in: parent.number)
            let number = dev_t(entry.deviceMajor << 8 | entry.deviceMinor)
            // An ordinary user's store has no devices, as with every rootless engine: containers get their own.
            if withUnsafeCString(name, { mknodat(parent.number, $0, S_IFCHR | 0o600, number) }) != 0 {
                guard errno == EPERM else { throw SystemError("mknod", entry.text, errno: errno) }
                leftOut += 1
            } else {
                try setAttributes(entry, ofName: name, in: parent.number)
            }
        default: leftOut += 1
        }
    }

    /// Other devices would give a container the disks of this machine.
    private static func isHarmless(_ entry: TarEntry) -> Bool {
        switch (entry.deviceMajor, entry.deviceMinor) {
        case (1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1), (5, 2): true
        default: false
        }
    }

    // MARK: What the layer takes away

    private mutating func whiteout(_ entry: TarEntry, _ path: [[UInt8]]) throws {
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

    private func makeWhiteout(_ name: [UInt8], in parent: Int32, path: String) throws {
        try systemCall("mknod", path) { withUnsafeCString(name) { mknodat(parent, $0, S_IFCHR, 0) } }
    }

    /// An overlay does not look at the mark of its own root, so everything in it is taken away by name.
    private func hideRoot() throws {
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

    // MARK: Paths

    private mutating func openParent(_ path: [[UInt8]]) throws -> OwnedDescriptor {
        if let parent, parent.path == path { return parent.descriptor }
        let open = try openOrMake(path)
        parent = (path, open)
        return open
    }

    /// Opens a folder of the layer. Those that the archive does not list are made as the layers below have them.
    private func openOrMake(_ path: [[UInt8]], links: Int = 0) throws -> OwnedDescriptor {
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

    private func openFolder(_ path: ArraySlice<[UInt8]>) throws -> OwnedDescriptor? {
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

    private func makeFolder(_ name: [UInt8], in parent: Int32, like: stat?, _ path: String) throws {
        try systemCall("mkdir", path) { withUnsafeCString(name) { mkdirat(parent, $0, 0o755) } }
        let made = try DirectoryReader.openFolder(name, in: parent, path: path)
        if let like {
            try systemCall("chown", path) { fchown(made.number, like.st_uid, like.st_gid) }
            try systemCall("utimens", path) { futimens(made.number, [like.st_mtim, like.st_mtim]) }
        }
        try systemCall("chmod", path) { fchmod(made.number, like.map { $0.st_mode & 0o7777 } ?? 0o755) }
    }

    /// Where a link leads, by its text. At the root, `..` leads nowhere.
    private static func resolve(_ target: [UInt8], from folder: ArraySlice<[UInt8]>) -> [[UInt8]] {
        var result = target.first == UInt8(ascii: "/") ? [] : Array(folder)
        for part in target.split(separator: UInt8(ascii: "/")).map(Array.init) where part != [46] {
            if part == [46, 46] { _ = result.popLast() } else { result.append(part) }
        }
        return result
    }

    private func folderBelow(_ path: ArraySlice<[UInt8]>) throws -> stat? {
        guard var folder = below else { return nil }
        for name in path {
            guard case .folder(let next)? = try folder.entry(name, path: "/") else { return nil }
            folder = next
        }
        return folder.status
    }

    private func status(of name: [UInt8], in parent: Int32, _ status: inout stat) -> Bool {
        withUnsafeCString(name) { fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
    }

    /// Takes away what an earlier entry has put in this place.
    private mutating func clear(_ name: [UInt8], in parent: Int32) throws {
        if withUnsafeCString(name, { unlinkat(parent, $0, 0) }) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("unlink", nil, errno: errno) }
        discarded += 1
        if discarded == 1 { try systemCall("mkdir", junk) { mkdir(junk, 0o700) } }
        let target = junk + "/\(discarded)"
        try systemCall("rename") { withUnsafeCString(name) { renameat(parent, $0, AT_FDCWD, target) } }
        self.parent = nil
        try removeTree(target)
    }

    private mutating func hardLink(_ entry: TarEntry, _ name: [UInt8], in parent: OwnedDescriptor) throws {
        let text = String(decoding: entry.linkTarget, as: UTF8.self)
        let target = try TarEntry.components(of: entry.linkTarget)
        var source = stat()
        guard let last = target.last,
            let from = try? root.open(bytes: Self.join(target.dropLast()), O_RDONLY | O_DIRECTORY),
            status(of: last, in: from.number, &source), source.st_mode & S_IFMT != S_IFDIR,
            !OverlayMarks.isWhiteout(source)
        else { throw ArchiveFault.badLink(name: entry.text, target: text) }
        var present = stat()
        if status(of: name, in: parent.number, &present), present.st_ino == source.st_ino { return }
        try clear(name, in: parent.number)
        try systemCall("link", entry.text) {
            withUnsafeCString(last) { last in
                withUnsafeCString(name) { linkat(from.number, last, parent.number, $0, 0) }
            }
        }
    }

    // MARK: Contents and attributes

    private mutating func copyContents<Source: ByteSource>(
        _ reader: inout TarReader<Source>, to file: Int32, path: String
    ) throws {
        let sink = DescriptorSink(descriptor: file, subject: path)
        while true {
            if isCancelled() { throw CancellationError() }
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            if count == 0 { return }
            try buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    /// For files and folders. The owner comes first: changing it clears setuid and setgid.
    private func setAttributes(_ entry: TarEntry, of descriptor: Int32) throws {
        let (user, group) = try Self.owner(entry)
        try owned(entry) { () throws(SystemError) -> Void in
            _ = try systemCall("chown", entry.text) { fchown(descriptor, user, group) }
        }
        for (name, value) in entry.attributes where ArchivedAttributes.isKept(name) {
            do {
                try ExtendedAttributes.set(name, to: value, on: descriptor, path: entry.text)
            } catch {
                // The file system, or the kernel for this user, does not have them.
                if error.errno != EOPNOTSUPP && error.errno != EPERM { throw error }
            }
        }
        try systemCall("chmod", entry.text) { fchmod(descriptor, mode_t(entry.mode)) }
    }

    /// For links and special files.
    private func setAttributes(_ entry: TarEntry, ofName name: [UInt8], in parent: Int32) throws {
        let (user, group) = try Self.owner(entry)
        try owned(entry) { () throws(SystemError) -> Void in
            _ = try systemCall("chown", entry.text) {
                withUnsafeCString(name) { fchownat(parent, $0, user, group, AT_SYMLINK_NOFOLLOW) }
            }
        }
        if entry.kind != .symbolicLink {
            try systemCall("chmod", entry.text) {
                withUnsafeCString(name) { fchmodat(parent, $0, mode_t(entry.mode), 0) }
            }
        }
        let time = Self.time(entry)
        try systemCall("utimens", entry.text) {
            withUnsafeCString(name) { utimensat(parent, $0, [time, time], AT_SYMLINK_NOFOLLOW) }
        }
    }

    /// The kernel calls an owner invalid whom the user namespace does not map.
    private func owned(_ entry: TarEntry, _ body: () throws(SystemError) -> Void) throws {
        do {
            try body()
        } catch let error {
            guard error.errno == EINVAL else { throw error }
            throw ArchiveFault.unknownOwner(name: entry.text, user: entry.user, group: entry.group)
        }
    }

    private static func owner(_ entry: TarEntry) throws -> (uid_t, gid_t) {
        // The largest number means "leave it" to chown.
        guard entry.user < 0xFFFF_FFFF, entry.group < 0xFFFF_FFFF else { throw ArchiveFault.badHeader("owner") }
        return (uid_t(entry.user), gid_t(entry.group))
    }

    private static func time(_ entry: TarEntry) -> timespec {
        timespec(tv_sec: Int(entry.seconds), tv_nsec: Int(entry.nanoseconds))
    }

    private static func join(_ path: some Sequence<[UInt8]>) -> [UInt8] {
        Array(path.joined(separator: [UInt8(ascii: "/")]))
    }

    private static func text(_ path: ArraySlice<[UInt8]>) -> String { String(decoding: join(path), as: UTF8.self) }
}
