import EngineInterface
import Glibc
import Linux

/// Finds out what each layer of an image changed, by reading the layers' folders from the lowest up.
struct LayerChanges {
    /// Something at a path, as the layers up to now show it.
    private final class Node {
        var children: [[UInt8]: Node] = [:]
        /// `nil` for folders.
        var file: File?

        init(file: File? = nil) { self.file = file }
    }

    private struct File {
        var layer: Int
        var bytes: Int64
        var kind: mode_t
        var mode: mode_t
        var user: uid_t
        var group: gid_t
        var modified: timespec
    }

    private struct Inode: Hashable {
        var device: dev_t
        var number: ino_t
    }

    private let root = Node()
    private var layer = 0
    private var changes: [LayerChange] = []
    /// The files of the present layer with several names.
    private var seen: Set<Inode> = []

    /// What the next layer changed, sorted by path.
    mutating func next(_ folder: String) throws(SystemError) -> [LayerChange] {
        changes = []
        seen = []
        let open = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        defer { withExtendedLifetime(open) {} }
        try scan(open.number, path: "", into: root)
        layer += 1
        return changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private mutating func scan(_ folder: Int32, path: String, into node: Node) throws(SystemError) {
        let names = try DirectoryReader.names(in: folder, path: path)
        if OverlayMarks.isOpaque(folder) {
            let kept = Set(names)
            for (name, child) in node.children where !kept.contains(name) {
                remove(child, path: Self.join(path, name))
                node.children[name] = nil
            }
        }
        for name in names {
            var status = stat()
            let result = withUnsafeCString(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
            if result != 0 { throw SystemError("stat", path, errno: errno) }
            let childPath = Self.join(path, name)
            if OverlayMarks.isWhiteout(status) {
                if let old = node.children.removeValue(forKey: name) { remove(old, path: childPath) }
            } else if status.st_mode & S_IFMT == S_IFDIR {
                let old = node.children[name]
                if let file = old?.file { change(childPath, .removed, 0, hiding: file) }
                let child = old.flatMap { $0.file == nil ? $0 : nil } ?? Node()
                node.children[name] = child
                let open = try DirectoryReader.openFolder(name, in: folder, path: path)
                defer { withExtendedLifetime(open) {} }
                try scan(open.number, path: childPath, into: child)
            } else {
                place(status, name, childPath, in: node)
            }
        }
    }

    private mutating func place(_ status: stat, _ name: [UInt8], _ path: String, in node: Node) {
        let isRepeated =
            status.st_nlink > 1 && !seen.insert(Inode(device: status.st_dev, number: status.st_ino)).inserted
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        let file = File(
            layer: layer, bytes: isRegular && !isRepeated ? Int64(status.st_size) : 0, kind: status.st_mode & S_IFMT,
            mode: status.st_mode & 0o7777, user: status.st_uid, group: status.st_gid, modified: status.st_mtim)
        let old = node.children.updateValue(Node(file: file), forKey: name)
        guard let old else { return change(path, .added, file.bytes, hiding: nil) }
        guard let before = old.file else {
            remove(old, path: path)
            return change(path, .added, file.bytes, hiding: nil)
        }
        // Changing only a mode or an owner copies a file up with its content and its time as they were.
        let isSameContent =
            before.kind == file.kind && before.bytes == file.bytes && before.modified.tv_sec == file.modified.tv_sec
            && before.modified.tv_nsec == file.modified.tv_nsec
        change(path, isSameContent ? .attributes : .changed, file.bytes, hiding: before)
    }

    /// Everything at and below a node is gone.
    private mutating func remove(_ node: Node, path: String) {
        if let file = node.file { change(path, .removed, 0, hiding: file) }
        for (name, child) in node.children { remove(child, path: Self.join(path, name)) }
    }

    private mutating func change(_ path: String, _ kind: LayerChange.Kind, _ bytes: Int64, hiding file: File?) {
        // A file that this very layer brought cannot be hidden by it.
        let hidden = file.flatMap { $0.layer == layer ? nil : LayerChange.Hidden(bytes: $0.bytes, layer: $0.layer) }
        changes.append(LayerChange(path: path, kind: kind, bytes: bytes, hidden: hidden))
    }

    private static func join(_ path: String, _ name: [UInt8]) -> String {
        path + "/" + String(decoding: name, as: UTF8.self)
    }
}

extension ImageStore {
    /// The layers of an image, lowest first, with what each changed. Reads the status of every file.
    public func layers(of record: ImageRecord) throws -> [ImageLayer] {
        if let snapshot = record.snapshot { try pin(snapshot) }
        let chain = try chain(to: record.snapshot)
        let base = try baseDepth(of: record, chain)
        let texts = record.history.filter { !$0.emptyLayer }.map(\.createdBy)
        var reader = LayerChanges()
        var layers: [ImageLayer] = []
        for (index, snapshot) in chain.enumerated() {
            let changes = try storeWork(root) { try reader.next(snapshot.path) }
            // Where the history does not tell of all layers, the topmost are those that it tells of.
            let entry = index - (chain.count - texts.count)
            layers.append(
                ImageLayer(
                    createdBy: texts.indices.contains(entry) ? texts[entry] : nil, bytes: snapshot.bytes,
                    isBase: index < base, changes: changes))
        }
        return layers
    }

    /// How many of the lowest layers are those of an image that was not built here: a stand-in, assembled by this store or
    /// loaded from an archive.
    func baseDepth(of record: ImageRecord, _ chain: [Snapshot]) throws -> Int {
        let places = Dictionary(chain.enumerated().map { ($1.id, $0 + 1) }) { first, _ in first }
        let bases = try images().filter { $0.standIn != nil && $0.id != record.id }
        let known = bases.compactMap { $0.snapshot.flatMap { places[$0] } }.max() ?? 0
        return max(known, StandInMark.depth(record))
    }
}
