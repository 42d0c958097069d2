import Glibc
import Linux

/// Goes through the files of an image as a container sees them: a folder before what is in it, names sorted.
///
/// Without recursion, so that no tree, however deep, takes more stack than a thread has.
struct LayeredFolderWalk {
    /// Something that the walk has come to.
    enum Step {
        /// The walk goes into it next.
        case folder(LayeredFolder, path: [UInt8])
        case other(in: OwnedDescriptor, name: [UInt8], status: stat, path: [UInt8])
        /// Everything in the folder has been visited.
        case leave(path: [UInt8])
    }

    private struct Level {
        let folder: LayeredFolder
        let path: [UInt8]
        /// Those that are left, the next one last.
        var names: [[UInt8]]
    }

    private var levels: [Level]

    /// `layers` are the folders of the layers, topmost first.
    init(layers: [String]) throws(SystemError) {
        let root = try LayeredFolder(layers: layers)
        levels = [Level(folder: root, path: [], names: try root.names(path: "/").reversed())]
    }

    /// The next step; `nil` at the end. Paths are relative to the root, without a slash at either end.
    mutating func next() throws(SystemError) -> Step? {
        guard let level = levels.last else { return nil }
        guard let name = levels[levels.count - 1].names.popLast() else {
            levels.removeLast()
            return levels.isEmpty ? nil : .leave(path: level.path)
        }
        let path = level.path.isEmpty ? name : level.path + [UInt8(ascii: "/")] + name
        let text = String(decoding: path, as: UTF8.self)
        switch try level.folder.entry(name, path: text) {
        case .folder(let folder):
            levels.append(Level(folder: folder, path: path, names: try folder.names(path: text).reversed()))
            return .folder(folder, path: path)
        case .other(let folder, let name, let status):
            return .other(in: folder, name: name, status: status, path: path)
        // Nothing changes snapshots, so what was listed is there.
        case nil: throw SystemError("stat", text, errno: ENOENT)
        }
    }
}
