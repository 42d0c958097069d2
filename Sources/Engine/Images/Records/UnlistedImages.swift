import GRDB

/// Images that lists leave out, because a check made them and nobody else.
///
/// The table is made when the first such image is: older versions of the program neither need it nor see it.
struct UnlistedImages {
    let database: Database

    private static let table = "unlisted_image"

    /// The identifiers.
    func all() throws -> Set<String> {
        guard try exists else { return [] }
        return try String.fetchSet(database, sql: "SELECT image FROM \(Self.table)")
    }

    func contains(_ id: String) throws -> Bool {
        guard try exists else { return false }
        return try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM \(Self.table) WHERE image = ?)", arguments: [id]) ?? false
    }

    func insert(_ id: String) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS \(Self.table) (
                    image TEXT PRIMARY KEY NOT NULL REFERENCES image(id) ON DELETE CASCADE
                ) WITHOUT ROWID
                """)
        try database.execute(sql: "INSERT OR IGNORE INTO \(Self.table) (image) VALUES (?)", arguments: [id])
    }

    func remove(_ id: String) throws {
        try database.execute(sql: "DELETE FROM \(Self.table) WHERE image = ?", arguments: [id])
    }

    /// Asked of the file: another process may have made the table meanwhile.
    private var exists: Bool {
        get throws {
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)",
                arguments: [Self.table]) ?? false
        }
    }
}
