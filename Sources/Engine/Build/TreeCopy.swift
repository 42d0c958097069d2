import Glibc
import Images
import Linux

/// Copies a tree of entries from one open folder to another, by several threads: first the folders, level by level,
/// then what is in them, then the folders' own attributes.
struct TreeCopy {
    let from: Int32
    let to: Int32
    /// The destination's path, for messages.
    let path: String
    let owner: TreeWriter.Owner?
    let mode: FileMode?
    let isCancelled: @Sendable () -> Bool

    /// A file with several names. These are written one after the other, by the caller.
    struct Linked {
        var entry: SourceEntry
        var folder: Int
    }

    private struct Folder: Sendable {
        var entry: SourceEntry
        /// Whether it was made for this copy, so that nothing is in it.
        var isNew: Bool
    }

    /// What one turn of a thread copies: a part of a folder's children.
    private struct Turn: Sendable {
        var folder: Int
        var children: Range<Int>
    }

    private static let entriesPerTurn = 64
    private static let bytesPerTurn: Int64 = 4 << 20

    /// Copies the children of `root`. `writeLinked` is called for each file with several names, in order, with the
    /// open folders that it is in and belongs to.
    ///
    /// - Parameter isNew: whether the destination was made for this.
    func copyChildren(
        of root: SourceEntry, isNew: Bool,
        writeLinked: (_ entry: SourceEntry, _ from: Int32, _ to: Int32, _ folder: String, _ isNew: Bool) throws -> Void
    ) throws {
        let (tree, folders) = try makeFolders(of: root, isNew: isNew)
        try copyFiles(tree, folders)
        try copyLinked(tree, folders, writeLinked)
        try finish(tree, folders)
    }

    private func path(of folder: Int, in tree: FolderTree, _ name: [UInt8]? = nil) -> String {
        let inner = tree.path(of: folder)
        let own = inner.isEmpty ? path : path.hasSuffix("/") ? path + inner : "\(path)/\(inner)"
        return name.map { "\(own.hasSuffix("/") ? own : own + "/")\(String(decoding: $0, as: UTF8.self))" } ?? own
    }

    /// Makes all folders that are missing, writable for this process alone. Each level needs the one above it.
    private func makeFolders(of root: SourceEntry, isNew: Bool) throws -> (FolderTree, [Folder]) {
        var tree = FolderTree()
        var folders = [Folder(entry: root, isNew: isNew)]
        var wave = [0]
        while !wave.isEmpty {
            if isCancelled() { throw SourceFault.cancelled }
            let (parents, known, above) = (wave, folders, tree)
            let made = try Parallel.map(parents.count, perThread: 8, worker: { FolderChain(root: to) }) {
                chain, index in
                let parent = known[parents[index]]
                var result: [Folder] = []
                for child in parent.entry.children where child.kind == .folder {
                    let folder = try chain.descriptor(of: parents[index], in: above)
                    result.append(
                        Folder(
                            entry: child,
                            isNew: try makeFolder(
                                child.name, in: folder, parent.isNew,
                                path: path(of: parents[index], in: above, child.name))))
                }
                return result
            }
            wave = []
            for (parent, children) in zip(parents, made) {
                for child in children {
                    wave.append(tree.add(child.entry.name, in: parent))
                    folders.append(child)
                }
            }
        }
        return (tree, folders)
    }

    /// Returns whether it was not there before.
    private func makeFolder(
        _ name: [UInt8], in parent: Int32, _ isParentNew: Bool, path: @autoclosure () -> String
    ) throws -> Bool {
        if !isParentNew, let status = try FolderReader.status(name, in: parent, path: path()) {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw WriteFault.fileInTheWay(path: path(), isLink: status.st_mode & S_IFMT == S_IFLNK)
            }
            return false
        }
        try systemCall("mkdir", path()) { withName(name) { mkdirat(parent, $0, 0o700) } }
        return true
    }

    private struct Worker {
        var source: FolderChain
        var destination: FolderChain
        var copier: FileCopier
    }

    private func copyFiles(_ tree: FolderTree, _ folders: [Folder]) throws {
        let turns = Self.turns(folders)
        let (from, to, owner, mode) = (from, to, owner, mode)
        _ = try Parallel.map(
            turns.count, perThread: 1,
            worker: {
                Worker(
                    source: FolderChain(root: from), destination: FolderChain(root: to),
                    copier: FileCopier(owner: owner, mode: mode))
            }
        ) { worker, index in
            if isCancelled() { throw SourceFault.cancelled }
            let turn = turns[index]
            let folder = folders[turn.folder]
            let source = try sourceFolder(turn.folder, &worker.source, tree)
            let destination = try worker.destination.descriptor(of: turn.folder, in: tree)
            for child in turn.children {
                let entry = folder.entry.children[child]
                if entry.kind == .folder || entry.isLinked { continue }
                if !folder.isNew {
                    try FileCopier.prepare(
                        entry.name, in: destination, path: path(of: turn.folder, in: tree, entry.name))
                }
                try worker.copier.copy(
                    entry, in: source, to: entry.name, in: destination,
                    path: path(of: turn.folder, in: tree, entry.name))
            }
        }
    }

    private func sourceFolder(_ folder: Int, _ chain: inout FolderChain, _ tree: FolderTree) throws -> Int32 {
        do {
            return try chain.descriptor(of: folder, in: tree)
        } catch {
            throw SourceFault.of(error, path(of: folder, in: tree))
        }
    }

    private static func turns(_ folders: [Folder]) -> [Turn] {
        var turns: [Turn] = []
        for (number, folder) in folders.enumerated() {
            var start = 0
            var bytes: Int64 = 0
            let children = folder.entry.children
            for index in children.indices {
                if children[index].kind == .file { bytes += children[index].stamp.size }
                if index + 1 - start == entriesPerTurn || bytes >= bytesPerTurn || index == children.count - 1 {
                    turns.append(Turn(folder: number, children: start..<(index + 1)))
                    start = index + 1
                    bytes = 0
                }
            }
        }
        return turns
    }

    private func copyLinked(
        _ tree: FolderTree, _ folders: [Folder],
        _ writeLinked: (SourceEntry, Int32, Int32, String, Bool) throws -> Void
    ) throws {
        var source = FolderChain(root: from)
        var destination = FolderChain(root: to)
        for (number, folder) in folders.enumerated() {
            for entry in folder.entry.children where entry.isLinked {
                try writeLinked(
                    entry, try sourceFolder(number, &source, tree), try destination.descriptor(of: number, in: tree),
                    path(of: number, in: tree), folder.isNew)
            }
        }
    }

    /// Gives the folders below the root their owners, modes and times, now that nothing changes in them any more.
    private func finish(_ tree: FolderTree, _ folders: [Folder]) throws {
        let (from, to, owner, mode) = (from, to, owner, mode)
        let last = folders.count - 1
        _ = try Parallel.map(
            last, perThread: 16,
            worker: {
                Worker(
                    source: FolderChain(root: from), destination: FolderChain(root: to),
                    copier: FileCopier(owner: owner, mode: mode))
            }
        ) { worker, index in
            // The deepest first: a folder may close itself to those who have to go through it.
            let number = last - index
            let entry = folders[number].entry
            let destination = try worker.destination.descriptor(of: number, in: tree)
            let source = entry.attributes.isEmpty ? nil : try sourceFolder(number, &worker.source, tree)
            try worker.copier.apply(entry, from: source, to: destination, path: path(of: number, in: tree))
        }
    }
}

extension SourceEntry {
    /// Whether it is a file with several names.
    var isLinked: Bool { kind == .file && linkCount > 1 }
}
