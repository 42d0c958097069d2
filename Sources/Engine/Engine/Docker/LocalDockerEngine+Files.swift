import Containers
import EngineInterface
import Glibc
import Images
import Linux
import OCI

extension LocalDockerEngine {
    public func changes(of reference: String) async throws -> [FileChange] {
        let folder = try folder(of: reference)
        return try ImageStore.changes(ofUpper: folder.upper, on: try layers(below: folder))
    }

    public func exportContainer(_ reference: String, to descriptor: Int32) async throws {
        let folder = try folder(of: reference)
        note(.container, "export", folder.id, try folder.settings().eventAttributes())
        try await ImageStore.writeArchive(ofLayers: [folder.upper] + layers(below: folder), to: descriptor)
    }

    /// The folders below a container's own layer, topmost first.
    private func layers(below folder: ContainerFolder) throws -> [String] {
        folder.lowers(try folder.settings())
    }

    public func commitContainer(_ reference: String, _ request: CommitRequest) async throws -> String {
        let folder = try folder(of: reference)
        let container = try folder.settings()
        let control = control(folder)
        let isPaused = try request.pauses && folder.status().phase == .running
        if isPaused { try await control.pause() }
        let snapshot: Snapshot
        do {
            snapshot = try await store.snapshot(ofUpper: folder.upper, on: container.snapshots.first)
        } catch {
            if isPaused { try? await control.unpause() }
            throw error
        }
        if isPaused { try await control.unpause() }
        let base = try store.image(container.imageID)
        let config = try await ConfigurationChanges(engine: engine)
            .apply(request.changes, to: CommittedConfiguration.make(container.configuration))
        let entry = HistoryEntry(
            createdBy: CommittedConfiguration.command(of: container), time: Timestamp(nanoseconds: Clock.real),
            author: request.author.isEmpty ? nil : request.author,
            comment: request.message.isEmpty ? nil : request.message)
        let record = try store.putImage(
            config: config, snapshot: snapshot.id, history: (base?.history ?? []) + [entry],
            names: request.reference.map { [$0] } ?? [], author: request.author.isEmpty ? nil : request.author,
            base: base)
        note(.container, "commit", container.id, container.eventAttributes(["comment": request.message]))
        return record.id
    }
}

/// What an image has that was made of a container.
enum CommittedConfiguration {
    static func make(_ configuration: ContainerConfiguration) -> ImageConfig {
        var config = ImageConfig()
        config.user = configuration.user
        config.exposedPorts = configuration.exposedPorts
        config.env = configuration.environment
        config.entrypoint = configuration.entrypoint
        config.cmd = configuration.command
        config.volumes = configuration.volumes
        config.workingDir = configuration.workingDirectory
        config.labels = configuration.labels
        config.stopSignal = configuration.stopSignal
        config.healthcheck = configuration.healthcheck
        config.shell = configuration.shell
        config.onBuild = configuration.onBuild
        return config
    }

    /// The line of the image's history: what the container ran.
    static func command(of container: StoredContainer) -> String {
        ((container.configuration.entrypoint ?? []) + (container.configuration.command ?? [])).joined(separator: " ")
    }
}

extension Timestamp {
    /// From nanoseconds since 1970.
    init(nanoseconds: Int64) {
        self.init(seconds: nanoseconds / 1_000_000_000, nanoseconds: Int32(nanoseconds % 1_000_000_000))
    }
}
