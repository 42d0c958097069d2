import EngineInterface
import Foundation
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// Makes another store with some of this one's images, at the cost of links: no file is copied.
    ///
    /// The other store lives by itself: what is built, pruned or removed in one is not seen in the other.
    /// - Parameters:
    ///   - path: a folder on this store's file system, in which no store is yet.
    ///   - images: names of images that this store has.
    /// - Throws: ``EngineError`` of kind `noSuchImage` when one is missing.
    public func branch(at path: String, images: [String]) throws {
        // Looking an image up keeps it, and so its layers, from being pruned.
        let records = try images.map { name in
            guard let record = try image(name) else { throw Self.noSuchImage(name) }
            return (name: try parse(name).canonical, record: record)
        }
        let chains = try records.map { try chain(to: $0.record.snapshot) }
        let branch = try ImageStore(root: path)
        defer { branch.close() }
        var snapshots: [Snapshot] = []
        for snapshot in chains.joined() where !snapshots.contains(where: { $0.id == snapshot.id }) {
            snapshots.append(snapshot)
        }
        try storeWork(root) {
            for snapshot in snapshots {
                try LinkedTree.make(of: snapshot.path, at: branch.folders.snapshot(snapshot.id))
                guard let blob = snapshot.blob else { continue }
                mkdir(branch.folders.blobs, 0o700)
                // Two layers may have come as the same archive.
                if Glibc.link(folders.blob(blob.digest), branch.folders.blob(blob.digest)) != 0 && errno != EEXIST {
                    throw SystemError("link", folders.blob(blob.digest), errno: errno)
                }
            }
        }
        let rows = try read { database in
            try snapshots.map { try Self.row(of: $0.id, in: "snapshot", database) }
                + Set(records.map(\.record.id)).map { try Self.row(of: $0, in: "image", database) }
        }
        try branch.write { database in
            // Parents come before what stands on them, and layers before images.
            for (table, row) in rows { try Self.insert(row, into: table, database) }
            for (name, record) in records {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO name (name, image) VALUES (?, ?)", arguments: [name, record.id])
            }
        }
    }

    private static func row(
        of id: String, in table: String, _ database: Database
    ) throws -> (table: String, row: Row) {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM \(table) WHERE id = ?", arguments: [id]) else {
            throw EngineError(.damagedStore, "The image store lost its \(table) \(id) just now.", help: "Try again.")
        }
        return (table, row)
    }

    /// Both stores were opened by this program, so that their tables have the same columns.
    private static func insert(_ row: Row, into table: String, _ database: Database) throws {
        let columns = row.columnNames.joined(separator: ", ")
        let marks = row.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT OR IGNORE INTO \(table) (\(columns)) VALUES (\(marks))",
            arguments: StatementArguments(row.map(\.1)))
    }
}
