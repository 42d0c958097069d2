import EngineInterface
import Foundation
import GRDB
import OCI

extension ImageStore {
    /// What the build cache knows of a step that was done before.
    public struct CacheRecord: Sendable, Equatable {
        /// The step's result; `nil` for a step that changed no files on an empty image.
        public var snapshot: SnapshotID?
        public var config: ImageConfig?
        /// The size of what the step wrote.
        public var bytes: Int64
        public var created: Date

        public init(snapshot: SnapshotID?, config: ImageConfig? = nil, bytes: Int64 = 0, created: Date = Date()) {
            self.snapshot = snapshot
            self.config = config
            self.bytes = bytes
            self.created = created
        }
    }

    /// The record with this key; `nil` when there is none or its snapshot is gone.
    ///
    /// The snapshot is kept from being pruned as long as this store object lives.
    public func cacheRecord(_ key: String) throws -> CacheRecord? {
        guard let found = try read({ try fetchCacheRecord(key, in: $0) }) else { return nil }
        let now = Date().timeIntervalSince1970
        let isKept = found.record.snapshot.map { isPinned($0) } ?? true
        let isFresh = now - found.used < Self.cacheUseGranularity
        if isKept && isFresh { return found.record }
        if isFresh {
            return try whileNothingIsPruned {
                // It may have been pruned since it was read.
                guard let found = try read({ try fetchCacheRecord(key, in: $0) }) else { return nil }
                if let snapshot = found.record.snapshot { try note(snapshot) }
                return found.record
            }
        }
        let record = try write { database -> CacheRecord? in
            // It may have been pruned since it was read.
            guard let found = try fetchCacheRecord(key, in: database) else { return nil }
            try database.execute(sql: "UPDATE cache SET used = ? WHERE key = ?", arguments: [now, key])
            if let snapshot = found.record.snapshot { try pin(snapshot, in: database) }
            return found.record
        }
        if let snapshot = record?.snapshot { remember(pin: snapshot) }
        return record
    }

    /// How exactly the last use of a cache record is kept, in seconds. Noting every use would make every read a write.
    private static let cacheUseGranularity: Double = 3600

    private func fetchCacheRecord(_ key: String, in database: Database) throws -> (record: CacheRecord, used: Double)? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM cache WHERE key = ?", arguments: [key]) else {
            return nil
        }
        let config: Data? = row["config"]
        let record = CacheRecord(
            snapshot: row["snapshot"], config: try config.map { try StoredJSON.decode(ImageConfig.self, from: $0) },
            bytes: row["bytes"], created: Date(timeIntervalSince1970: row["created"]))
        return (record, row["used"])
    }

    /// Remembers a step's result, replacing an earlier one with the same key.
    public func saveCacheRecord(_ key: String, _ record: CacheRecord) throws {
        let config = try record.config.map { try StoredJSON.encode($0) }
        try write { database in
            if let snapshot = record.snapshot {
                try requireSnapshot(snapshot, in: database)
                try pin(snapshot, in: database)
            }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO cache (key, snapshot, config, bytes, created, used)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key, record.snapshot, config, record.bytes, record.created.timeIntervalSince1970,
                    Date().timeIntervalSince1970,
                ])
        }
        if let snapshot = record.snapshot { remember(pin: snapshot) }
    }

    /// What a build noted about a step, by a key of its own.
    public func stepMemory(_ slot: String) throws -> [UInt8]? {
        try read { database in
            try Data.fetchOne(database, sql: "SELECT data FROM step_memory WHERE slot = ?", arguments: [slot])
                .map { [UInt8]($0) }
        }
    }

    /// Notes something about a step, replacing an earlier note.
    public func saveStepMemory(_ slot: String, _ data: [UInt8]) throws {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO step_memory (slot, data, saved) VALUES (?, ?, ?)",
                arguments: [slot, Data(data), Date().timeIntervalSince1970])
        }
    }
}

/// Values in columns, as JSON with sorted keys, so that equal values have equal bytes.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// Values that stand each for itself, read together.
    static func decode<Value: Decodable>(_ type: [Value].Type, fromEach parts: [Data]) throws -> [Value] {
        try decode(type, from: Data(JSONText.array(joining: parts)))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw EngineError(.damagedStore, "The image store holds a record that cannot be read: \(error).")
        }
    }
}
