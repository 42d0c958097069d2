import Glibc

/// Writes the entries of an archive below a folder and nowhere else.
///
/// Every step of a path is opened by itself, without following links, so neither the archive's names nor its links can
/// lead outside. See openat(2).
struct Unpacking {
    private let root: Int32
    private let limits: ArchiveLimits
    private let archiveBytes: Int64
    private var entries = 0
    private var bytes: Int64 = 0

    /// - Parameters:
    ///   - root: a descriptor of an empty folder; the caller closes it.
    ///   - archiveBytes: the archive's own size, to tell how much it inflates.
    init(into root: Int32, archiveBytes: Int64, limits: ArchiveLimits) {
        self.root = root
        self.archiveBytes = archiveBytes
        self.limits = limits
    }

    mutating func unpack(_ reader: inout TarReader) throws(SubmissionError) {
        while let entry = try reader.next() {
            entries += 1
            guard entries <= limits.entries else {
                throw .rejected("The archive holds more than \(limits.entries) files.")
            }
            let path = try components(entry.name, of: "name")
            guard let name = path.last else { continue }
            let parent = try folder(path.dropLast(), shown: entry.name)
            defer { close(parent) }
            switch entry.kind {
            case .directory: close(try enter(name, in: parent, shown: entry.name))
            case .file: try write(&reader, entry, name, in: parent)
            case .symlink: try link(entry, name, in: parent, depth: path.count - 1)
            case .hardLink: try hardLink(entry, name, in: parent)
            case .other:
                throw .rejected("The archive holds a device or a pipe: \(PlainText.oneLine(entry.name)).")
            }
        }
    }

    /// The parts of a path that stays below the root.
    private func components(_ path: [UInt8], of what: String) throws(SubmissionError) -> [[UInt8]] {
        let shown = PlainText.oneLine(path)
        guard path.count <= limits.pathBytes else {
            throw .rejected("The archive holds a \(what) of more than \(limits.pathBytes) bytes.")
        }
        if path.first == UInt8(ascii: "/") {
            throw .rejected("The archive holds an absolute \(what): \(shown).")
        }
        let parts = path.split(separator: UInt8(ascii: "/")).map(Array.init).filter { $0 != [UInt8(ascii: ".")] }
        for part in parts {
            if part == Array("..".utf8) { throw .rejected("The archive holds a \(what) that leads outside: \(shown).") }
            if part.contains(0) || part.count > 255 {
                throw .rejected("The archive holds an impossible \(what): \(shown).")
            }
        }
        guard parts.count <= limits.depth else {
            throw .rejected("The archive's folders are nested deeper than \(limits.depth).")
        }
        return parts
    }

    private func folder(_ path: ArraySlice<[UInt8]>, shown: [UInt8]) throws(SubmissionError) -> Int32 {
        var current = dup(root)
        for part in path {
            let above = current
            defer { close(above) }
            current = try enter(part, in: above, shown: shown)
        }
        return current
    }

    private func enter(_ name: [UInt8], in parent: Int32, shown: [UInt8]) throws(SubmissionError) -> Int32 {
        try Self.withPath(name) { (name) throws(SubmissionError) in
            if mkdirat(parent, name, 0o755) != 0 && errno != EEXIST { throw Self.failure("create", shown) }
            let descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if descriptor < 0 {
                if errno == ENOTDIR || errno == ELOOP {
                    throw .rejected("The archive's entry \(PlainText.oneLine(shown)) passes through a link or a file.")
                }
                throw Self.failure("open", shown)
            }
            return descriptor
        }
    }

    private mutating func write(
        _ reader: inout TarReader, _ entry: TarEntry, _ name: [UInt8], in parent: Int32
    ) throws(SubmissionError) {
        try Self.clear(name, in: parent, shown: entry.name)
        // Set-user-ID bits have no business here; the owner must be able to read what is to be graded.
        let mode = mode_t(entry.mode & 0o777 | 0o600)
        let file = Self.withPath(name) {
            openat(parent, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        }
        guard file >= 0 else { throw Self.failure("create", entry.name) }
        defer { close(file) }
        while true {
            let chunk = try reader.read(256 * 1024)
            if chunk.isEmpty { break }
            bytes += Int64(chunk.count)
            try checkSize()
            var offset = 0
            while offset < chunk.count {
                let start = offset
                let count = chunk.withUnsafeBytes {
                    Glibc.write(file, $0.baseAddress.map { $0 + start }, chunk.count - start)
                }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw Self.failure("write", entry.name)
                }
                offset += count
            }
        }
        fchmod(file, mode)
    }

    private func checkSize() throws(SubmissionError) {
        guard bytes <= limits.totalBytes else {
            throw .rejected("The archive holds more than \(limits.totalBytes >> 20) MiB of files.")
        }
        let (allowed, overflow) = max(archiveBytes, 1).multipliedReportingOverflow(by: limits.ratio)
        guard overflow || bytes <= max(allowed, limits.ratioFloor) else {
            throw .rejected("The archive's files are more than \(limits.ratio) times larger than the archive.")
        }
    }

    /// A symbolic link whose target stays below the root.
    private func link(_ entry: TarEntry, _ name: [UInt8], in parent: Int32, depth: Int) throws(SubmissionError) {
        let shown = "\(PlainText.oneLine(entry.name)) → \(PlainText.oneLine(entry.target))"
        guard !entry.target.isEmpty, entry.target.first != UInt8(ascii: "/"), !entry.target.contains(0) else {
            throw .rejected("The archive holds a link that leads outside: \(shown).")
        }
        // The link's own folder is a real one, so going up from it can be counted. After the first name, another link may
        // have been followed, and nobody knows what is above; so `..` may only stand in front.
        let parts = entry.target.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
        let up = parts.prefix { $0.elementsEqual("..".utf8) }.count
        guard up <= depth, !parts.dropFirst(up).contains(where: { $0.elementsEqual("..".utf8) }) else {
            throw .rejected("The archive holds a link that leads outside: \(shown).")
        }
        try Self.clear(name, in: parent, shown: entry.name)
        let result = Self.withPath(entry.target) { target in Self.withPath(name) { symlinkat(target, parent, $0) } }
        guard result == 0 else { throw Self.failure("link", entry.name) }
    }

    /// A second name of a file that was unpacked before.
    private func hardLink(_ entry: TarEntry, _ name: [UInt8], in parent: Int32) throws(SubmissionError) {
        let path = try components(entry.target, of: "link target")
        let shown = "\(PlainText.oneLine(entry.name)) → \(PlainText.oneLine(entry.target))"
        guard let target = path.last else { throw .rejected("The archive holds a link to nothing: \(shown).") }
        let folder = try folder(path.dropLast(), shown: entry.target)
        defer { close(folder) }
        var status = stat()
        let found = Self.withPath(target) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
        guard found, status.st_mode & S_IFMT == S_IFREG else {
            throw .rejected("The archive holds a link to something that is no file of it: \(shown).")
        }
        if path == (try components(entry.name, of: "name")) { return }
        try Self.clear(name, in: parent, shown: entry.name)
        let result = Self.withPath(target) { target in Self.withPath(name) { linkat(folder, target, parent, $0, 0) } }
        guard result == 0 else { throw Self.failure("link", entry.name) }
    }

    /// A later entry of the same name replaces the earlier one.
    private static func clear(_ name: [UInt8], in parent: Int32, shown: [UInt8]) throws(SubmissionError) {
        if withPath(name, { unlinkat(parent, $0, 0) }) != 0 && errno != ENOENT {
            if errno == EISDIR {
                throw .rejected("The archive holds a file and a folder of the same name: \(PlainText.oneLine(shown)).")
            }
            throw failure("replace", shown)
        }
    }

    private static func failure(_ action: String, _ name: [UInt8]) -> SubmissionError {
        let number = errno
        let text = "Cannot \(action) \(PlainText.oneLine(name)): \(String(cString: strerror(number)))."
        // A name that this file system does not take is the submission's fault; all else is the machine's.
        return [EILSEQ, EINVAL, ENAMETOOLONG].contains(number) ? .rejected(text) : .unable(text)
    }

    private static func withPath<Result>(
        _ name: [UInt8], _ body: (UnsafePointer<CChar>) throws(SubmissionError) -> Result
    ) throws(SubmissionError) -> Result {
        let text = (name + [0]).map { CChar(bitPattern: $0) }
        return try text.withUnsafeBufferPointer { (buffer) throws(SubmissionError) -> Result in
            guard let base = buffer.baseAddress else { throw SubmissionError.unable("An empty name.") }
            return try body(base)
        }
    }

    private static func withPath<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let text = (name + [0]).map { CChar(bitPattern: $0) }
        return text.withUnsafeBufferPointer { buffer in
            // The array holds one element at least: the 0 at its end.
            withExtendedLifetime(buffer) { body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped)) }
        }
    }
}
