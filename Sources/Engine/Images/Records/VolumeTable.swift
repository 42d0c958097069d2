import EngineInterface
import Foundation
import GRDB

/// The volumes of the store's database, within a transaction.
public struct VolumeTable {
    let database: Database

    /// Every volume with the containers that mount it, sorted by name. `folder` is that of all volumes.
    func volumes(folder: String) throws -> [VolumeSummary] {
        let rows = try Row.fetchAll(database, sql: "SELECT volume, container FROM volume_use ORDER BY container")
        let users = Dictionary(grouping: rows) { $0["volume"] as String }
        return try Row.fetchAll(database, sql: "SELECT * FROM volume ORDER BY name").map { row in
            let volume = try Self.record(row, folder: folder)
            return VolumeSummary(volume: volume, users: users[volume.name]?.map { $0["container"] } ?? [])
        }
    }

    func volume(_ name: String, folder: String) throws -> VolumeRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM volume WHERE name = ?", arguments: [name]).map {
            try Self.record($0, folder: folder)
        }
    }

    /// The containers that mount a volume.
    func users(of name: String) throws -> [String] {
        try String.fetchAll(
            database, sql: "SELECT container FROM volume_use WHERE volume = ? ORDER BY container", arguments: [name])
    }

    func add(_ volume: VolumeRecord) throws {
        try database.execute(
            sql: "INSERT INTO volume (name, created, anonymous, labels, options) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                volume.name, volume.created, volume.isAnonymous,
                try volume.labels.isEmpty ? nil : StoredJSON.encode(volume.labels),
                try volume.options.isEmpty ? nil : StoredJSON.encode(volume.options),
            ])
    }

    func remove(_ name: String) throws {
        try database.execute(sql: "DELETE FROM volume WHERE name = ?", arguments: [name])
    }

    private static func record(_ row: Row, folder: String) throws -> VolumeRecord {
        let labels: Data? = row["labels"]
        let options: Data? = row["options"]
        let name: String = row["name"]
        return VolumeRecord(
            name: name, created: row["created"],
            labels: try labels.map { try StoredJSON.decode([String: String].self, from: $0) } ?? [:],
            options: try options.map { try StoredJSON.decode([String: String].self, from: $0) } ?? [:],
            path: ImageStore.volumeFolder(name, in: folder), isAnonymous: row["anonymous"])
    }
}
