import EngineInterface
import GRDB
import Linux

/// The tables of the store's database.
enum StoreSchema {
    static let version = 2

    /// Opens the database and creates its tables when they are missing.
    ///
    /// A store of the present version costs one small read.
    static func open(_ folders: StoreFolders) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            // Enough for a process that dies at any moment; only a power failure may take the newest transactions.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        let queue = try DatabaseQueue(path: folders.database, configuration: configuration)
        if try installedVersion(queue) == version { return queue }
        let lock = try FileLock.open(folders.setupLock)
        try lock.exclusive()
        defer { try? lock.unlock() }
        switch try installedVersion(queue) {
        case version: break
        case 0: try create(queue)
        case 1: try upgradeFrom1(queue)
        case let newer:
            throw EngineError(
                .damagedStore,
                "The image store in \(folders.root) has version \(newer); this program knows version \(version).",
                help: "Use the newer program, or set WORKSHOP_HOME to another folder.")
        }
        return queue
    }

    private static func installedVersion(_ queue: DatabaseQueue) throws -> Int {
        try queue.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    }

    private static func create(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try queue.write { database in
            try database.execute(sql: tables)
            try database.execute(sql: layers)
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
    }

    /// Version 2 gives images the identifiers of the OCI specification. What is in the store stays; the archives of
    /// older snapshots are hashed when an image that consists of them is next asked for.
    private static func upgradeFrom1(_ queue: DatabaseQueue) throws {
        try queue.write { database in
            try database.execute(sql: layers)
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
    }

    /// What version 2 has beyond version 1.
    private static let layers = """
        -- The layer's archive: its digest and length when it is not packed, and, for layers that came from elsewhere and
        -- that this program would pack differently, the file among the blobs that holds it as it came.
        ALTER TABLE snapshot ADD COLUMN diff_id TEXT;
        ALTER TABLE snapshot ADD COLUMN tar_bytes INTEGER;
        ALTER TABLE snapshot ADD COLUMN blob TEXT;
        ALTER TABLE snapshot ADD COLUMN blob_type TEXT;

        -- Archives in which later times are set back to a given one.
        CREATE TABLE dated_layer (
            snapshot TEXT NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
            latest INTEGER NOT NULL,
            diff_id TEXT NOT NULL,
            tar_bytes INTEGER NOT NULL,
            PRIMARY KEY (snapshot, latest)
        ) WITHOUT ROWID;

        -- The image's configuration file, byte for byte, whose digest is the identifier; NULL in images of version 1.
        ALTER TABLE image ADD COLUMN document BLOB;
        ALTER TABLE image ADD COLUMN layers BLOB;
        ALTER TABLE image ADD COLUMN platform TEXT;
        ALTER TABLE image ADD COLUMN author TEXT;
        """

    private static let tables = """
        CREATE TABLE snapshot (
            id TEXT PRIMARY KEY NOT NULL,
            parent TEXT REFERENCES snapshot(id),
            bytes INTEGER NOT NULL,
            created REAL NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX snapshot_parent ON snapshot(parent);

        CREATE TABLE cache (
            key TEXT PRIMARY KEY NOT NULL,
            snapshot TEXT REFERENCES snapshot(id) ON DELETE CASCADE,
            config BLOB,
            bytes INTEGER NOT NULL,
            created REAL NOT NULL,
            used REAL NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX cache_snapshot ON cache(snapshot);

        CREATE TABLE step_memory (
            slot TEXT PRIMARY KEY NOT NULL,
            data BLOB NOT NULL,
            saved REAL NOT NULL
        );

        CREATE TABLE image (
            id TEXT PRIMARY KEY NOT NULL,
            config BLOB NOT NULL,
            history BLOB NOT NULL,
            snapshot TEXT REFERENCES snapshot(id),
            stand_in TEXT,
            created REAL NOT NULL
        );
        CREATE INDEX image_snapshot ON image(snapshot);

        CREATE TABLE name (
            name TEXT PRIMARY KEY NOT NULL,
            image TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE INDEX name_image ON name(image);

        -- What a living process uses: snapshots (with those below them) and images.
        CREATE TABLE pin (
            lease TEXT NOT NULL,
            object TEXT NOT NULL,
            PRIMARY KEY (lease, object)
        ) WITHOUT ROWID;

        CREATE TABLE digest (
            device INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            mode INTEGER NOT NULL,
            digest TEXT NOT NULL,
            stored REAL NOT NULL,
            PRIMARY KEY (device, inode)
        ) WITHOUT ROWID;
        """
}
