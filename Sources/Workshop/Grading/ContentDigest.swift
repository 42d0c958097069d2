import Glibc

/// Tells whether a submission is the same as before: a SHA-256 over names, kinds, modes and contents.
enum ContentDigest {
    /// The digest of a file's bytes or of everything below a folder, as 64 hexadecimal digits.
    ///
    /// - Throws: ``SubmissionError/unable(_:)`` when it cannot be computed.
    static func of(
        _ path: String, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(SubmissionError) -> String {
        try of(isCancelled: isCancelled) { (writer) throws(SubmissionError) in
            try writer.entry(Array(path.utf8), name: [], in: AT_FDCWD)
        }
    }

    /// The digest of an open file's bytes.
    static func of(
        file descriptor: Int32, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(SubmissionError) -> String {
        try of(isCancelled: isCancelled) { (writer) throws(SubmissionError) in try writer.bytes(of: descriptor) }
    }

    private static func of(
        isCancelled: @escaping @Sendable () -> Bool, _ body: (inout DigestWriter) throws(SubmissionError) -> Void
    ) throws(SubmissionError) -> String {
        guard let pipe = ArchiveStream.makePipe() else { throw .unable("No pipe can be made.") }
        let program: ArchiveStream
        do {
            defer { close(pipe.read) }
            program = try ArchiveStream(["sha256sum"], archive: pipe.read, seconds: 600, isCancelled: isCancelled)
        } catch {
            close(pipe.write)
            throw error
        }
        do {
            defer { close(pipe.write) }
            var writer = DigestWriter(descriptor: pipe.write, isCancelled: isCancelled)
            try body(&writer)
            try writer.flush()
        }
        var output: [UInt8] = []
        while output.count < 64 {
            let bytes = try program.read(256)
            if bytes.isEmpty { throw .unable("sha256sum said nothing.") }
            output += bytes
        }
        try program.finish()
        return String(decoding: output.prefix(64), as: UTF8.self)
    }
}

/// Writes a folder as one unambiguous sequence of bytes: every field is preceded by its length.
private struct DigestWriter {
    let descriptor: Int32
    let isCancelled: @Sendable () -> Bool
    private var buffer: [UInt8] = []

    init(descriptor: Int32, isCancelled: @escaping @Sendable () -> Bool) {
        self.descriptor = descriptor
        self.isCancelled = isCancelled
    }

    /// - Parameters:
    ///   - path: the entry's name in `folder`.
    ///   - name: what goes into the digest.
    mutating func entry(_ path: [UInt8], name: [UInt8], in folder: Int32) throws(SubmissionError) {
        if isCancelled() { throw .unable("Cancelled.") }
        let text = (path + [0]).map { CChar(bitPattern: $0) }
        var status = stat()
        guard fstatat(folder, text, &status, AT_SYMLINK_NOFOLLOW) == 0
        else {
            throw .unable("\(PlainText.oneLine(path)) cannot be looked at: \(String(cString: strerror(errno))).")
        }
        put(name)
        let kind = status.st_mode & S_IFMT
        put(Array("\(kind) \(status.st_mode & 0o777)".utf8))
        switch kind {
        case S_IFDIR: try folderEntries(text, in: folder)
        case S_IFREG: try contents(text, in: folder, size: Int64(status.st_size))
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlinkat(folder, text, &target, target.count)
            put(target.prefix(max(0, count)).map { UInt8(bitPattern: $0) })
        default: break
        }
    }

    private mutating func folderEntries(_ text: [CChar], in folder: Int32) throws(SubmissionError) {
        let child = openat(folder, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard child >= 0, let stream = fdopendir(child) else {
            // What this user cannot read cannot be built from either; the build says so.
            put(Array("unreadable".utf8))
            if child >= 0 { close(child) }
            return
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2e] && name != [0x2e, 0x2e] { names.append(name) }
        }
        names.sort { $0.lexicographicallyPrecedes($1) }
        put(Array("\(names.count)".utf8))
        for name in names { try entry(name, name: name, in: dirfd(stream)) }
    }

    private mutating func contents(_ text: [CChar], in folder: Int32, size: Int64) throws(SubmissionError) {
        let file = openat(folder, text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return put(Array("unreadable".utf8)) }
        defer { close(file) }
        put(Array("\(size)".utf8))
        try bytes(of: file)
    }

    mutating func bytes(of file: Int32) throws(SubmissionError) {
        var offset: off_t = 0
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = pread(file, &chunk, chunk.count, offset)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return }
            offset += off_t(count)
            buffer += chunk[..<count]
            if buffer.count > 1 << 20 { try flush() }
        }
    }

    private mutating func put(_ bytes: [UInt8]) {
        buffer += Array("\(bytes.count):".utf8)
        buffer += bytes
    }

    mutating func flush() throws(SubmissionError) {
        var offset = 0
        while offset < buffer.count {
            if isCancelled() { throw .unable("Cancelled.") }
            let start = offset
            let count = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unable("sha256sum ended early.")
            }
            offset += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
