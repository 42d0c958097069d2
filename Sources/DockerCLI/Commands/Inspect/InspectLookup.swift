import DockerFormat
import EngineInterface

/// Finds things and says of each what `inspect` shows.
struct InspectLookup {
    let engine: any DockerEngine

    func container(_ reference: String, withSizes: Bool) async throws -> OrderedJSON {
        let record = try await engine.container(reference)
        var inspection = ContainerInspection(container: record)
        if withSizes {
            let summary = try await engine.containers(withSizes: true).first { $0.id == record.id }
            inspection.sizes = summary?.sizes ?? (0, 0)
        }
        return inspection.value
    }

    func image(_ reference: String) async throws -> OrderedJSON {
        ImageInspection(image: try await engine.storedImage(reference)).value
    }

    func network(_ reference: String) async throws -> OrderedJSON {
        NetworkInspection(details: try await engine.network(reference)).value
    }

    func volume(_ name: String) async throws -> OrderedJSON {
        VolumeInspection(volume: try await engine.volume(name).volume).value
    }
}
