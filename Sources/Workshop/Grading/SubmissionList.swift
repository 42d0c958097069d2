import Glibc

/// The submissions in a folder.
public struct SubmissionList: Sendable, Equatable {
    /// Sorted by name.
    public var submissions: [Submission]
    /// Names of entries that are neither a folder nor an archive, fit to be shown. Hidden files are not listed.
    public var ignored: [String]

    /// Looks into a folder.
    /// - Throws: ``SubmissionError`` when the folder cannot be read.
    public init(folder: String) throws(SubmissionError) {
        guard let stream = opendir(folder) else {
            throw .unable("The submissions cannot be read: \(folder): \(String(cString: strerror(errno))).")
        }
        defer { closedir(stream) }
        var found: [(fileName: [UInt8], kind: Submission.Kind)] = []
        var ignored: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name.first == UInt8(ascii: ".") || Self.isClutter(name) { continue }
            var status = stat()
            let failed = (name + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path in
                path.baseAddress.map { fstatat(dirfd(stream), $0, &status, AT_SYMLINK_NOFOLLOW) } ?? -1
            }
            if failed != 0 { continue }
            if let kind = Self.kind(name, mode: status.st_mode) {
                found.append((name, kind))
            } else {
                ignored.append(PlainText.oneLine(name))
            }
        }
        self.init(found: found, ignored: ignored.sorted())
    }

    init(found: [(fileName: [UInt8], kind: Submission.Kind)], ignored: [String]) {
        self.ignored = ignored
        let short = found.map { PlainText.oneLine(Self.stem($0.fileName, $0.kind)) }
        // alice/ and alice.zip are two submissions: each keeps its whole name then.
        let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
        submissions = zip(found, short).map { entry, name in
            Submission(
                name: counts[name] == 1 ? name : PlainText.oneLine(entry.fileName), fileName: entry.fileName,
                kind: entry.kind)
        }
        .sorted { ($0.name, Self.text($0.fileName)) < ($1.name, Self.text($1.fileName)) }
    }

    private static let endings: [(ending: String, kind: Submission.Kind)] = [
        (".zip", .zip), (".tar.gz", .gzippedTar), (".tgz", .gzippedTar), (".tar", .tar),
    ]

    private static func kind(_ name: [UInt8], mode: mode_t) -> Submission.Kind? {
        switch mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFREG: endings.first { text(name).lowercased().hasSuffix($0.ending) }?.kind
        default: nil
        }
    }

    private static func stem(_ name: [UInt8], _ kind: Submission.Kind) -> [UInt8] {
        guard kind != .folder else { return name }
        let length = endings.first { text(name).lowercased().hasSuffix($0.ending) }?.ending.utf8.count ?? 0
        return name.count > length ? Array(name.dropLast(length)) : name
    }

    private static func isClutter(_ name: [UInt8]) -> Bool { ["__MACOSX", "Thumbs.db"].contains(text(name)) }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
