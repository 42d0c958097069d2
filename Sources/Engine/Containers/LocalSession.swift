import EngineInterface
import Glibc
import Images
import Linux
import OCI

/// The containers, volumes and the network of one session.
public final class LocalSession: Sendable {
    let store: ImageStore
    public let runtime: OCIRuntime
    let folder: String
    let network = SessionNetwork()
    let volumeSet: VolumeSet
    private let containers = Locked<[String: LocalContainer]>([:])
    private let names = Locked<Set<String>>([])
    private let isClosed = Locked(false)

    /// - Parameter folder: a folder for this session alone, which exists; it goes with the session.
    public init(store: ImageStore, folder: String, runtime: OCIRuntime) throws {
        self.store = store
        self.runtime = runtime
        self.folder = folder
        volumeSet = try VolumeSet(folder: folder + "/volumes")
        try systemCall("mkdir", folder + "/containers") { mkdir(folder + "/containers", 0o700) }
    }

    /// Creates a container without starting it.
    public func createContainer(_ request: ContainerRequest) async throws -> any ContainerHandle {
        guard let record = try store.image(request.image) else {
            throw EngineError(
                .noSuchImage, "There is no image \(request.image) on this machine.",
                help: "Build it first, or see workshop images list for those that are there.")
        }
        let choice = try ProcessChoice(request, config: record.config)
        runtime.room.prepare()
        let isFree = names.withLock { $0.insert(request.name).inserted }
        guard isFree else {
            throw EngineError(
                .nameInUse, "A container named \(request.name) exists already.",
                help: "Remove it first, or choose another name.")
        }
        do {
            let container = try await makeContainer(request, record: record, choice: choice)
            containers.withLock { $0[container.id] = container }
            return container
        } catch {
            _ = names.withLock { $0.remove(request.name) }
            throw error
        }
    }

    private func makeContainer(
        _ request: ContainerRequest, record: ImageRecord, choice: ProcessChoice
    ) async throws -> LocalContainer {
        let id = Identifier.random()
        let files = try ContainerFiles(
            folder: "\(folder)/containers/\(id.prefix(16))", lower: try store.mountLowers(of: record.snapshot))
        do {
            let root = try RootedDirectory(files.root)
            let identity = try UserDatabase(root: root).identity(choice.user)
            try root.makeFolders(choice.workingDirectory)
            let mounts = try await MountResolver(session: self, root: root, container: id)
                .resolve(request.mounts, volumes: record.config.volumes)
            let group =
                runtime.kind == .crun
                ? ControlGroup(
                    name: "\(store.lease.id)-\(id.prefix(16))", memoryBytes: request.limits.memoryBytes,
                    processes: request.limits.processes) : nil
            return LocalContainer(
                id: id, request: request, image: try store.details(record), choice: choice, files: files,
                identity: identity, mounts: mounts.specification, volumesByPath: mounts.volumes, group: group,
                session: self)
        } catch {
            await volumeSet.release(by: id)
            try? files.remove()
            throw error
        }
    }

    public func createVolume(_ name: String) async throws -> VolumeDetails { try await volumeSet.create(name) }

    public func volumes() async throws -> [VolumeDetails] { await volumeSet.list() }

    public func removeVolume(_ name: String) async throws { try await volumeSet.remove(name) }

    /// A listening socket on the session's network.
    public func listen(port: Int) async throws -> SessionListener {
        let namespace = try await network.namespace()
        let socket = try namespace.makeSocket()
        do {
            let bound = try Socket.listen(socket.number, address: SessionNetwork.gateway, port: port)
            return SessionListener(descriptor: socket.release(), address: SessionNetwork.gateway, port: bound)
        } catch {
            guard error.errno == EADDRINUSE else { throw error }
            throw EngineError(.portInUse, "Port \(port) of the session's network is in use already.")
        }
    }

    /// Ends and removes everything.
    public func close() async {
        if isClosed.withLock({ closed in
            defer { closed = true }
            return closed
        }) {
            return
        }
        let all = containers.withLock { Array($0.values) }
        await withTaskGroup(of: Void.self) { group in
            for container in all { group.addTask { try? await container.remove(volumes: true) } }
        }
        try? removeTree(folder)
    }

    // MARK: For the session's containers

    func forget(_ id: String) {
        let container = containers.withLock { $0.removeValue(forKey: id) }
        if let container { _ = names.withLock { $0.remove(container.name) } }
    }

    /// Addresses and names of the other containers.
    func hostEntries(besides id: String) async -> [(address: String, name: String)] {
        var result: [(address: String, name: String)] = []
        let others = containers.withLock { all in all.filter { $0.key != id }.values.sorted { $0.name < $1.name } }
        for container in others {
            if let entry = await container.hostEntry() { result.append(entry) }
        }
        return result
    }

    /// Connects from the bridge, as a neighbour of the containers.
    func connectFromHub(address: String, port: Int) throws -> OwnedDescriptor {
        guard let namespace = network.namespaceIfMade else {
            throw EngineError(.failure, "The session has no network.")
        }
        return try Self.connect(in: namespace, address: address, port: port)
    }

    static func connect(in namespace: NetworkNamespace, address: String, port: Int) throws -> OwnedDescriptor {
        let socket = try namespace.makeSocket()
        do {
            try Socket.connect(socket.number, address: address, port: port, milliseconds: 1000)
        } catch {
            guard [ECONNREFUSED, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH].contains(error.errno) else { throw error }
            throw EngineError(.connectionRefused, "Nobody answers at \(address):\(port): \(error.reason).")
        }
        return socket
    }
}
