import EngineInterface
import Foundation
import GRDB
import OCI

extension ImageStore {
    /// Records an image under names, which move from other images that have them.
    ///
    /// The identifier is the digest of the image's configuration file, which holds the digests of the layers. Layers that
    /// nobody has hashed yet are hashed now; see ``startHashing(_:latestTime:)`` for beginning earlier. The same parts
    /// yield the same image. An image that is there already under these names costs one read.
    ///
    /// - Parameters:
    ///   - history: the base image's lines first. It is completed as ``History/complete(_:layers:baseCount:limit:)`` says.
    ///   - platform: `nil` is the base image's, or this machine's.
    ///   - author: `nil` is the base image's.
    ///   - base: the image that this one is built on; its layers and its history stay as they are.
    ///   - limit: how late times may be.
    ///   - additional: further fields of the configuration file.
    ///   - isUnlisted: whether lists leave the image out, unless it was there before.
    @discardableResult
    public func putImage(
        config: ImageConfig, snapshot: SnapshotID?, history: [HistoryEntry], names: [String], standIn: String? = nil,
        platform: ImagePlatform? = nil, author: String? = nil, base: ImageRecord? = nil, limit: TimeLimit? = nil,
        additional: [String: JSONText] = [:], isUnlisted: Bool = false
    ) throws -> ImageRecord {
        let references = try names.map { try parse($0) }
        let layers = try layers(
            to: snapshot, base: base, latestTime: limit.flatMap { $0.includesFiles ? $0.seconds : nil })
        let lines = History.complete(
            history, layers: layers.count, baseCount: base.map { min($0.history.count, history.count) } ?? 0,
            limit: limit.map { Timestamp(seconds: $0.seconds) })
        var document = ImageDocument(
            created: lines.last { $0.created != nil }?.created, author: author ?? base?.author,
            platform: platform ?? base?.platform ?? .host, config: config, diffIDs: layers.map(\.diffID), history: lines
        )
        document.additional = additional
        return try put(
            document, bytes: document.bytes, layers: layers, snapshot: snapshot, references: references,
            standIn: standIn, isUnlisted: isUnlisted)
    }

    /// Records an image whose configuration file is given.
    func put(
        _ document: ImageDocument, bytes: [UInt8], layers: [StoredLayer], snapshot: SnapshotID?,
        references: [Reference], standIn: String?, replacing old: String? = nil, isImported: Bool = false,
        isUnlisted: Bool = false
    ) throws -> ImageRecord {
        let id = sha256(bytes)
        if old == nil,
            let known = try existing(id, document, layers: layers, snapshot: snapshot, references: references)
        {
            if !isUnlisted { try list(id) }
            return known
        }
        let unsaved = hasher.unsaved
        let record = try write { database -> ImageRecord in
            if let snapshot { try requireSnapshot(snapshot, in: database) }
            try save(unsaved, in: database)
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO image
                    (id, config, history, snapshot, stand_in, created, document, layers, platform, author)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, try StoredJSON.encode(document.config), try StoredJSON.encode(document.history), snapshot,
                    standIn,
                    // Of what comes from elsewhere and does not say when it was made, nobody knows.
                    document.created?.secondsSince1970 ?? (isImported ? 0 : Date().timeIntervalSince1970), Data(bytes),
                    try StoredJSON.encode(layers), document.platform.description, document.author,
                ])
            let unlisted = UnlistedImages(database: database)
            if !isUnlisted {
                if try unlisted.contains(id) { try unlisted.remove(id) }
            } else if database.changesCount > 0 {
                try unlisted.insert(id)
            }
            for reference in references {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO name (name, image) VALUES (?, ?)",
                    arguments: [reference.canonical, id])
            }
            if let old {
                try database.execute(sql: "UPDATE name SET image = ? WHERE image = ?", arguments: [id, old])
                try database.execute(sql: "DELETE FROM image WHERE id = ?", arguments: [old])
            }
            try pin(id, in: database)
            guard let record = try fetchImage(id: id, in: database) else {
                throw EngineError(.failure, "The image \(id) was written but cannot be read.")
            }
            return record
        }
        hasher.markSaved(unsaved.keys)
        remember(pin: record.id)
        return record
    }

    /// Somebody wants the image for its own sake.
    private func list(_ id: String) throws {
        guard try read({ try UnlistedImages(database: $0).contains(id) }) else { return }
        try write { try UnlistedImages(database: $0).remove(id) }
    }

    /// The identifiers of the images without a name that lists leave out.
    public func unlistedImages() throws -> Set<String> { try read { try UnlistedImages(database: $0).all() } }

    /// The image if it is there under these names, kept from being pruned. Its identifier tells what it consists of, so
    /// that is not read.
    private func existing(
        _ id: String, _ document: ImageDocument, layers: [StoredLayer], snapshot: SnapshotID?, references: [Reference]
    ) throws -> ImageRecord? {
        try whileNothingIsPruned {
            let record = try read { database -> ImageRecord? in
                let row = try Row.fetchOne(
                    database, sql: "SELECT snapshot, stand_in, created FROM image WHERE id = ? AND layers NOT NULL",
                    arguments: [id])
                guard let row, row["snapshot"] == snapshot else { return nil }
                return ImageRecord(
                    id: id, names: try names(ofImage: id, in: database), config: document.config,
                    platform: document.platform, author: document.author, snapshot: snapshot, layers: layers,
                    standIn: row["stand_in"], created: Date(timeIntervalSince1970: row["created"]),
                    history: document.history)
            }
            guard let record, Set(references.map(\.familiar)).isSubset(of: record.names) else { return nil }
            try note(id)
            return record
        }
    }

    /// In their short form, sorted.
    private func names(ofImage id: String, in database: Database) throws -> [String] {
        let names = try String.fetchAll(
            database, sql: "SELECT name FROM name WHERE image = ? ORDER BY name", arguments: [id])
        return names.map { (try? Reference($0).familiar) ?? $0 }.sorted()
    }

    /// Gives an image another name, which moves from another image that has it.
    public func tag(_ id: String, as name: String) throws {
        let reference = try parse(name)
        guard let record = try image(id) else { throw Self.noSuchImage(id) }
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO name (name, image) VALUES (?, ?)",
                arguments: [reference.canonical, record.id])
        }
    }

    /// The image with this name, identifier, or unique beginning of an identifier (at least 4 digits).
    ///
    /// The image is kept from being pruned as long as this store object lives.
    public func image(_ reference: String) throws -> ImageRecord? {
        guard let found = try read({ try find(reference, in: $0) }) else { return nil }
        if found.isOutdated { return try renew(found) }
        return isPinned(found.id) ? found : try used { try find(reference, in: $0) }
    }

    /// Looks an image up and keeps it from being pruned.
    private func used(_ find: (Database) throws -> ImageRecord?) throws -> ImageRecord? {
        try whileNothingIsPruned {
            let record = try read(find)
            if let record { try note(record.id) }
            return record
        }
    }

    /// All images, newest first.
    public func images() throws -> [ImageRecord] {
        let found = try allImages()
        let outdated = found.filter(\.isOutdated)
        if outdated.isEmpty { return found }
        for record in outdated { _ = try renew(record) }
        return try allImages()
    }

    private func allImages() throws -> [ImageRecord] {
        try read { database in
            try String.fetchAll(database, sql: "SELECT id FROM image ORDER BY created DESC, id")
                .compactMap { try fetchImage(id: $0, in: database) }
        }
    }

    /// Takes away a name, and the image with its last name; by an identifier, the image with all its names.
    ///
    /// Its files stay until ``prune(_:)`` finds that nobody needs them.
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

    /// Takes away a name, and nothing else: an image without a name stays.
    public func untag(_ name: String) throws {
        let canonical = try parse(name).canonical
        try write { try $0.execute(sql: "DELETE FROM name WHERE name = ?", arguments: [canonical]) }
    }

    /// Takes away an image with all its names. Files that containers need stay.
    public func deleteImage(_ id: String) throws {
        try write { try $0.execute(sql: "DELETE FROM image WHERE id = ?", arguments: [id]) }
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

    /// The image's configuration file, byte for byte.
    public func document(of record: ImageRecord) throws -> [UInt8] {
        let data = try read { database in
            try Data.fetchOne(database, sql: "SELECT document FROM image WHERE id = ?", arguments: [record.id])
        }
        guard let data else { throw Self.noSuchImage(record.id) }
        return [UInt8](data)
    }

    /// Gives an image of an older version its configuration file, and so its new identifier.
    private func renew(_ record: ImageRecord) throws -> ImageRecord {
        let layers = try layers(to: record.snapshot, base: nil, latestTime: nil)
        let lines = History.complete(record.history, layers: layers.count)
        let document = ImageDocument(
            created: lines.last { $0.created != nil }?.created, platform: .host, config: record.config,
            diffIDs: layers.map(\.diffID), history: lines)
        return try put(
            document, bytes: document.bytes, layers: layers, snapshot: record.snapshot, references: [],
            standIn: record.standIn, replacing: record.id)
    }

    static func noSuchImage(_ reference: String) -> EngineError {
        EngineError(
            .noSuchImage, "There is no image '\(reference)' in the store.",
            help: "'workshop images' lists those that there are.")
    }

    func parse(_ name: String) throws -> Reference {
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
        let columns = "id, config, history, snapshot, stand_in, created, layers, platform, author"
        guard let row = try Row.fetchOne(database, sql: "SELECT \(columns) FROM image WHERE id = ?", arguments: [id])
        else { return nil }
        let layers: Data? = row["layers"]
        let platform: String? = row["platform"]
        return ImageRecord(
            id: id, names: try names(ofImage: id, in: database),
            config: try StoredJSON.decode(ImageConfig.self, from: row["config"]),
            platform: platform.flatMap { ImagePlatform($0) } ?? .host, author: row["author"], snapshot: row["snapshot"],
            layers: try layers.map { try StoredJSON.decode([StoredLayer].self, from: $0) } ?? [],
            standIn: row["stand_in"], created: Date(timeIntervalSince1970: row["created"]),
            history: try StoredJSON.decode([HistoryEntry].self, from: row["history"]), isOutdated: layers == nil)
    }
}
