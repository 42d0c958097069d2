import EngineInterface

/// What a layer changed, as a tree of folders in which one can look around.
public final class ChangeTree: Sendable {
    public let name: String
    public let path: String
    public let added: Int
    public let changed: Int
    public let removed: Int
    /// What the files take that were added and changed.
    public let bytes: Int64
    /// What they hide of lower layers.
    public let hiddenBytes: Int64
    /// How a file was changed; `nil` for folders.
    public let kind: LayerChange.Kind?
    /// The largest first.
    public let children: [ChangeTree]

    /// The tree of all changes; its root is the root folder.
    public convenience init(_ changes: [LayerChange]) {
        self.init(name: "/", path: "/", changes: changes[...], depth: 0)
    }

    /// - Parameter changes: sorted by path; all below this folder.
    private init(name: String, path: String, changes: ArraySlice<LayerChange>, depth: Int) {
        self.name = name
        self.path = path
        kind = nil
        var folders: [String: [LayerChange]] = [:]
        var children: [ChangeTree] = []
        for change in changes {
            let parts = change.path.split(separator: "/", omittingEmptySubsequences: true)
            guard parts.count > depth else { continue }
            if parts.count == depth + 1 {
                children.append(ChangeTree(file: change, name: String(parts[depth])))
            } else {
                folders[String(parts[depth]), default: []].append(change)
            }
        }
        for (folder, changes) in folders {
            let below = path == "/" ? "/" + folder : path + "/" + folder
            children.append(ChangeTree(name: folder + "/", path: below, changes: changes[...], depth: depth + 1))
        }
        children.sort { ($1.bytes + $1.hiddenBytes, $0.name) < ($0.bytes + $0.hiddenBytes, $1.name) }
        self.children = children
        added = children.reduce(0) { $0 + $1.added }
        changed = children.reduce(0) { $0 + $1.changed }
        removed = children.reduce(0) { $0 + $1.removed }
        bytes = children.reduce(0) { $0 + $1.bytes }
        hiddenBytes = children.reduce(0) { $0 + $1.hiddenBytes }
    }

    private init(file change: LayerChange, name: String) {
        self.name = name
        path = change.path
        kind = change.kind
        children = []
        added = change.kind == .added ? 1 : 0
        changed = change.kind == .changed || change.kind == .attributes ? 1 : 0
        removed = change.kind == .removed ? 1 : 0
        bytes = change.bytes
        hiddenBytes = change.hidden?.bytes ?? 0
    }
}
