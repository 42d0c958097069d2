import EngineInterface
import Foundation
import GRDB

extension ImageStore {
    /// Begins to hash a snapshot's archive on another thread, so that the image that will have it need not wait.
    ///
    /// Returns at once. Nothing is written before an image is, and what fails now is tried again then. Worth calling for
    /// the snapshots of a stage whose image is wanted, and for no others.
    public func startHashing(_ snapshot: Snapshot, latestTime: Int64? = nil) {
        if latestTime == nil && snapshot.archive != nil { return }
        hasher.start(.init(snapshot: snapshot.id, latestTime: latestTime), path: snapshot.path)
    }

    /// The layers of an image with these files: those of the image that it is built on, then new ones.
    func layers(to snapshot: SnapshotID?, base: ImageRecord?, latestTime: Int64?) throws -> [StoredLayer] {
        let chain = try chain(to: snapshot)
        let isOnBase = base.map { $0.layers.map(\.snapshot) == chain.prefix($0.layers.count).map(\.id) } ?? false
        let kept = isOnBase ? base?.layers ?? [] : []
        let new = chain.dropFirst(kept.count)
        var known: [SnapshotID: LayerDigest] = [:]
        for snapshot in new {
            if let latestTime {
                known[snapshot.id] = try datedArchive(snapshot.id, latestTime)
            } else {
                known[snapshot.id] = snapshot.archive
            }
        }
        let missing = new.filter { known[$0.id] == nil }
        if !missing.isEmpty {
            let digests = try storeWork(root) {
                try hasher.digests(
                    of: missing.map { (.init(snapshot: $0.id, latestTime: latestTime), $0.path) })
            }
            for (snapshot, digest) in zip(missing, digests) { known[snapshot.id] = digest }
        }
        return try kept
            + new.map { snapshot in
                guard let digest = known[snapshot.id] else {
                    throw EngineError(.failure, "The layer \(snapshot.id) was hashed, but its digest is missing.")
                }
                return StoredLayer(
                    snapshot: snapshot.id, diffID: digest.diffID, bytes: digest.bytes, latestTime: latestTime)
            }
    }

    private func datedArchive(_ snapshot: SnapshotID, _ latestTime: Int64) throws -> LayerDigest? {
        try read { database in
            try Row.fetchOne(
                database, sql: "SELECT diff_id, tar_bytes FROM dated_layer WHERE snapshot = ? AND latest = ?",
                arguments: [snapshot, latestTime]
            ).map { LayerDigest(diffID: $0["diff_id"], bytes: $0["tar_bytes"]) }
        }
    }

    /// Writes down the digests that this process has computed and no image has needed. Happens by itself on closing.
    func saveLayerDigests() throws {
        let unsaved = hasher.unsaved
        if unsaved.isEmpty { return }
        try write { try save(unsaved, in: $0) }
        hasher.markSaved(unsaved.keys)
    }

    func save(_ digests: [LayerHasher.Layer: LayerDigest], in database: Database) throws {
        for (layer, digest) in digests {
            if let latest = layer.latestTime {
                // Not for a snapshot that was pruned meanwhile.
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO dated_layer (snapshot, latest, diff_id, tar_bytes)
                        SELECT id, ?, ?, ? FROM snapshot WHERE id = ?
                        """,
                    arguments: [latest, digest.diffID, digest.bytes, layer.snapshot])
            } else {
                try database.execute(
                    sql: "UPDATE snapshot SET diff_id = ?, tar_bytes = ? WHERE id = ? AND diff_id IS NULL",
                    arguments: [digest.diffID, digest.bytes, layer.snapshot])
            }
        }
    }
}
