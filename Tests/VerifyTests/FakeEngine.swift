import EngineInterface
import Glibc
import OCI
import Synchronization

/// An image that a fake build yields, and the program that its containers run.
struct FakeImage: Sendable {
    var result: BuildResult
    var files: [String: FakeFile] = [:]
    var shipped = ShippedImage(history: [], layers: [])
    var program: FakeProgram = .idle
    /// What `exec` does.
    var commands: @Sendable ([String], FakeContainer) async throws -> ExecResult = { _, _ in .fake() }

    init(_ config: ImageConfig = ImageConfig(), size: Int64 = 1_000_000, steps: [BuildStep] = []) {
        let details = ImageDetails(
            id: "sha256:" + String(UInt64.random(in: 0 ... .max), radix: 16), names: [], config: config,
            layerSizes: [size])
        result = BuildResult(
            image: details, stages: [BuiltStage(index: 0, name: nil, image: details, isTarget: true)], steps: steps)
    }
}

struct FakeFile: Sendable {
    var entry: FileEntry
    var content: [UInt8] = []

    init(
        _ path: String, kind: FileEntry.Kind = .file, mode: UInt16 = 0o644, user: UInt32 = 0, group: UInt32 = 0,
        content: String = ""
    ) {
        self.content = Array(content.utf8)
        entry = FileEntry(
            path: path, kind: kind, size: Int64(self.content.count), mode: mode, user: user, group: group)
    }
}

/// An engine in memory. Containers are tasks that listen on real sockets of the loopback address.
final class FakeEngine: ContainerEngine {
    let build: @Sendable (BuildRequest) async throws -> FakeImage
    /// Fails what is asked of the session: by call.
    let faults: [String: EngineError]
    let sessions = Mutex<[FakeSession]>([])

    init(
        faults: [String: EngineError] = [:],
        build: @escaping @Sendable (BuildRequest) async throws -> FakeImage = { _ in FakeImage() }
    ) {
        self.build = build
        self.faults = faults
    }

    func openSession() async throws -> any EngineSession {
        if let fault = faults["openSession"] { throw fault }
        let session = FakeSession(self)
        sessions.withLock { $0.append(session) }
        return session
    }

    func prepareImages(_ names: [String], events: @escaping BuildEventHandler) async throws {
        if let fault = faults["prepareImages"] { throw fault }
    }

    /// What the last session still holds. Empty after a run that tidied up.
    var remains: [String] { sessions.withLock { $0.last?.remains ?? [] } }
    var session: FakeSession? { sessions.withLock { $0.last } }
}

final class FakeSession: EngineSession {
    struct State {
        var images: [String: FakeImage] = [:]
        var containers: [String: FakeContainer] = [:]
        var volumes: [String: VolumeDetails] = [:]
        var listeners: Set<Int> = []
        var isClosed = false
        /// Every container that was created, in order.
        var created: [FakeContainer] = []
    }
    let engine: FakeEngine
    let state = Mutex(State())

    init(_ engine: FakeEngine) { self.engine = engine }

    private func check(_ call: String) throws {
        if let fault = engine.faults[call] { throw fault }
    }

    func build(_ request: BuildRequest, events: @escaping BuildEventHandler) async throws -> BuildResult {
        try check("build")
        events(.planned(steps: 1))
        let image = try await engine.build(request)
        state.withLock { $0.images[image.result.image.id] = image }
        return image.result
    }

    func image(_ reference: String) async throws -> ImageDetails {
        try check("image")
        return try find(reference).result.image
    }

    private func find(_ reference: String) throws -> FakeImage {
        if let image = state.withLock({ $0.images[reference] }) { return image }
        throw EngineError(.noSuchImage, "There is no image \(reference).")
    }

    func files(ofImage id: String) async throws -> any ImageFileSystem {
        try check("files")
        return FakeFileSystem(files: try find(id).files)
    }

    func shipped(image id: String) async throws -> ShippedImage {
        try check("shipped")
        return try find(id).shipped
    }

    func createContainer(_ request: ContainerRequest) async throws -> any ContainerHandle {
        try check("createContainer")
        let image = try find(request.image)
        return try state.withLock { state in
            guard state.containers[request.name] == nil else {
                throw EngineError(.nameInUse, "A container named \(request.name) exists already.")
            }
            var mounted: [String: VolumeDetails] = [:]
            for mount in request.mounts {
                if case .volume(let name) = mount.source {
                    mounted[mount.target] = VolumeDetails(name: name, isAnonymous: false)
                }
            }
            for path in image.result.image.config.volumes where mounted[path] == nil {
                let volume = VolumeDetails(
                    name: String(UInt64.random(in: 0 ... .max), radix: 16), isAnonymous: true)
                mounted[path] = volume
                state.volumes[volume.name] = volume
            }
            let container = FakeContainer(request: request, image: image, session: self, volumes: mounted)
            state.containers[request.name] = container
            state.created.append(container)
            return container
        }
    }

    func createVolume(_ name: String) async throws -> VolumeDetails {
        let volume = VolumeDetails(name: name, isAnonymous: false)
        state.withLock { $0.volumes[name] = volume }
        return volume
    }

    func volumes() async throws -> [VolumeDetails] { state.withLock { Array($0.volumes.values) } }

    func removeVolume(_ name: String) async throws {
        try state.withLock { state in
            guard state.volumes.removeValue(forKey: name) != nil else {
                throw EngineError(.noSuchVolume, "There is no volume \(name).")
            }
        }
    }

    /// The port that is asked for only names the listener; the real one is free.
    func listen(port: Int) async throws -> SessionListener {
        try check("listen")
        let (descriptor, real) = try FakeServer.listeningSocket()
        return SessionListener(descriptor: descriptor, address: "127.0.0.1:\(real)", port: real)
    }

    func close() async {
        let containers = state.withLock { state in
            state.isClosed = true
            return Array(state.containers.values)
        }
        for container in containers { try? await container.remove(volumes: true) }
        state.withLock { $0.volumes = [:] }
    }

    func forget(_ container: FakeContainer, volumes: Bool) {
        state.withLock { state in
            state.containers[container.name] = nil
            guard volumes else { return }
            for volume in container.volumes.values where volume.isAnonymous { state.volumes[volume.name] = nil }
        }
    }

    var remains: [String] {
        state.withLock { state in
            state.containers.keys.map { "container \($0)" } + state.volumes.keys.map { "volume \($0)" }
                + (state.isClosed ? [] : ["session"])
        }
    }
}

struct FakeFileSystem: ImageFileSystem {
    let files: [String: FakeFile]

    func entry(at path: String, followLinks: Bool) async throws -> FileEntry? { files[path]?.entry }
    func contents(of path: String, limit: Int) async throws -> [UInt8] {
        Array((files[path]?.content ?? []).prefix(limit))
    }
    func paths(matching pattern: String, limit: Int) async throws -> [String] {
        files.keys.filter { fnmatch(pattern, $0, 0) == 0 || fnmatch("/" + pattern, $0, 0) == 0 }.sorted()
            .prefix(limit).map { $0 }
    }
}
