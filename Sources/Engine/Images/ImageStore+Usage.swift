import EngineInterface
import Foundation
import GRDB
import Linux

extension ImageStore {
    /// What the store takes on the disk. Reads the status of every file in it.
    public func usage() throws -> DiskUsage {
        let noted = try notedObjects()
        let needs = try read { try SnapshotNeeds(in: $0, noted: noted) }
        let kept = needs.closure(of: needs.named)
        let ofImages = needs.closure(of: needs.ofImages)
        let held = needs.closure(of: needs.pinned).union(kept)
        var usage = DiskUsage()
        usage.images.count = needs.imageCount
        usage.images.active = needs.namedCount
        return try storeWork(root) {
            for name in try FolderListing.names(in: folders.snapshots) {
                var tree = try TreeUsage.of(folders.snapshot(name))
                if let blob = needs.blobs[name] { try tree.add(folders.blob(blob)) }
                if ofImages.contains(name) {
                    usage.images.bytes += tree.bytes
                    if !held.contains(name) { usage.images.reclaimable += tree.bytes }
                } else {
                    usage.buildCache.count += 1
                    usage.buildCache.bytes += tree.bytes
                    if held.contains(name) {
                        usage.buildCache.active += 1
                    } else {
                        usage.buildCache.reclaimable += tree.bytes
                    }
                }
            }
            for mount in try cacheMounts() {
                usage.cacheMounts.count += 1
                usage.cacheMounts.bytes += mount.usage.bytes
                if needs.pinned.contains(Self.cacheMountPin(mount.name)) {
                    usage.cacheMounts.active += 1
                } else {
                    usage.cacheMounts.reclaimable += mount.usage.bytes
                }
            }
            for lease in try FolderListing.names(in: folders.drafts) {
                let names = try FolderListing.names(in: folders.drafts(of: lease))
                usage.drafts.count += names.count
                usage.drafts.active += names.count
            }
            usage.drafts.bytes = try TreeUsage.of(folders.drafts).bytes
            let volumes = try TreeUsage.of(folders.volumes)
            usage.volumes.count = try FolderListing.names(in: folders.volumes).count
            usage.volumes.active = usage.volumes.count
            usage.volumes.bytes = volumes.bytes
            // All else, so that the sum is that of the whole folder.
            let known = ["snapshots", "blobs", "caches", "drafts", "volumes"]
            for name in try FolderListing.names(in: root) where !known.contains(name) {
                usage.other += try TreeUsage.of(root + "/" + name).bytes
            }
            return usage
        }
    }

    /// The folder of a cache mount, for a step that is about to use it. The folder need not be there yet.
    ///
    /// It is kept from being pruned as long as this store object lives.
    ///
    /// - Parameter name: the mount's name among the store's: letters, digits and `-`.
    public func cacheMountFolder(_ name: String) throws -> String {
        try pin(Self.cacheMountPin(name))
        return folders.caches + "/" + name
    }

    /// What a living process notes about a cache mount that it uses.
    static func cacheMountPin(_ name: String) -> String { "cache/" + name }

    func cacheMounts() throws -> [(name: String, usage: TreeUsage)] {
        try FolderListing.names(in: folders.caches).map { ($0, try TreeUsage.of(folders.caches + "/" + $0)) }
    }
}

/// Who needs which snapshots.
struct SnapshotNeeds {
    /// The snapshots of images with a name, and those that living processes use, as images or by themselves.
    var named: Set<SnapshotID> = []
    var ofImages: Set<SnapshotID> = []
    var pinned: Set<String> = []
    var parents: [SnapshotID: SnapshotID] = [:]
    var blobs: [SnapshotID: String] = [:]
    /// How many children each snapshot has.
    var children: [SnapshotID: Int] = [:]
    var imageCount = 0
    var namedCount = 0

    /// `noted` is what ``ImageStore/notedObjects()`` returns.
    init(in database: Database, noted: Set<String>) throws {
        for row in try Row.fetchAll(database, sql: "SELECT id, parent, blob FROM snapshot") {
            let id: String = row["id"]
            if let parent: String = row["parent"] {
                parents[id] = parent
                children[parent, default: 0] += 1
            } else {
                parents[id] = nil
            }
            blobs[id] = row["blob"] as String?
        }
        pinned = try noted.union(String.fetchAll(database, sql: "SELECT DISTINCT object FROM pin"))
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, snapshot, id IN (SELECT image FROM name) AS named FROM image")
        imageCount = rows.count
        for row in rows {
            let isNamed: Bool = row["named"]
            if isNamed { namedCount += 1 }
            guard let snapshot: String = row["snapshot"] else { continue }
            ofImages.insert(snapshot)
            if isNamed || pinned.contains(row["id"]) { named.insert(snapshot) }
        }
    }

    /// Some snapshots and all below them.
    func closure(of snapshots: Set<String>) -> Set<SnapshotID> {
        var result: Set<SnapshotID> = []
        for snapshot in snapshots {
            var next: SnapshotID? = snapshot
            while let id = next, result.insert(id).inserted { next = parents[id] }
        }
        return result
    }
}
