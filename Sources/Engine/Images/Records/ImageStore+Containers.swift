import EngineInterface
import Foundation
import GRDB
import OCI

extension ImageStore {
    /// The folder that holds the containers' folders, named by their identifiers.
    public var containersFolder: String { folders.containers }

    /// Enters a container: its name, its image and files, which are kept from being pruned, its volumes and endpoints.
    ///
    /// The container's folder must be complete, because from now on it exists.
    ///
    /// - Parameter fill: called within the transaction, before anything is written, when what the container has depends
    ///   on what others have: addresses of its networks.
    /// - Returns: the container as `fill` left it.
    /// - Throws: ``EngineError`` of kind `nameInUse`, `noSuchVolume`, `noSuchImage`.
    @discardableResult
    public func addContainer(
        _ container: StoredContainer,
        fill: (_ container: inout StoredContainer, _ networks: NetworkTable) throws -> Void = { _, _ in }
    ) throws -> StoredContainer {
        try write { database in
            var container = container
            try refuseDuplicate(container.name, in: database)
            let isThere = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT * FROM image WHERE id = ?)", arguments: [container.imageID])
            guard isThere == true else { throw Self.noSuchImage(container.configuration.image) }
            try fill(&container, NetworkTable(database: database))
            let entry = ContainerEntry(container)
            try database.execute(
                sql: """
                    INSERT INTO container (id, name, image, image_id, command, created, ports, labels, mounts)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.id, entry.name, entry.image, entry.imageID, entry.command, entry.created,
                    entry.exposedPorts.joined(separator: " "),
                    try entry.labels.isEmpty ? nil : StoredJSON.encode(entry.labels),
                    try entry.mounts.isEmpty ? nil : StoredJSON.encode(entry.mounts),
                ])
            for object in [container.imageID, container.snapshots.first].compactMap({ $0 }) {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO pin (lease, object) VALUES (?, ?)",
                    arguments: [Self.containerPin(container.id), object])
            }
            for volume in Set(container.mounts.compactMap { $0.kind == .volume ? $0.name : nil }) {
                guard try VolumeTable(database: database).volume(volume, folder: volumesFolder) != nil else {
                    throw EngineError(.noSuchVolume, "No such volume: \(volume)")
                }
                try database.execute(
                    sql: "INSERT INTO volume_use (volume, container) VALUES (?, ?)", arguments: [volume, container.id])
            }
            let networks = NetworkTable(database: database)
            for endpoint in container.endpoints { try networks.add(endpoint, of: container.id) }
            return container
        }
    }

    /// Every container, newest first.
    public func containers() throws -> [ContainerEntry] {
        try read { database in
            let networks = try NetworkTable(database: database).namesByContainer()
            // By place: there may be hundreds, and looking for columns by name takes its time.
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, name, image, image_id, command, created, ports, labels, mounts FROM container
                    ORDER BY created DESC, id
                    """)
            let labels = try StoredJSON.decode([[String: String]].self, fromEach: rows.map { $0[7] ?? Data("{}".utf8) })
            let mounts = try StoredJSON.decode([[MountPoint]].self, fromEach: rows.map { $0[8] ?? Data("[]".utf8) })
            return zip(rows, zip(labels, mounts)).map { row, objects in
                let id: String = row[0]
                let ports: String = row[6]
                return ContainerEntry(
                    id: id, name: row[1], image: row[2], imageID: row[3], command: row[4], created: row[5],
                    exposedPorts: ports.split(separator: " ").map(String.init), labels: objects.0,
                    mounts: objects.1, networks: networks[id] ?? [])
            }
        }
    }

    /// The identifier of the container with this name, identifier, or unique beginning of an identifier; a slash before
    /// a name is allowed. `nil` when there is none.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` when several identifiers begin so.
    public func containerID(_ reference: String) throws -> String? {
        let name = reference.hasPrefix("/") ? String(reference.dropFirst()) : reference
        return try read { database in
            let exact = try String.fetchOne(
                database, sql: "SELECT id FROM container WHERE id = ? OR name = ? ORDER BY id = ? DESC",
                arguments: [name, name, name])
            if let exact { return exact }
            guard !name.isEmpty, name.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
                return nil
            }
            let matches = try String.fetchAll(
                database, sql: "SELECT id FROM container WHERE id >= ? AND id < ? LIMIT 2",
                arguments: [name, name + "g"])
            guard matches.count < 2 else {
                throw EngineError(
                    .invalidArgument, "Multiple IDs found with provided prefix: \(name)",
                    help: "Write more digits of the identifier, or use the container's name.")
            }
            return matches.first
        }
    }

    /// The identifiers of the containers that were made of an image.
    public func containers(ofImage id: String) throws -> [String] {
        try read { database in
            try String.fetchAll(database, sql: "SELECT id FROM container WHERE image_id = ?", arguments: [id])
        }
    }

    /// Which image each name stands for, by the names' short forms.
    public func imageIDsByName() throws -> [String: String] {
        let rows = try read { try Row.fetchAll($0, sql: "SELECT name, image FROM name") }
        return Dictionary(
            rows.map { row in
                let name: String = row["name"]
                return ((try? Reference(name).familiar) ?? name, row["image"])
            }
        ) { first, _ in first }
    }

    /// What the files below a folder take, in bytes.
    public static func bytes(ofFolder path: String) throws -> Int64 { try FolderListing.bytes(in: path) }

    /// How many containers there are of each image.
    public func containerCounts() throws -> [String: Int] {
        try read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT image_id, COUNT(*) AS number FROM container GROUP BY image_id")
            return Dictionary(rows.map { ($0["image_id"], $0["number"]) }) { first, _ in first }
        }
    }

    /// Gives a container another name.
    ///
    /// - Throws: ``EngineError`` of kind `nameInUse`.
    public func renameContainer(_ id: String, to name: String) throws {
        try write { database in
            try refuseDuplicate(name, in: database)
            try database.execute(sql: "UPDATE container SET name = ? WHERE id = ?", arguments: [name, id])
        }
    }

    /// Takes a container out of the database, and with it its claims on image, volumes and addresses. Its folder is
    /// then nobody's. Returns whether it was there.
    @discardableResult
    public func removeContainer(_ id: String) throws -> Bool {
        try write { database in
            try database.execute(sql: "DELETE FROM container WHERE id = ?", arguments: [id])
            let wasThere = database.changesCount > 0
            try database.execute(sql: "DELETE FROM pin WHERE lease = ?", arguments: [Self.containerPin(id)])
            return wasThere
        }
    }

    /// Whether the database has a container: a folder without an entry is on its way in or out.
    public func hasContainer(_ id: String) throws -> Bool {
        try read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT * FROM container WHERE id = ?)", arguments: [id]) == true
        }
    }

    private func refuseDuplicate(_ name: String, in database: Database) throws {
        let other = try String.fetchOne(database, sql: "SELECT id FROM container WHERE name = ?", arguments: [name])
        guard let other else { return }
        throw EngineError(
            .nameInUse,
            "Conflict. The container name \"/\(name)\" is already in use by container \"\(other)\". "
                + "You have to remove (or rename) that container to be able to reuse that name.",
            help: "Remove it with: docker rm \(name)")
    }

    static func containerPin(_ id: String) -> String { "container/" + id }
}
