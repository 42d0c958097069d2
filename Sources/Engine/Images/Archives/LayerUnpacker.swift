import Glibc
import Linux

/// Unpacks a layer's archive into a snapshot's folder, as an overlay wants it.
///
/// Nothing is written outside of the folder, whatever names and links the archive holds: every path is resolved by the
/// kernel with the folder as its root. Whiteouts become devices 0:0 and attributes; see layer.md of the OCI image
/// specification. What is listed twice is there as it was listed last.
struct LayerUnpacker {
    let root: RootedDirectory
    let folder: OwnedDescriptor
    /// Takes what has to go from the snapshot's folder; removed with the draft.
    let junk: String
    let below: LayeredFolder?
    let isCancelled: @Sendable () -> Bool
    private let limit: Int
    private var count = 0
    var discarded = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    /// The folder of the last entry, which is most often the next one's, too.
    var parent: (path: [[UInt8]], descriptor: OwnedDescriptor)?
    /// Folders get their times at the end, when nothing is written to them any more.
    private var folderTimes: [(path: [[UInt8]], time: timespec)] = []
    var hidesRoot = false
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

    mutating func place<Source: ByteSource>(_ entry: TarEntry, _ reader: inout TarReader<Source>) throws {
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

    mutating func hardLink(_ entry: TarEntry, _ name: [UInt8], in parent: OwnedDescriptor) throws {
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
}
