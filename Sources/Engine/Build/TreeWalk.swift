import Glibc
import Images
import Linux

/// Looks at everything below a folder: level by level, the folders of a level by several threads at once.
///
/// Files whose digests are remembered are not opened. What must be read is read at the end, by all threads.
struct TreeWalk {
    let rules: SourceRules
    let store: ImageStore
    let isCancelled: @Sendable () -> Bool

    /// Deeper trees than this are nobody's work.
    private static let maximumDepth = 400

    /// A folder that is to be listed.
    private struct Job: Sendable {
        var folder: Int
        var identity: FolderDigests.Folder
        /// `nil` when everything below is kept, so that nobody needs to know where it is.
        var position: SourceRules.Position?
    }

    /// What was found in a folder.
    private struct Listing: Sendable {
        var identity: FolderDigests.Folder
        var remembered: FolderDigests?
        /// The inodes of all names, also of those that are left out.
        var inodes: [UInt64] = []
        var children: [SourceEntry] = []
        /// The folders among the children: their places, whether they are kept when they are empty, where they are.
        var folders: [(child: Int, isKept: Bool, position: SourceRules.Position?)] = []
        /// Their numbers in the tree.
        var numbers: [Int] = []
        /// Files to be opened.
        var pending: [SourceFiles.Pending] = []
        var attributes: [UInt8] = []
    }

    /// The entries of an open folder, and a digest of its own extended attributes.
    func look(
        at folder: Int32, _ position: SourceRules.Position
    ) throws -> (children: [SourceEntry], attributes: [UInt8]) {
        var status = stat()
        try systemCall("fstat", position.path) { fstat(folder, &status) }
        var tree = FolderTree()
        var listings: [Listing] = []
        var wave = [
            Job(
                folder: 0,
                identity: FolderDigests.Folder(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
                position: rules.isNeeded(below: position) ? position : nil)
        ]
        var depth = 0
        while !wave.isEmpty {
            if depth > Self.maximumDepth {
                throw SourceFault.tooDeep(path: position.path + "/" + tree.path(of: wave[0].folder))
            }
            let found = try list(wave, in: tree, root: folder, rootPath: position.path)
            var next: [Job] = []
            for (job, var listing) in zip(wave, found) {
                for (child, _, position) in listing.folders {
                    let entry = listing.children[child]
                    let number = tree.add(entry.name, in: job.folder)
                    listing.numbers.append(number)
                    next.append(
                        Job(
                            folder: number,
                            identity: FolderDigests.Folder(device: entry.stamp.device, inode: entry.stamp.inode),
                            position: position))
                }
                listings.append(listing)
            }
            wave = next
            depth += 1
        }
        try readFiles(of: &listings, tree, root: folder, rootPath: position.path)
        return assemble(&listings)
    }

    private func list(_ wave: [Job], in tree: FolderTree, root: Int32, rootPath: String) throws -> [Listing] {
        if isCancelled() { throw SourceFault.cancelled }
        let known = try store.folderDigests(wave.map(\.identity))
        return try Parallel.map(wave.count, perThread: 4, worker: { FolderChain(root: root) }) { chain, index in
            let job = wave[index]
            func path(_ name: [UInt8]? = nil) -> String {
                let parts =
                    [rootPath, tree.path(of: job.folder)] + (name.map { [String(decoding: $0, as: UTF8.self)] } ?? [])
                return parts.filter { !$0.isEmpty }.joined(separator: "/")
            }
            do {
                let folder = try chain.descriptor(of: job.folder, in: tree)
                return try list(job, folder, known[index], path: path)
            } catch {
                throw SourceFault.of(error, path())
            }
        }
    }

    private func list(
        _ job: Job, _ folder: Int32, _ remembered: FolderDigests?, path: ([UInt8]?) -> String
    ) throws -> Listing {
        var listing = Listing(identity: job.identity, remembered: remembered)
        listing.attributes = try AttributeDigest.of(folder, path: path(nil))
        let names = try FolderReader.list(folder, path: path(nil))
        listing.children.reserveCapacity(names.count)
        listing.inodes.reserveCapacity(names.count)
        for name in names {
            listing.inodes.append(name.inode)
            var verdict = SourceRules.Verdict.kept
            var position: SourceRules.Position?
            if let above = job.position {
                (verdict, position) = rules.decide(name.bytes, in: above)
                if verdict == .skipped || verdict == .way && name.isNoFolder { continue }
            }
            guard let status = try FolderReader.status(name.bytes, in: folder, path: path(name.bytes)) else {
                throw SourceFault.changed(path: path(name.bytes))
            }
            var entry = SourceEntry(name: name.bytes, status: status)
            switch entry.kind {
            case .folder:
                listing.folders.append((listing.children.count, verdict == .kept, position))
            case _ where verdict == .way: continue
            case .file:
                if let known = remembered?.record(of: entry.stamp) {
                    entry.digest = known.digest
                    entry.isSettled = true
                    if known.hasAttributes {
                        listing.pending.append(.init(child: listing.children.count, needsContents: false))
                    }
                } else {
                    listing.pending.append(.init(child: listing.children.count, needsContents: true))
                }
            case .link:
                do {
                    entry.target = try FolderReader.linkTarget(name.bytes, in: folder, path: path(name.bytes))
                } catch {
                    throw SourceFault.of(error, path(name.bytes))
                }
            // Sockets belong to processes, not to trees.
            case .socket: continue
            case .fifo, .device: break
            }
            listing.children.append(entry)
        }
        return listing
    }

    /// Reads the files that are not remembered, and remembers them.
    private func readFiles(of listings: inout [Listing], _ tree: FolderTree, root: Int32, rootPath: String) throws {
        let jobs = SourceFiles.jobs(
            listings.map { listing in
                listing.pending.map { ($0, listing.children[$0.child]) }
            })
        if jobs.isEmpty { return }
        let reader = SourceFiles(tree: tree, root: root, rootPath: rootPath, isCancelled: isCancelled)
        var changed: Set<Int> = []
        for result in try reader.read(jobs).joined() {
            listings[result.folder].children[result.child] = result.entry
            if result.isNew && result.entry.isSettled { changed.insert(result.folder) }
        }
        try store.remember(
            changed.sorted().map { index in
                let listing = listings[index]
                return (listing.identity, memory(of: listing))
            })
    }

    /// What is known of a folder's files: those that were looked at, and others that are still there.
    private func memory(of listing: Listing) -> FolderDigests {
        var records: [FolderDigests.Record] = []
        var seen: Set<UInt64> = []
        for entry in listing.children where entry.kind == .file {
            // Several names of one file give one record.
            guard seen.insert(entry.stamp.inode).inserted, entry.isSettled else { continue }
            records.append(
                FolderDigests.Record(
                    stamp: entry.stamp, digest: entry.digest, hasAttributes: !entry.attributes.isEmpty))
        }
        if let remembered = listing.remembered {
            let present = Set(listing.inodes)
            for index in 0..<remembered.count {
                let record = remembered[index]
                if present.contains(record.stamp.inode) && !seen.contains(record.stamp.inode) { records.append(record) }
            }
        }
        return FolderDigests(records, device: listing.identity.device)
    }

    /// Puts the folders into each other, from the deepest up. Folders that are only on the way go when they are empty.
    private func assemble(_ listings: inout [Listing]) -> (children: [SourceEntry], attributes: [UInt8]) {
        for index in listings.indices.reversed() {
            var listing = listings[index]
            listings[index].children = []
            var unneeded: Set<Int> = []
            for (place, number) in zip(listing.folders, listing.numbers) {
                let inner = listings[number]
                listings[number].children = []
                listing.children[place.child].children = inner.children
                listing.children[place.child].attributes = inner.attributes
                if !place.isKept && inner.children.isEmpty { unneeded.insert(place.child) }
            }
            listings[index].children =
                unneeded.isEmpty
                ? listing.children
                : listing.children.enumerated().filter { !unneeded.contains($0.offset) }.map(\.element)
        }
        return (listings[0].children, listings[0].attributes)
    }
}
