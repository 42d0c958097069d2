import EngineInterface
import Foundation
import GRDB
import OCI

extension ImageStore {
    /// Everything about every image, newest first.
    public func inspectImages() throws -> [StoredImageDetails] {
        let sizes = try snapshotBytes()
        let counts = try containerCounts()
        let unlisted = try unlistedImages()
        return try images().map { record in
            var details = try inspection(record, sizes: sizes, containers: counts[record.id] ?? 0)
            details.isUnlisted = unlisted.contains(record.id)
            return details
        }
    }

    /// Everything about an image; `nil` when there is none of that name or identifier.
    public func inspectImage(_ reference: String) throws -> StoredImageDetails? {
        guard let record = try image(reference) else { return nil }
        let sizes = Dictionary(try chain(to: record.snapshot).map { ($0.id, $0.bytes) }) { first, _ in first }
        return try inspection(record, sizes: sizes, containers: try containers(ofImage: record.id).count)
    }

    private func inspection(
        _ record: ImageRecord, sizes: [SnapshotID: Int64], containers: Int
    ) throws -> StoredImageDetails {
        let layerSizes = record.layers.map { sizes[$0.snapshot] ?? 0 }
        var next = layerSizes.startIndex
        let history = record.history.map { entry -> (entry: HistoryEntry, size: Int64) in
            guard !entry.emptyLayer, next < layerSizes.endIndex else { return (entry, 0) }
            defer { next += 1 }
            return (entry, layerSizes[next])
        }
        let last = record.history.last
        return StoredImageDetails(
            id: record.id, names: record.names,
            created: record.history.last { $0.created != nil }?.created ?? Self.time(of: record),
            comment: last?.comment ?? "", author: record.author ?? "", config: record.config,
            platform: record.platform, size: layerSizes.reduce(0, +), diffIDs: record.layers.map(\.diffID),
            history: history, standIn: record.standIn, containers: containers)
    }

    /// When it was made here; `nil` for what came from elsewhere and does not say it.
    private static func time(of record: ImageRecord) -> Timestamp? {
        let seconds = record.created.timeIntervalSince1970
        return seconds > 0 ? Timestamp(secondsSince1970: seconds) : nil
    }

    private func snapshotBytes() throws -> [SnapshotID: Int64] {
        try read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT id, bytes FROM snapshot")
            return Dictionary(rows.map { ($0["id"], $0["bytes"]) }) { first, _ in first }
        }
    }
}
