import EngineInterface
import Foundation
import OCI

/// A document that Docker's `inspect` gave, as it is in Fixtures/inspect.
struct RecordedDocument {
    let name: String
    /// As Docker wrote it.
    let text: String
    /// The one element.
    let value: [String: Any]

    init(_ name: String) throws {
        self.name = name
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/inspect/\(name).json")
        text = try String(contentsOf: url, encoding: .utf8)
        let elements = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []
        value = try elements.first.orThrow("\(name) is empty")
    }
}

/// A part of a document, with its fields by type.
struct RecordedObject {
    let fields: [String: Any]

    init(_ value: Any?) { fields = value as? [String: Any] ?? [:] }

    func text(_ key: String) -> String { fields[key] as? String ?? "" }
    func flag(_ key: String) -> Bool { fields[key] as? Bool ?? false }
    func number(_ key: String) -> Int64 { (fields[key] as? NSNumber)?.int64Value ?? 0 }
    func optionalNumber(_ key: String) -> Int64? { (fields[key] as? NSNumber)?.int64Value }
    func texts(_ key: String) -> [String] { fields[key] as? [String] ?? [] }
    func optionalTexts(_ key: String) -> [String]? { fields[key] as? [String] }
    func map(_ key: String) -> [String: String] { fields[key] as? [String: String] ?? [:] }
    func keys(_ key: String) -> [String] { object(key).fields.keys.sorted() }
    func object(_ key: String) -> RecordedObject { RecordedObject(fields[key]) }
    func has(_ key: String) -> Bool { fields[key] != nil && !(fields[key] is NSNull) }
    func objects(_ key: String) -> [RecordedObject] { (fields[key] as? [Any] ?? []).map { RecordedObject($0) } }

    /// Nanoseconds since 1970; Go's zero time is 0.
    func time(_ key: String) -> Int64 {
        guard let time = Timestamp(text(key)), time.seconds > 0 else { return 0 }
        return time.seconds * 1_000_000_000 + Int64(time.nanoseconds)
    }
}

extension Optional {
    struct Missing: Error { let text: String }

    func orThrow(_ text: String) throws -> Wrapped {
        guard let self else { throw Missing(text: text) }
        return self
    }
}
