import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// Removes what nobody needs: images without a name, cache records that were
    /// not used since a date and keep a snapshot that no image needs, snapshots that
    /// neither an image nor a cache record nor a living process uses, and notes about files that are old.
    ///
    /// Safe beside any number of working processes. Returns how many bytes of snapshots went.
    @discardableResult
    public func prune(cacheUnusedSince cutoff: Date = Date()) throws -> Int64 {
        try reapDeadLeases()
        let month = Date().timeIntervalSince1970 - 30 * 86400
        let bytes = try write { database -> Int64 in
            try database.execute(
                sql: """
                    DELETE FROM image WHERE id NOT IN (SELECT image FROM name) AND id NOT IN (SELECT object FROM pin)
                    """)
            // A record of a snapshot that stays for an image's sake costs nothing and may save much.
            try database.execute(
                sql: """
                    DELETE FROM cache WHERE used < ? AND (snapshot IS NULL OR snapshot NOT IN (
                        WITH RECURSIVE need(id) AS (
                            SELECT snapshot FROM image WHERE snapshot IS NOT NULL
                            UNION SELECT snapshot.parent FROM need JOIN snapshot USING (id)
                            WHERE snapshot.parent IS NOT NULL
                        )
                        SELECT id FROM need
                    ))
                    """,
                arguments: [cutoff.timeIntervalSince1970])
            try database.execute(sql: "DELETE FROM step_memory WHERE saved < ?", arguments: [month])
            try database.execute(sql: "DELETE FROM digest WHERE stored < ?", arguments: [month])
            try database.execute(sql: "CREATE TEMP TABLE needed (id TEXT PRIMARY KEY)")
            try database.execute(
                sql: """
                    INSERT INTO needed
                    WITH RECURSIVE need(id) AS (
                        SELECT snapshot FROM image WHERE snapshot IS NOT NULL
                        UNION SELECT snapshot FROM cache WHERE snapshot IS NOT NULL
                        UNION SELECT object FROM pin
                        UNION SELECT snapshot.parent FROM need JOIN snapshot USING (id)
                        WHERE snapshot.parent IS NOT NULL
                    )
                    SELECT id FROM need
                    """)
            let freed = try Int64.fetchOne(
                database, sql: "SELECT sum(bytes) FROM snapshot WHERE id NOT IN (SELECT id FROM needed)")
            // Children and parents go in one statement, so the references are checked at its end.
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try database.execute(sql: "DELETE FROM snapshot WHERE id NOT IN (SELECT id FROM needed)")
            try database.execute(sql: "DROP TABLE needed")
            return freed ?? 0
        }
        try sweep()
        return bytes
    }

    /// Removes the snapshot folders that have no row: those that were pruned, and those of processes that were killed
    /// between moving the folder and writing the row.
    func sweep() throws {
        try write { database in
            let known = try Set(String.fetchAll(database, sql: "SELECT id FROM snapshot"))
            for name in try FolderListing.names(in: folders.snapshots) where !known.contains(name) {
                let path = folders.snapshot(name)
                let target = folders.trash + "/" + randomHex(words: 1)
                try systemCall("rename", path) { rename(path, target) }
            }
        }
        try storeWork(root) {
            for name in try FolderListing.names(in: folders.trash) { try removeTree(folders.trash + "/" + name) }
        }
    }
}
