import Crypto
import Foundation
import OCI

/// An image of the store.
public struct ImageRecord: Sendable, Equatable {
    /// `sha256:` and 64 hexadecimal digits.
    public let id: String
    /// Its names in their short form, with tag, sorted: `node:20-alpine`.
    public let names: [String]
    public let config: ImageConfig
    /// Its files; `nil` for an image without any.
    public let snapshot: SnapshotID?
    /// What stands in for the real image, as a phrase; `nil` for images that are what their names say.
    public let standIn: String?
    public let created: Date
    /// The steps that made it, first to last.
    public let history: [HistoryEntry]

    /// The identifier of an image with these parts: the digest of a fixed encoding of all of them.
    static func identifier(
        config: ImageConfig, chain: [Snapshot], history: [HistoryEntry], standIn: String?
    ) throws -> String {
        struct Parts: Encodable {
            var config: ImageConfig
            var history: [HistoryEntry]
            var snapshots: [String]
            var standIn: String?
        }
        let parts = Parts(config: config, history: history, snapshots: chain.map(\.id), standIn: standIn)
        return "sha256:" + hex(SHA256.hash(data: try StoredJSON.encode(parts)))
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
}
