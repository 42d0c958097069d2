import Build
import Containers
import EngineInterface
import Glibc
import Images
import Linux

/// A session of the local engine: builds beside the containers of a ``LocalSession``.
final class LocalEngineSession: EngineSession {
    private let engine: LocalEngine
    private let containers: LocalSession
    private let builder: Builder
    private let outbound = OutboundPool()

    init(engine: LocalEngine, folder: String) throws {
        self.engine = engine
        let runtime = try engine.runtime()
        containers = try LocalSession(store: engine.store, folder: folder, runtime: runtime)
        let steps = folder + "/steps"
        try systemCall("mkdir", steps) { mkdir(steps, 0o700) }
        let runner = LocalStepRunner(
            folder: steps, runtime: runtime, lease: engine.store.lease.id, outbound: outbound)
        builder = Builder(store: engine.store, runner: runner, bases: BaseImages(engine: engine))
    }

    func build(_ request: BuildRequest, events: @escaping BuildEventHandler) async throws -> BuildResult {
        try await builder.build(request, events: events)
    }

    func image(_ reference: String) async throws -> ImageDetails {
        try engine.store.details(try record(reference))
    }

    func files(ofImage id: String) async throws -> any ImageFileSystem {
        try engine.store.files(of: try record(id))
    }

    func shipped(image id: String) async throws -> ShippedImage {
        try engine.store.shipped(try record(id))
    }

    private func record(_ reference: String) throws -> ImageRecord {
        guard let record = try engine.store.image(reference) else {
            throw EngineError(
                .noSuchImage, "There is no image \(reference) on this machine.",
                help: "See what there is with: workshop images list")
        }
        return record
    }

    func createContainer(_ request: ContainerRequest) async throws -> any ContainerHandle {
        // A container may be made of a catalogue image that nobody has used yet.
        if try engine.store.image(request.image) == nil {
            _ = try await engine.baseImage(request.image, events: { _ in })
        }
        return try await containers.createContainer(request)
    }

    func createVolume(_ name: String) async throws -> VolumeDetails { try await containers.createVolume(name) }

    func volumes() async throws -> [VolumeDetails] { try await containers.volumes() }

    func removeVolume(_ name: String) async throws { try await containers.removeVolume(name) }

    func listen(port: Int) async throws -> SessionListener { try await containers.listen(port: port) }

    func close() async {
        await containers.close()
        await outbound.close()
    }
}

/// Runs the steps of builds in containers.
struct LocalStepRunner: StepRunner {
    var folder: String
    var runtime: OCIRuntime
    var lease: String
    var outbound: OutboundPool

    func run(
        _ step: RunStep, output: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
    ) async throws -> ContainerExit {
        try await StepContainer(step).run(
            in: "\(folder)/\(RandomName.hex(words: 1))", runtime: runtime, lease: lease, outbound: outbound,
            output: output)
    }
}

/// Base images that are not in the store come from the offline catalogue.
struct BaseImages: BaseImageProvider {
    var engine: LocalEngine

    func image(
        _ reference: String, isNewerWanted: Bool = false, events: @escaping BuildEventHandler
    ) async throws -> ImageRecord? {
        // A stand-in is made for good: nothing newer can be had where it came from.
        if isNewerWanted, let known = try engine.store.image(reference) { return known }
        guard engine.catalogue.entry(for: reference) != nil else { return nil }
        events(.preparing(image: reference, message: "not on this machine yet; assembling a stand-in", fraction: nil))
        return try await engine.catalogue.prepare(reference) { message, fraction in
            events(.preparing(image: reference, message: message, fraction: fraction))
        }
    }
}
