import EngineInterface

/// What a layer changed in a folder and below it.
public struct FolderChange: Sendable, Equatable, Encodable {
    /// Ends in a slash, unless it is a single file.
    public var path: String
    public var added: Int
    public var changed: Int
    public var removed: Int
    /// What the files take that were added and changed.
    public var bytes: Int64

    /// More rows than this are not made of one layer.
    static let rows = 10

    /// Folds changes to few rows: large folders are divided into what is in them, small ones are not.
    static func fold(_ changes: [LayerChange], rows limit: Int = rows) -> [FolderChange] {
        guard !changes.isEmpty else { return [] }
        let root = Node(path: "/")
        for change in changes { root.add(change) }
        var open = [root.narrowed()]
        var closed: [Node] = []
        while let index = open.indices.max(by: { open[$0].weight < open[$1].weight }) {
            let node = open.remove(at: index)
            let parts = node.parts()
            if parts.count < 2 || open.count + closed.count + parts.count > limit {
                closed.append(node)
            } else {
                open += parts.map { $0.narrowed() }
            }
        }
        return closed.map(\.change).sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
    }

    private final class Node {
        let path: String
        var change: FolderChange
        var weight: Int64 = 0
        private var children: [Substring: Node] = [:]
        private var files: [LayerChange] = []

        init(path: String) {
            self.path = path
            change = FolderChange(path: path, added: 0, changed: 0, removed: 0, bytes: 0)
        }

        func add(_ change: LayerChange) {
            var node = self
            node.count(change)
            for name in change.path.split(separator: "/").dropLast() {
                let child = node.children[name] ?? Node(path: node.path + name + "/")
                node.children[name] = child
                child.count(change)
                node = child
            }
            node.files.append(change)
        }

        private func count(_ one: LayerChange) {
            switch one.kind {
            case .added: change.added += 1
            case .changed, .attributes: change.changed += 1
            case .removed: change.removed += 1
            }
            change.bytes += one.bytes
            weight += one.bytes + (one.hidden?.bytes ?? 0) + 1
        }

        /// The one folder that all of it is in.
        func narrowed() -> Node {
            var node = self
            while node.files.isEmpty, node.children.count == 1, let only = node.children.values.first { node = only }
            if node.children.isEmpty, node.files.count == 1 { node.change.path = node.files[0].path }
            return node
        }

        /// The folders in it, and its own files as one part.
        func parts() -> [Node] {
            var parts = Array(children.values)
            guard !files.isEmpty, !children.isEmpty else { return parts }
            let own = Node(path: files.count == 1 ? files[0].path : path + "*")
            for file in files {
                own.count(file)
                own.files.append(file)
            }
            own.change.path = own.path
            parts.append(own)
            return parts
        }
    }
}
