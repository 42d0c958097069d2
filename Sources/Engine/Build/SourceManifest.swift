import Images
import Linux

/// A line of what a `COPY` read; see ``SourceManifest/lines(of:path:)``.
struct ManifestLine: Sendable, Hashable, Codable {
    var path: String
    var facts: String
}

/// Everything that the copy of a source depends on.
///
/// Modes and owners are left out when `--chmod` and `--chown` replace them; times never count.
struct SourceManifest {
    let modes: Bool
    let owners: Bool
    /// Files with several names, by the name that they were met by first: the copy is one file, too.
    private var firstNames: [SourceEntry.Inode: (place: Int, path: String)] = [:]
    private var place = 0

    init(modes: Bool, owners: Bool) {
        self.modes = modes
        self.owners = owners
    }

    /// Adds an entry and all below it to the key of a step.
    mutating func add(_ entry: SourceEntry, to key: inout KeyHasher) {
        place += 1
        key.add(entry.name)
        let kind = entry.kind
        key.add(number: UInt64(kind.code))
        if modes && kind != .link { key.add(number: UInt64(entry.mode)) }
        if owners { key.add(number: UInt64(entry.user) << 32 | UInt64(entry.group)) }
        switch kind {
        case .file:
            key.add(entry.digest)
            key.add(number: UInt64(earlierName(of: entry, path: "")?.place ?? 0))
        case .link: key.add(entry.target)
        case .device:
            key.add(number: entry.deviceNumber)
            key.add(number: entry.isBlockDevice ? 1 : 0)
        case .folder: key.add(number: UInt64(entry.children.count))
        case .fifo, .socket: break
        }
        key.add(entry.attributes)
        for child in entry.children { add(child, to: &key) }
    }

    /// One line an entry, for those who explain what has changed.
    mutating func lines(of entry: SourceEntry, path: String) -> [ManifestLine] {
        var lines: [ManifestLine] = []
        addLines(of: entry, path: path, to: &lines)
        return lines
    }

    private mutating func addLines(of entry: SourceEntry, path: String, to lines: inout [ManifestLine]) {
        place += 1
        let kind = entry.kind
        var facts = kind.rawValue
        if modes && kind != .link { facts += " " + String(entry.mode, radix: 8) }
        if owners { facts += " \(entry.user):\(entry.group)" }
        switch kind {
        case .file:
            facts += " " + entry.digest.hexadecimal
            if let earlier = earlierName(of: entry, path: path) { facts += " same as \(earlier.path)" }
        case .link: facts += " " + KeyHasher.digest(entry.target)
        case .device: facts += " \(entry.isBlockDevice ? "b" : "c")\(entry.deviceNumber)"
        default: break
        }
        if !entry.attributes.isEmpty { facts += " attributes \(KeyHasher.digest(entry.attributes))" }
        // A name that is no text is told apart by its bytes.
        let isText = String(validating: entry.name, as: UTF8.self) != nil
        lines.append(ManifestLine(path: path, facts: isText ? facts : facts + " " + KeyHasher.digest(entry.name)))
        for child in entry.children {
            addLines(of: child, path: path.isEmpty ? child.text : "\(path)/\(child.text)", to: &lines)
        }
    }

    /// Under which name the same file was met before.
    private mutating func earlierName(of entry: SourceEntry, path: String) -> (place: Int, path: String)? {
        guard entry.linkCount > 1 else { return nil }
        if let first = firstNames[entry.inode] { return first }
        firstNames[entry.inode] = (place, path)
        return nil
    }
}

extension SourceEntry {
    /// One line an entry; see ``SourceManifest``.
    func manifest(path: String, modes: Bool, owners: Bool) -> [ManifestLine] {
        var manifest = SourceManifest(modes: modes, owners: owners)
        return manifest.lines(of: self, path: path)
    }
}

extension SourceEntry.Kind {
    /// Stands for the kind in keys.
    fileprivate var code: UInt8 {
        switch self {
        case .file: 1
        case .folder: 2
        case .link: 3
        case .fifo: 4
        case .device: 5
        case .socket: 6
        }
    }
}
