import DockerFormat
import EngineInterface

/// What images, containers, volumes and builds take on the disk, and what of it could be given back.
struct UsageSummary: Sendable {
    /// One line of `docker system df`.
    struct Row: Sendable, Equatable {
        var type: String
        var count: Int
        var active: Int
        var bytes: Int64
        var reclaimable: Int64
        /// Whether the reclaimable part is told in per cent, too.
        var tellsShare = true

        var reclaimableText: String {
            let text = HumanSize.decimal(reclaimable)
            guard tellsShare, bytes > 0 else { return text }
            return "\(text) (\(Int(Double(reclaimable) * 100 / Double(bytes)))%)"
        }
    }

    let usage: SystemUsage
    /// Bytes of each layer by its digest.
    private let layers: [String: Int64]
    /// How many images have each layer.
    private let owners: [String: Int]

    init(_ usage: SystemUsage) {
        self.usage = usage
        var layers: [String: Int64] = [:]
        var owners: [String: Int] = [:]
        for image in usage.images {
            for (layer, bytes) in image.layerSizes {
                layers[layer] = bytes
                owners[layer, default: 0] += 1
            }
        }
        self.layers = layers
        self.owners = owners
    }

    /// Bytes of the image's layers that other images have, too.
    func shared(_ image: StoredImageDetails) -> Int64 {
        image.layerSizes.reduce(0) { sum, layer in sum + ((owners[layer.digest] ?? 0) > 1 ? layer.bytes : 0) }
    }

    var rows: [Row] {
        let total = layers.values.reduce(0, +)
        let used = usage.images.filter { $0.containers > 0 }.reduce(0) { $0 + $1.size - shared($1) }
        let containers = usage.containers
        let running = containers.filter { [.running, .paused, .restarting].contains($0.status.phase) }
        let containerBytes = containers.reduce(0) { $0 + ($1.sizes?.own ?? 0) }
        let volumes = usage.volumes
        let volumeBytes = volumes.reduce(0) { $0 + ($1.bytes ?? 0) }
        let cache = [usage.store.buildCache, usage.store.cacheMounts]
        return [
            Row(
                type: "Images", count: usage.images.count, active: usage.images.count { $0.containers > 0 },
                bytes: total, reclaimable: max(0, total - used)),
            Row(
                type: "Containers", count: containers.count, active: running.count, bytes: containerBytes,
                reclaimable: containerBytes - running.reduce(0) { $0 + ($1.sizes?.own ?? 0) }),
            Row(
                type: "Local Volumes", count: volumes.count, active: volumes.count { !$0.users.isEmpty },
                bytes: volumeBytes,
                reclaimable: volumes.filter(\.users.isEmpty).reduce(0) { $0 + ($1.bytes ?? 0) }),
            Row(
                type: "Build Cache", count: cache.reduce(0) { $0 + $1.count },
                active: cache.reduce(0) { $0 + $1.active }, bytes: cache.reduce(0) { $0 + $1.bytes },
                reclaimable: cache.reduce(0) { $0 + $1.reclaimable }, tellsShare: false),
        ]
    }
}

extension StoredImageDetails {
    /// The layers with their sizes, lowest first, as the history tells them.
    fileprivate var layerSizes: [(digest: String, bytes: Int64)] {
        let sizes = history.filter { !$0.entry.emptyLayer }.map(\.size)
        guard sizes.count == diffIDs.count else {
            // Without a history all that is known is the sum; it counts for the topmost layer.
            return diffIDs.enumerated().map { ($1, $0 == diffIDs.count - 1 ? size : 0) }
        }
        return Array(zip(diffIDs, sizes)).map { (digest: $0, bytes: $1) }
    }
}
