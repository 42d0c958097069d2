import Glibc
import Linux

/// The folders of a tree by number: the first is the root, and each is named within the one that it is in.
struct FolderTree: Sendable {
    private(set) var parents: [Int] = [0]
    private(set) var names: [[UInt8]] = [[]]

    mutating func add(_ name: [UInt8], in parent: Int) -> Int {
        parents.append(parent)
        names.append(name)
        return parents.count - 1
    }

    /// A folder's path within the tree, for messages; empty for the root.
    func path(of folder: Int) -> String {
        var parts: [String] = []
        var folder = folder
        while folder != 0 {
            parts.append(String(decoding: names[folder], as: UTF8.self))
            folder = parents[folder]
        }
        return parts.reversed().joined(separator: "/")
    }
}

/// Opens folders of a tree one after the other, without following links. Those above the last one stay open for the
/// next one, so that neighbours take one call, and no path is too long.
struct FolderChain {
    private let root: Int32
    private var open: [(folder: Int, descriptor: OwnedDescriptor)] = []

    /// `root` stays open as long as this lives.
    init(root: Int32) { self.root = root }

    /// An open descriptor of a folder, good until the next call.
    mutating func descriptor(of folder: Int, in tree: FolderTree) throws(SystemError) -> Int32 {
        if let last = open.last, last.folder == folder { return last.descriptor.number }
        var way: [Int] = []
        var reached = folder
        while reached != 0 {
            way.append(reached)
            reached = tree.parents[reached]
        }
        way.reverse()
        var shared = 0
        while shared < min(way.count, open.count), open[shared].folder == way[shared] { shared += 1 }
        open.removeSubrange(shared...)
        for next in way[shared...] {
            let parent = open.last?.descriptor.number ?? root
            open.append(
                (
                    next,
                    try FolderReader.open(
                        tree.names[next], in: parent, O_RDONLY | O_DIRECTORY, path: tree.path(of: next))
                ))
        }
        return open.last?.descriptor.number ?? root
    }
}
