import EngineInterface
import GRDB
import Linux

/// The tables of the store's database.
enum StoreSchema {
    static let version = 3

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
        case 1: try upgrade(queue, by: layers + objects)
        case 2: try upgrade(queue, by: objects)
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
            try database.execute(sql: objects)
            try addPredefinedNetworks(in: database)
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
    }

    /// What is in the store stays. Archives of snapshots of version 1 are hashed when an image that consists of them is
    /// next asked for.
    private static func upgrade(_ queue: DatabaseQueue, by statements: String) throws {
        try queue.write { database in
            try database.execute(sql: statements)
            try addPredefinedNetworks(in: database)
            try database.execute(sql: "PRAGMA user_version = \(version)")
        }
    }

    private static func addPredefinedNetworks(in database: Database) throws {
        let table = NetworkTable(database: database)
        let now = Clock.real
        try table.add(
            NetworkRecord(
                id: RandomName.hex(words: 4), name: "bridge", created: now, subnet: "172.17.0.0/16",
                gateway: "172.17.0.1"))
        try table.add(NetworkRecord(id: RandomName.hex(words: 4), name: "host", driver: "host", created: now))
        try table.add(NetworkRecord(id: RandomName.hex(words: 4), name: "none", driver: "null", created: now))
    }

    /// What version 3 has beyond version 2: containers that no command owns, volumes, networks.
    private static let objects = """
        -- A container's settings are a file in its folder; here is what lists show and what must be unique. What it is made
        -- of is kept by pins under the lease `container/ID`.
        CREATE TABLE container (
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL UNIQUE,
            image TEXT NOT NULL,
            image_id TEXT NOT NULL,
            command TEXT NOT NULL,
            created INTEGER NOT NULL,
            ports TEXT NOT NULL,
            labels BLOB,
            mounts BLOB
        ) WITHOUT ROWID;

        CREATE TABLE volume (
            name TEXT PRIMARY KEY NOT NULL,
            created INTEGER NOT NULL,
            anonymous INTEGER NOT NULL,
            labels BLOB,
            options BLOB
        ) WITHOUT ROWID;

        CREATE TABLE volume_use (
            volume TEXT NOT NULL REFERENCES volume(name),
            container TEXT NOT NULL REFERENCES container(id) ON DELETE CASCADE,
            PRIMARY KEY (volume, container)
        ) WITHOUT ROWID;
        CREATE INDEX volume_use_container ON volume_use(container);

        CREATE TABLE network (
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL UNIQUE,
            subnet TEXT NOT NULL,
            document BLOB NOT NULL
        ) WITHOUT ROWID;

        -- An address belongs to a container as long as the endpoint is there.
        CREATE TABLE endpoint (
            network TEXT NOT NULL REFERENCES network(id),
            container TEXT NOT NULL REFERENCES container(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            address TEXT,
            document BLOB NOT NULL,
            PRIMARY KEY (network, container)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX endpoint_address ON endpoint(network, address);
        CREATE INDEX endpoint_container ON endpoint(container);

        """

    /// What version 2 has beyond version 1: images have the identifiers of the OCI specification.
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
