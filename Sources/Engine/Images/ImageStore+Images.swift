import EngineInterface
import Foundation
import GRDB
import OCI

extension ImageStore {
    /// Records an image under names, which move from other images that have them.
    ///
    /// The same parts yield the same image. `created` is the time of the newest history entry, or now.
    @discardableResult
    public func putImage(
        config: ImageConfig, snapshot: SnapshotID?, history: [HistoryEntry], names: [String], standIn: String? = nil
    ) throws -> ImageRecord {
        let references = try names.map { try parse($0) }
        let created = history.compactMap(\.created).max() ?? Date().timeIntervalSince1970
        let record = try write { database -> ImageRecord in
            let chain = try snapshot.map { id in
                try requireSnapshot(id, in: database)
                return try fetchChain(to: id, in: database)
            }
            let id = try ImageRecord.identifier(
                config: config, chain: chain ?? [], history: history, standIn: standIn)
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO image (id, config, history, snapshot, stand_in, created)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, try StoredJSON.encode(config), try StoredJSON.encode(history), snapshot, standIn, created,
                ])
            for reference in references {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO name (name, image) VALUES (?, ?)",
                    arguments: [reference.canonical, id])
            }
            try pin(id, in: database)
            guard let record = try fetchImage(id: id, in: database) else {
                throw EngineError(.failure, "The image \(id) was written but cannot be read.")
            }
            return record
        }
        remember(pin: record.id)
        return record
    }

    /// Gives an image another name, which moves from another image that has it.
    public func tag(_ id: String, as name: String) throws {
        let reference = try parse(name)
        try write { database in
            guard try fetchImage(id: id, in: database) != nil else { throw Self.noSuchImage(id) }
            try database.execute(
                sql: "INSERT OR REPLACE INTO name (name, image) VALUES (?, ?)", arguments: [reference.canonical, id])
        }
    }

    /// The image with this name, identifier, or unique beginning of an identifier (at least 4 digits).
    ///
    /// The image is kept from being pruned as long as this store object lives.
    public func image(_ reference: String) throws -> ImageRecord? {
        guard let found = try read({ try find(reference, in: $0) }) else { return nil }
        if isPinned(found.id) { return found }
        let record = try write { database -> ImageRecord? in
            guard let record = try find(reference, in: database) else { return nil }
            try pin(record.id, in: database)
            return record
        }
        if let record { remember(pin: record.id) }
        return record
    }

    /// All images, newest first.
    public func images() throws -> [ImageRecord] {
        try read { database in
            try String.fetchAll(database, sql: "SELECT id FROM image ORDER BY created DESC, id")
                .compactMap { try fetchImage(id: $0, in: database) }
        }
    }

    /// Takes away a name, and the image with its last name; by an identifier, the image with all its names.
    ///
    /// Its files stay until ``prune(cacheUnusedSince:)`` finds that nobody needs them.
    public func removeImage(_ reference: String) throws {
        try write { database in
            guard let record = try find(reference, in: database) else { throw Self.noSuchImage(reference) }
            let name = try? Reference(reference).canonical
            let isName = try String.fetchOne(database, sql: "SELECT image FROM name WHERE name = ?", arguments: [name])
            if isName != nil, record.names.count > 1 {
                try database.execute(sql: "DELETE FROM name WHERE name = ?", arguments: [name])
            } else {
                try database.execute(sql: "DELETE FROM image WHERE id = ?", arguments: [record.id])
            }
        }
    }

    /// The image as somebody sees it who looks from outside.
    public func details(_ record: ImageRecord) throws -> ImageDetails {
        ImageDetails(
            id: record.id, names: record.names, config: record.config,
            layerSizes: try chain(to: record.snapshot).map(\.bytes), standIn: record.standIn)
    }

    /// The image's files, without mounting them.
    public func files(of record: ImageRecord) throws -> any ImageFileSystem {
        if let snapshot = record.snapshot { try pin(snapshot) }
        return LayeredFileSystem(layers: try mountLowers(of: record.snapshot))
    }

    static func noSuchImage(_ reference: String) -> EngineError {
        EngineError(
            .noSuchImage, "There is no image '\(reference)' in the store.",
            help: "'workshop images' lists those that there are.")
    }

    private func parse(_ name: String) throws -> Reference {
        do {
            return try Reference(name)
        } catch {
            throw EngineError(.invalidArgument, error.description)
        }
    }

    private func find(_ reference: String, in database: Database) throws -> ImageRecord? {
        let digits = reference.hasPrefix("sha256:") ? reference.dropFirst(7) : reference[...]
        let isHex = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        if isHex, digits.utf8.count == 64 { return try fetchImage(id: "sha256:" + digits, in: database) }
        if let name = try? Reference(reference).canonical,
            let id = try String.fetchOne(database, sql: "SELECT image FROM name WHERE name = ?", arguments: [name])
        {
            return try fetchImage(id: id, in: database)
        }
        guard isHex, (4..<64).contains(digits.utf8.count) else { return nil }
        let matches = try String.fetchAll(
            database, sql: "SELECT id FROM image WHERE id >= ? AND id < ? LIMIT 2",
            arguments: ["sha256:" + digits, "sha256:" + digits + "g"])
        guard matches.count < 2 else {
            throw EngineError(
                .invalidArgument, "More than one image's identifier begins with '\(digits)'.",
                help: "Write more digits of it.")
        }
        return try matches.first.flatMap { try fetchImage(id: $0, in: database) }
    }

    func fetchImage(id: String, in database: Database) throws -> ImageRecord? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM image WHERE id = ?", arguments: [id]) else {
            return nil
        }
        let names = try String.fetchAll(
            database, sql: "SELECT name FROM name WHERE image = ? ORDER BY name", arguments: [id])
        return ImageRecord(
            id: id, names: names.map { (try? Reference($0).familiar) ?? $0 }.sorted(),
            config: try StoredJSON.decode(ImageConfig.self, from: row["config"]), snapshot: row["snapshot"],
            standIn: row["stand_in"], created: Date(timeIntervalSince1970: row["created"]),
            history: try StoredJSON.decode([HistoryEntry].self, from: row["history"]))
    }
}
