import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// The snapshot with this identifier.
    public func snapshot(_ id: SnapshotID) throws -> Snapshot? {
        try read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM snapshot WHERE id = ?", arguments: [id]).map(makeSnapshot)
        }
    }

    /// A snapshot and all below it, lowest first; none for `nil`.
    public func chain(to id: SnapshotID?) throws -> [Snapshot] {
        guard let id else { return [] }
        let chain = try read { try fetchChain(to: id, in: $0) }
        guard !chain.isEmpty else {
            throw EngineError(.damagedStore, "The image store in \(root) has no snapshot \(id).")
        }
        return chain
    }

    func fetchChain(to id: SnapshotID, in database: Database) throws -> [Snapshot] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                WITH RECURSIVE chain(id, depth) AS (
                    SELECT ?, 0
                    UNION ALL
                    SELECT snapshot.parent, depth + 1 FROM chain JOIN snapshot USING (id)
                    WHERE snapshot.parent IS NOT NULL
                )
                SELECT snapshot.* FROM chain JOIN snapshot USING (id) ORDER BY depth DESC
                """,
            arguments: [id])
        return rows.map(makeSnapshot)
    }

    private func makeSnapshot(_ row: Row) -> Snapshot {
        let id: String = row["id"]
        var snapshot = Snapshot(id: id, parent: row["parent"], path: folders.snapshot(id), bytes: row["bytes"])
        if let diffID: String = row["diff_id"], let bytes: Int64 = row["tar_bytes"] {
            snapshot.archive = LayerDigest(diffID: diffID, bytes: bytes)
        }
        if let blob: String = row["blob"], let type: String = row["blob_type"] {
            snapshot.blob = KeptBlob(digest: blob, mediaType: type)
        }
        return snapshot
    }

    /// The folders for an overlay's `lowerdir`, topmost first; an empty folder when there is no snapshot.
    public func mountLowers(of id: SnapshotID?) throws -> [String] {
        let chain = try chain(to: id)
        return chain.isEmpty ? [folders.empty] : chain.reversed().map(\.path)
    }

    /// Begins a snapshot on top of another one, or a first one.
    ///
    /// The parent is kept from being pruned as long as this store object lives.
    public func beginDraft(parent: SnapshotID?) throws -> SnapshotDraft {
        if let parent, !isPinned(parent) {
            try whileNothingIsPruned {
                try read { try requireSnapshot(parent, in: $0) }
                try note(parent)
            }
        }
        let number = state.withLock { state in
            state.lastDraft += 1
            return state.lastDraft
        }
        let folder = folders.drafts(of: lease.id) + "/\(number)"
        let draft = SnapshotDraft(
            parent: parent, upper: folder + "/upper", work: folder + "/work", merged: folder + "/merged",
            folder: folder)
        try storeWork(root) {
            let owner = folders.drafts(of: lease.id)
            if mkdir(owner, 0o755) != 0 && errno != EEXIST { throw SystemError("mkdir", owner, errno: errno) }
            for path in [folder, draft.upper, draft.work, draft.merged] {
                try systemCall("mkdir", path) { mkdir(path, 0o755) }
            }
            // The upper folder is the root folder that containers see; the umask must not show in it.
            try systemCall("chmod", draft.upper) { chmod(draft.upper, 0o755) }
        }
        return draft
    }

    /// Makes a draft a snapshot. The overlay must be unmounted.
    ///
    /// Its size is measured, its folder moved into place, and the row written in one transaction.
    public func commit(_ draft: SnapshotDraft) throws -> Snapshot { try commit(draft, archive: nil, blob: nil) }

    /// With the digest of its archive where it is known, and the archive itself as `blob` in the draft's folder where it
    /// is to be kept.
    func commit(_ draft: SnapshotDraft, archive: LayerDigest?, blob: KeptBlob?) throws -> Snapshot {
        let snapshot = try storeWork(root) {
            let id = RandomName.hex(words: 4)
            if blob != nil, mkdir(folders.blobs, 0o700) != 0, errno != EEXIST {
                throw SystemError("mkdir", folders.blobs, errno: errno)
            }
            return Snapshot(
                id: id, parent: draft.parent, path: folders.snapshot(id),
                bytes: try FolderListing.bytes(in: draft.upper), archive: archive, blob: blob)
        }
        try write { database in
            if let parent = draft.parent { try requireSnapshot(parent, in: database) }
            try database.execute(
                sql: """
                    INSERT INTO snapshot (id, parent, bytes, created, diff_id, tar_bytes, blob, blob_type)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    snapshot.id, snapshot.parent, snapshot.bytes, Date().timeIntervalSince1970, archive?.diffID,
                    archive?.bytes, blob?.digest, blob?.mediaType,
                ])
            try pin(snapshot.id, in: database)
            if let blob {
                try systemCall("rename", blob.digest) { rename(draft.folder + "/blob", folders.blob(blob.digest)) }
            }
            // Inside the transaction, whose lock `sweep` needs, too: it never sees a folder whose row is under way.
            try systemCall("rename", draft.upper) { rename(draft.upper, snapshot.path) }
        }
        remember(pin: snapshot.id)
        discard(draft)
        return snapshot
    }

    /// Removes a draft. What cannot be removed now goes with this store object.
    public func discard(_ draft: SnapshotDraft) {
        try? removeTree(draft.folder)
    }

    func requireSnapshot(_ id: SnapshotID, in database: Database) throws {
        let exists = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT * FROM snapshot WHERE id = ?)", arguments: [id])
        guard exists == true else {
            throw EngineError(
                .damagedStore, "The image store in \(root) has no snapshot \(id) any more.",
                help: "Another process has pruned it. Try again.")
        }
    }
}
