import EngineInterface
import Foundation
import OCI

/// Steps of an image that says in its configuration file which step each of its layers is the result of.
public struct StepImage: StepSource {
    private let layers: [StoredLayer]
    private let entries: [String: StepList.Entry]

    /// `nil` when the image says nothing.
    public init?(_ record: ImageRecord, in store: ImageStore) throws {
        let document = try store.document(of: record)
        guard let list = Self.list(in: document), !list.steps.isEmpty else { return nil }
        layers = record.layers
        entries = Dictionary(list.steps.map { ($0.key, $0) }) { first, _ in first }
    }

    private struct Document: Decodable {
        var list: StepList?

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            // What somebody else wrote under this name is not a reason to refuse the image.
            list = try? values.decodeIfPresent(StepList.self, forKey: Key(stringValue: StepList.field))
        }
    }

    private static func list(in document: [UInt8]) -> StepList? {
        guard let list = (try? JSONDecoder().decode(Document.self, from: Data(document)))?.list, list.version == 1
        else { return nil }
        return list
    }

    public func result(_ key: String, on parent: SnapshotID?, in store: ImageStore) async throws -> SharedStep? {
        guard let entry = entries[key] else { return nil }
        guard let place = entry.layer else {
            return SharedStep(key: key, layer: nil, bytes: entry.bytes, created: entry.date)
        }
        guard layers.indices.contains(place), let snapshot = try store.snapshot(layers[place].snapshot),
            snapshot.parent == parent
        else { return nil }
        return SharedStep(key: key, layer: snapshot.id, bytes: entry.bytes, created: entry.date)
    }
}
