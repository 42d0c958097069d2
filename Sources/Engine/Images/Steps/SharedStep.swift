import Foundation

/// The result of a step in a form that other image stores understand.
public struct SharedStep: Sendable, Equatable {
    /// What the result depends on: the step, what it reads, and the files below it by their contents.
    public var key: String
    /// The snapshot that the step made; `nil` when it changed no files.
    public var layer: SnapshotID?
    /// The size of what the step wrote.
    public var bytes: Int64
    public var created: Date

    public init(key: String, layer: SnapshotID?, bytes: Int64, created: Date) {
        self.key = key
        self.layer = layer
        self.bytes = bytes
        self.created = created
    }
}

/// Results of steps from elsewhere.
///
/// A step's key holds what is below it. So whoever has found a result here has the files that its layer goes on top of.
public protocol StepSource: Sendable {
    /// The result of the step with this key on top of `parent`, whose layer is now in `store`; `nil` when it is not known.
    func result(_ key: String, on parent: SnapshotID?, in store: ImageStore) async throws -> SharedStep?
}

/// The list of the steps that a folder or an image brings, as JSON.
struct StepList: Codable {
    struct Entry: Codable {
        var key: String
        /// The place of the step's layer among the layers that the list comes with; none when it changed no files.
        var layer: Int?
        /// The digest of the layer's archive before it was compressed.
        var diffID: String?
        var bytes: Int64
        /// Seconds since 1970, as a text that keeps every digit.
        var created: String

        var date: Date { Date(timeIntervalSince1970: Double(created) ?? 0) }

        static func text(_ date: Date) -> String { String(date.timeIntervalSince1970) }
    }

    /// The media type of the list where it is a file of its own.
    static let mediaType = "application/vnd.workshop.steps.v1+json"
    /// The field of an image's configuration file that holds the list.
    static let field = "workshop.steps.v1"

    var version = 1
    var steps: [Entry]

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return [UInt8](try encoder.encode(self))
        }
    }

    /// - Throws: ``ArchiveFault``; what a newer version wrote has no steps for this one.
    init(_ bytes: [UInt8], name: String) throws {
        do {
            self = try JSONDecoder().decode(StepList.self, from: Data(bytes))
        } catch {
            throw ArchiveFault.badDocument(name: name, reason: "it is no list of steps.")
        }
        if version != 1 { steps = [] }
    }

    init(_ steps: [Entry]) { self.steps = steps }
}
