import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// Removes what nobody needs: images without a name, cached steps, cache mounts, the files that neither an image nor a
    /// cached step nor a living process uses any more, and notes about files that are old.
    ///
    /// Safe beside any number of working processes.
    @discardableResult
    public func prune(_ options: PruneOptions) throws -> PruneResult {
        try reapDeadLeases()
        let cache = try measuredCache(options)
        var result = try whilePruning {
            try write { database -> PruneResult in
                let removal = try remove(options, cache, in: database)
                for name in removal.mounts { try moveToTrash(folders.caches + "/" + name) }
                return removal.result
            }
        }
        result.bytes = try sweep()
        return result
    }

    /// What ``prune(_:)`` would remove now. Nothing is changed: the same choice is made, measured and taken back.
    public func prunePreview(_ options: PruneOptions) throws -> PruneResult {
        try reapDeadLeases()
        let cache = try measuredCache(options)
        return try storeWork(root) {
            try database.writeWithoutTransaction { database in
                var result = PruneResult()
                try database.inTransaction {
                    let removal = try remove(options, cache, in: database)
                    result = removal.result
                    result.bytes = try bytes(withoutRow: database) { usage in
                        for name in removal.mounts { try usage.add(folders.caches + "/" + name) }
                    }
                    return .rollback
                }
                return result
            }
        }
    }

    /// How much of the cache there is, where the choice depends on it.
    private func measuredCache(_ options: PruneOptions) throws -> MeasuredCache {
        var cache = MeasuredCache()
        if options.keepBytes != nil { cache.sizes = try snapshotSizes() }
        if options.includesCacheMounts || options.keepBytes != nil {
            cache.mounts = try storeWork(root) { try cacheMounts() }
        }
        return cache
    }

    /// Removes the rows, and names the cache mounts that go with them.
    private func remove(
        _ options: PruneOptions, _ cache: MeasuredCache, in database: Database
    ) throws -> (result: PruneResult, mounts: [String]) {
        var result = PruneResult()
        let noted = try notedObjects()
        try database.execute(sql: "CREATE TEMP TABLE used (id TEXT PRIMARY KEY)")
        try database.execute(sql: "INSERT INTO used SELECT DISTINCT object FROM pin")
        for object in noted {
            try database.execute(sql: "INSERT OR IGNORE INTO used (id) VALUES (?)", arguments: [object])
        }
        defer { try? database.execute(sql: "DROP TABLE IF EXISTS used") }
        if options.includesImages { result.images = try removeImages(options, in: database) }
        var eviction = try Eviction(options, cache, noted: noted, in: database)
        for key in eviction.steps() {
            try database.execute(sql: "DELETE FROM cache WHERE key = ?", arguments: [key])
            result.steps += 1
        }
        result.cacheMounts = eviction.mounts.count
        try forget(options, in: database)
        result.snapshots = try removeSnapshots(in: database)
        return (result, eviction.mounts)
    }

    /// Removes images without a name, cached steps that were not used since a date, and what only they need. Returns the
    /// bytes on the disk that were given back.
    @discardableResult
    public func prune(cacheUnusedSince cutoff: Date = Date()) throws -> Int64 {
        try prune(PruneOptions(until: cutoff)).bytes
    }

    private func removeImages(_ options: PruneOptions, in database: Database) throws -> Int {
        try database.execute(
            sql: """
                DELETE FROM image WHERE id NOT IN (SELECT image FROM name) AND id NOT IN (SELECT id FROM used)
                AND created < ?
                """,
            arguments: [options.until?.timeIntervalSince1970 ?? .infinity])
        return database.changesCount
    }

    /// Notes are worth little after a month.
    private func forget(_ options: PruneOptions, in database: Database) throws {
        let month = Date().timeIntervalSince1970 - 30 * 86400
        let cutoff =
            options.all && options.includesBuildCache ? options.until?.timeIntervalSince1970 ?? .infinity : month
        try database.execute(sql: "DELETE FROM step_memory WHERE saved < ?", arguments: [cutoff])
        try database.execute(sql: "DELETE FROM digest WHERE stored < ?", arguments: [cutoff])
    }

    private func removeSnapshots(in database: Database) throws -> Int {
        try database.execute(sql: "CREATE TEMP TABLE needed (id TEXT PRIMARY KEY)")
        try database.execute(
            sql: """
                INSERT INTO needed
                WITH RECURSIVE need(id) AS (
                    SELECT snapshot FROM image WHERE snapshot IS NOT NULL
                    UNION SELECT snapshot FROM cache WHERE snapshot IS NOT NULL
                    UNION SELECT id FROM used
                    UNION SELECT snapshot.parent FROM need JOIN snapshot USING (id)
                    WHERE snapshot.parent IS NOT NULL
                )
                SELECT id FROM need
                """)
        // Children and parents go in one statement, so the references are checked at its end.
        try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try database.execute(sql: "DELETE FROM snapshot WHERE id NOT IN (SELECT id FROM needed)")
        let count = database.changesCount
        try database.execute(sql: "DROP TABLE needed")
        return count
    }

    /// What the snapshots that no image needs take on the disk.
    private func snapshotSizes() throws -> [SnapshotID: Int64] {
        let noted = try notedObjects()
        let needs = try read { try SnapshotNeeds(in: $0, noted: noted) }
        let kept = needs.closure(of: needs.ofImages)
        return try storeWork(root) {
            var sizes: [SnapshotID: Int64] = [:]
            for name in try FolderListing.names(in: folders.snapshots) where !kept.contains(name) {
                sizes[name] = try TreeUsage.of(folders.snapshot(name)).bytes
            }
            return sizes
        }
    }

    private func moveToTrash(_ path: String) throws {
        let target = folders.trash + "/" + RandomName.hex(words: 1)
        if rename(path, target) != 0 && errno != ENOENT { throw SystemError("rename", path, errno: errno) }
    }

    /// Removes the snapshot folders and blobs that have no row: those that were pruned, and those of processes that were
    /// killed between moving the folder and writing the row. Returns what they took on the disk.
    @discardableResult
    func sweep() throws -> Int64 {
        try write { database in for path in try withoutRow(database) { try moveToTrash(path) } }
        return try storeWork(root) {
            var usage = TreeUsage()
            for name in try FolderListing.names(in: folders.trash) {
                try usage.add(folders.trash + "/" + name)
                try removeTree(folders.trash + "/" + name)
            }
            return usage.bytes
        }
    }

    /// What ``sweep()`` would give back, and what `others` adds.
    private func bytes(withoutRow database: Database, _ others: (inout TreeUsage) throws -> Void) throws -> Int64 {
        var usage = TreeUsage()
        for path in try withoutRow(database) { try usage.add(path) }
        for name in try FolderListing.names(in: folders.trash) { try usage.add(folders.trash + "/" + name) }
        try others(&usage)
        return usage.bytes
    }

    /// The snapshot folders and blobs that have no row.
    private func withoutRow(_ database: Database) throws -> [String] {
        let known = try Set(String.fetchAll(database, sql: "SELECT id FROM snapshot"))
        var paths = try FolderListing.names(in: folders.snapshots).filter { !known.contains($0) }.map(folders.snapshot)
        let blobs = try FolderListing.names(in: folders.blobs)
        if blobs.isEmpty { return paths }
        let kept = try Set(String.fetchAll(database, sql: "SELECT blob FROM snapshot WHERE blob IS NOT NULL"))
        paths += blobs.filter { !kept.contains("sha256:" + $0) }.map { folders.blobs + "/" + $0 }
        return paths
    }
}

/// What of the build cache has which size.
private struct MeasuredCache {
    /// Of the snapshots that no image needs, in bytes on the disk.
    var sizes: [SnapshotID: Int64] = [:]
    var mounts: [(name: String, usage: TreeUsage)] = []
}

/// Chooses what of the build cache goes.
private struct Eviction {
    private struct Candidate {
        var used: Double
        var step: (key: String, snapshot: SnapshotID?)?
        var mount: (name: String, bytes: Int64)?
    }

    private var candidates: [Candidate] = []
    private var needs: SnapshotNeeds
    /// How many need each snapshot: steps, children, images and living processes.
    private var users: [SnapshotID: Int] = [:]
    private let sizes: [SnapshotID: Int64]
    /// What the cache takes as long as nothing has gone; `nil` when there is no limit.
    private var excess: Int64?
    /// The cache mounts that go, once ``steps()`` has been called.
    private(set) var mounts: [String] = []

    init(
        _ options: PruneOptions, _ cache: MeasuredCache, noted: Set<String>, in database: Database
    ) throws {
        needs = try SnapshotNeeds(in: database, noted: noted)
        sizes = cache.sizes
        let cutoff = options.until?.timeIntervalSince1970 ?? .infinity
        let ofImages = needs.closure(of: needs.ofImages)
        users = needs.children
        for id in needs.ofImages { users[id, default: 0] += 1 }
        for id in needs.pinned { users[id, default: 0] += 1 }
        for row in try Row.fetchAll(database, sql: "SELECT key, snapshot, used FROM cache") {
            let snapshot: String? = row["snapshot"]
            if let snapshot { users[snapshot, default: 0] += 1 }
            // A step whose files stay for an image's sake costs nothing and may save much.
            let isFree = snapshot.map { ofImages.contains($0) } ?? false
            let used: Double = row["used"]
            guard options.includesBuildCache, used < cutoff, options.all || !isFree else { continue }
            candidates.append(Candidate(used: used, step: (row["key"], snapshot)))
        }
        for mount in cache.mounts where options.includesCacheMounts && mount.usage.lastUse < cutoff {
            if needs.pinned.contains(ImageStore.cacheMountPin(mount.name)) { continue }
            candidates.append(Candidate(used: mount.usage.lastUse, mount: (mount.name, mount.usage.bytes)))
        }
        if let keep = options.keepBytes {
            // What no step needs goes anyway.
            let held = needs.closure(
                of: needs.pinned.union(
                    try String.fetchSet(database, sql: "SELECT snapshot FROM cache WHERE snapshot NOT NULL")))
            let steps = held.subtracting(ofImages).reduce(Int64(0)) { $0 + (sizes[$1] ?? 0) }
            excess = cache.mounts.reduce(steps) { $0 + $1.usage.bytes } - keep
        }
        candidates.sort { $0.used < $1.used }
    }

    /// The keys of the steps that go, those that were not used for longest first.
    mutating func steps() -> [String] {
        var keys: [String] = []
        for candidate in candidates {
            if let excess, excess <= 0 { break }
            if let step = candidate.step {
                keys.append(step.key)
                release(step.snapshot)
            }
            if let mount = candidate.mount {
                mounts.append(mount.name)
                excess = excess.map { $0 - mount.bytes }
            }
        }
        return keys
    }

    /// Counts what goes when a step does not need a snapshot any more.
    private mutating func release(_ snapshot: SnapshotID?) {
        var next = snapshot
        while let id = next {
            users[id, default: 1] -= 1
            guard users[id] == 0 else { return }
            excess = excess.map { $0 - (sizes[id] ?? 0) }
            next = needs.parents[id]
        }
    }
}
