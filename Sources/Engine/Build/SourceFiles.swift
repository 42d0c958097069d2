import Glibc
import Images
import Linux

/// Reads the files of a tree whose digests are not known, many at once.
struct SourceFiles {
    /// A file among the children of its folder.
    struct Pending: Sendable {
        var child: Int
        /// Whether its contents are unknown, not only its extended attributes.
        var needsContents: Bool
    }
    struct Job: Sendable {
        var folder: Int
        var pending: Pending
        var entry: SourceEntry
    }
    struct Result: Sendable {
        var folder: Int
        var child: Int
        var entry: SourceEntry
        var isNew: Bool
    }
    let tree: FolderTree
    let root: Int32
    /// The root's path, for messages.
    let rootPath: String
    let isCancelled: @Sendable () -> Bool

    /// One turn of a thread is at most so many files and about so many bytes.
    private static let filesPerTurn = 64
    private static let bytesPerTurn: Int64 = 4 << 20

    /// Cuts the pending files of all folders into turns.
    static func jobs(_ folders: [[(pending: Pending, entry: SourceEntry)]]) -> [[Job]] {
        var turns: [[Job]] = []
        var turn: [Job] = []
        var bytes: Int64 = 0
        for (folder, files) in folders.enumerated() {
            for (pending, entry) in files {
                turn.append(Job(folder: folder, pending: pending, entry: entry))
                if pending.needsContents { bytes += entry.stamp.size }
                if turn.count == filesPerTurn || bytes >= bytesPerTurn {
                    turns.append(turn)
                    turn = []
                    bytes = 0
                }
            }
        }
        if !turn.isEmpty { turns.append(turn) }
        return turns
    }

    func read(_ turns: [[Job]]) throws -> [[Result]] {
        try Parallel.map(
            turns.count, perThread: 1, worker: { (chain: FolderChain(root: root), hasher: ContentHasher()) }
        ) { worker, index in
            if isCancelled() { throw SourceFault.cancelled }
            var results: [Result] = []
            results.reserveCapacity(turns[index].count)
            for job in turns[index] {
                do {
                    let folder = try worker.chain.descriptor(of: job.folder, in: tree)
                    let entry = try read(job, in: folder, &worker.hasher)
                    results.append(
                        Result(
                            folder: job.folder, child: job.pending.child, entry: entry,
                            isNew: job.pending.needsContents))
                } catch {
                    throw SourceFault.of(error, path(of: job))
                }
            }
            return results
        }
    }

    private func path(of job: Job) -> String {
        [rootPath, tree.path(of: job.folder), job.entry.text].filter { !$0.isEmpty }.joined(separator: "/")
    }

    private func read(_ job: Job, in folder: Int32, _ hasher: inout ContentHasher) throws -> SourceEntry {
        let file = try FolderReader.open(job.entry.name, in: folder, O_RDONLY | O_NONBLOCK, path: path(of: job))
        defer { withExtendedLifetime(file) {} }
        var status = stat()
        try systemCall("fstat", path(of: job)) { fstat(file.number, &status) }
        // It may be another file than a moment ago; it counts as it is now.
        var entry = SourceEntry(name: job.entry.name, status: status)
        guard entry.kind == .file else { throw SourceFault.changed(path: path(of: job)) }
        if entry.stamp == job.entry.stamp && !job.pending.needsContents {
            entry.digest = job.entry.digest
            entry.isSettled = true
        } else {
            let now = FileStamp.now
            entry.digest = try hasher.digest(of: file.number, path: path(of: job))
            try systemCall("fstat", path(of: job)) { fstat(file.number, &status) }
            entry.isSettled = entry.stamp.isSettled(at: now) && FileStamp(status) == entry.stamp
        }
        entry.attributes = try AttributeDigest.of(file.number, path: path(of: job))
        return entry
    }
}

extension SourceFault {
    /// What a failed look at something means.
    static func of(_ error: any Error, _ path: String) -> any Error {
        guard let error = error as? SystemError else { return error }
        switch error.errno {
        case EACCES, EPERM: return SourceFault.unreadable(path: path, reason: error.reason)
        // Links are not followed here: something else stood at this place a moment ago.
        case ENOENT, ENOTDIR, ELOOP, EINVAL: return SourceFault.changed(path: path)
        default: return error
        }
    }
}
