import Glibc
import Linux

/// Where an image archive's files are: parts of one open file, or files of a folder.
struct ArchiveFile: Sendable {
    let file: OwnedDescriptor
    let range: Range<Int64>

    var size: Int64 { range.upperBound - range.lowerBound }
    var source: RangeSource { RangeSource(descriptor: file.number, range: range) }

    /// All of it, when it is a small one.
    func contents(limit: Int = 16 << 20) throws -> [UInt8] {
        var source = source
        defer { withExtendedLifetime(file) {} }
        return try source.all(limit: limit)
    }

    /// How it is packed, by its first bytes.
    func compression() throws -> Compression {
        var head = [UInt8](repeating: 0, count: 8)
        var source = RangeSource(descriptor: file.number, range: range.lowerBound..<(range.lowerBound + min(8, size)))
        let count = try head.withUnsafeMutableBytes { try source.fill($0) }
        return Compression(head: Array(head[..<count]))
    }
}

/// The files of an image archive by their names. Names never reach the file system of an archive.
protocol ArchiveFiles: Sendable {
    /// The file with this name, links followed; `nil` when there is none.
    func file(_ name: String) throws -> ArchiveFile?
}

extension ArchiveFiles {
    func required(_ name: String) throws -> ArchiveFile {
        guard let file = try file(name) else { throw ArchiveFault.missing(name) }
        return file
    }

    /// A blob of an OCI layout.
    func blob(_ digest: String) throws -> ArchiveFile {
        let parts = digest.split(separator: ":").map(String.init)
        let isPlain =
            parts.count == 2
            && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) } }
        guard isPlain else {
            throw ArchiveFault.badDocument(name: "index.json", reason: "'\(digest)' is no digest.")
        }
        return try required("blobs/\(parts[0])/\(parts[1])")
    }
}

/// The files of a tar archive, which stays as it is: only where each file begins is remembered.
struct TarFiles: ArchiveFiles {
    private var files: [String: Range<Int64>] = [:]
    /// Old archives link equal layers to each other.
    private var links: [String: String] = [:]
    private let archive: OwnedDescriptor

    /// Reads the headers of an archive that is not compressed.
    init(_ archive: OwnedDescriptor, size: Int64, limit: Int) throws {
        self.archive = archive
        var reader = TarReader(RangeSource(descriptor: archive.number, range: 0..<size))
        var count = 0
        while let entry = try reader.next() {
            count += 1
            if count > limit { throw ArchiveFault.tooManyEntries(limit: limit) }
            let name = Self.normal(entry.text, in: "")
            switch entry.kind {
            case .file:
                guard reader.position + entry.size <= size else { throw ArchiveFault.truncated }
                files[name] = reader.position..<(reader.position + entry.size)
                links[name] = nil
            case .symbolicLink, .hardLink:
                let folder = entry.kind == .hardLink ? "" : name.split(separator: "/").dropLast().joined(separator: "/")
                links[name] = Self.normal(String(decoding: entry.linkTarget, as: UTF8.self), in: folder)
                files[name] = nil
            default: break
            }
        }
    }

    func file(_ name: String) -> ArchiveFile? {
        var name = Self.normal(name, in: "")
        for _ in 0..<8 {
            if let range = files[name] { return ArchiveFile(file: archive, range: range) }
            guard let next = links[name] else { return nil }
            name = next
        }
        return nil
    }

    private static func normal(_ name: String, in folder: String) -> String {
        var parts: [Substring] = []
        for part in (name.hasPrefix("/") ? name : folder + "/" + name).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// The files of a folder, which no name leads out of.
struct FolderFiles: ArchiveFiles {
    private let folder: RootedDirectory

    init(_ path: String) throws { folder = try RootedDirectory(path) }

    func file(_ name: String) throws -> ArchiveFile? {
        guard let status = try folder.status(name, followLinks: true), status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        let file = try folder.open(name, O_RDONLY | O_NONBLOCK)
        return ArchiveFile(file: file, range: 0..<Int64(status.st_size))
    }
}
