import EngineInterface
import Images

extension LocalDockerEngine {
    public func createVolume(_ request: VolumeRequest) async throws -> VolumeRecord {
        let (volume, isNew) = try store.addVolume(request)
        if isNew { note(.volume, "create", volume.name, ["driver": volume.driver]) }
        return volume
    }

    public func volumes(withSizes: Bool) async throws -> [VolumeSummary] {
        var volumes = try store.volumes()
        if withSizes {
            // One that somebody removes meanwhile takes nothing.
            for index in volumes.indices { volumes[index].bytes = (try? store.volumeBytes(volumes[index].volume)) ?? 0 }
        }
        return volumes
    }

    public func volume(_ name: String) async throws -> VolumeSummary { try store.volume(name) }

    public func removeVolume(_ name: String, force: Bool) async throws {
        do {
            try store.removeVolume(name)
        } catch let error as EngineError where force && error.kind == .noSuchVolume {
            return
        }
        note(.volume, "destroy", name, ["driver": "local"])
    }

    public func pruneVolumes(
        all: Bool, _ filter: @Sendable (VolumeRecord) -> Bool
    ) async throws -> (names: [String], bytes: Int64) {
        var names: [String] = []
        var bytes: Int64 = 0
        for summary in try store.volumes() where summary.users.isEmpty && (all || summary.volume.isAnonymous) {
            guard filter(summary.volume) else { continue }
            let size = (try? store.volumeBytes(summary.volume)) ?? 0
            do {
                try store.removeVolume(summary.volume.name)
            } catch let error as EngineError where error.kind == .inUse || error.kind == .noSuchVolume {
                continue
            }
            names.append(summary.volume.name)
            bytes += size
            note(.volume, "destroy", summary.volume.name, ["driver": "local"])
        }
        return (names, bytes)
    }
}
