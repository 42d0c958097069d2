import EngineInterface
import Glibc
import Linux

/// Connects containers with their networks.
public enum ContainerNetworks {
    /// Makes the network namespace of a container, connects it, and publishes its ports: at each start.
    ///
    /// - Parameters:
    ///   - container: its `networkMode` says the kind; `endpoints` say the networks, with the addresses on them.
    ///   - store: the store's folder.
    ///   - executable: the program that runs ``NetworkKeeper/main(_:)`` when its first argument is
    ///     ``NetworkKeeper/command``.
    /// - Throws: ``EngineError`` of kind `hostUnable`, `portInUse`, `notRunning` (of the container whose network it is
    ///   to share), `invalidArgument`.
    public static func join(
        _ container: StoredContainer, store: String, executable: String = "/proc/self/exe"
    ) async throws -> JoinedNetworks {
        try await Blocking.run { _ in try joinNow(container, store: store, executable: executable) }
    }

    /// The same, for callers that may wait on their thread.
    public static func joinNow(
        _ container: StoredContainer, store: String, executable: String = "/proc/self/exe"
    ) throws -> JoinedNetworks {
        try explain {
            switch NetworkMode(container.host.networkMode) {
            case .host: return JoinedNetworks(container, store: store, .host)
            case .none:
                return JoinedNetworks(container, store: store, .own(try NetworkNamespace()), executable: executable)
            case .container(let other):
                return JoinedNetworks(container, store: store, .shared(try namespace(of: other, store), with: other))
            case .networks:
                let joined = JoinedNetworks(
                    container, store: store, .own(try NetworkNamespace()), executable: executable)
                do {
                    for endpoint in Self.ordered(container.endpoints) { try joined.connectNow(endpoint) }
                    try joined.publishPorts()
                } catch {
                    joined.leaveNow()
                    throw error
                }
                return joined
            }
        }
    }

    /// The namespace of a running container.
    private static func namespace(of id: String, _ store: String) throws -> NetworkNamespace {
        let status = try ContainerFolder(store: store, id: id).status()
        guard status.isRunning, status.process > 0 else {
            throw EngineError(
                .notRunning,
                "cannot join network of a non running container: \(id)",
                help: "Start that container first: docker start \(id.prefix(12))")
        }
        return try namespace(of: status.process)
    }

    /// The namespace of a process.
    static func namespace(of process: Int32) throws -> NetworkNamespace {
        try NetworkNamespace(at: "/proc/\(process)/ns/net")
    }

    /// Networks that lead out come first, so that eth0 is on one of them.
    private static func ordered(_ endpoints: [NetworkEndpoint]) -> [NetworkEndpoint] {
        endpoints.filter { !$0.gateway.isEmpty } + endpoints.filter { $0.gateway.isEmpty }
    }

    /// Where the ports of a running container are reached from; empty for one that does not run.
    public static func published(by id: String, store: String) -> [PublishedEndpoint] {
        PublishedPorts.read(id, HubFolder(store: store))
    }

    /// Gives system errors a sentence.
    static func explain<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            guard let error = error as? SystemError else { throw error }
            throw EngineError(
                .hostUnable, "The container's network could not be set up: \(error).",
                help: "Run workshop doctor to see what this machine lacks.")
        }
    }
}

/// What `--network` says.
enum NetworkMode: Equatable {
    case host, none
    case container(String)
    /// Those of its endpoints.
    case networks

    init(_ text: String) {
        switch text {
        case "host": self = .host
        case "none": self = .none
        case _ where text.hasPrefix("container:"): self = .container(String(text.dropFirst(10)))
        default: self = .networks
        }
    }
}
