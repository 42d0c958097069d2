import EngineInterface
import Glibc
import Linux

/// The private network of a session: a bridge in a network namespace of its own.
///
/// The session's containers and listeners reach each other over it, and nothing else: no packet leaves it. It needs no
/// privilege beyond the user namespace, changes nothing on the host, and ends with this process.
actor SessionNetwork {
    /// The address of the bridge, where the session's listeners listen.
    static let gateway = "10.89.0.1"

    /// The hardware address that belongs to an address of the network, so that both are always found together: a bridge
    /// would otherwise take another one whenever a container comes or goes, and neighbours remember the old one.
    private static func hardwareAddress(_ number: Int) -> String {
        "02:00:0a:59:00:" + (number < 16 ? "0" : "") + String(number, radix: 16)
    }

    private let hub = Locked<NetworkNamespace?>(nil)
    private var used: Set<Int> = []

    /// A container's connection to the network.
    struct Attachment: Sendable {
        var namespace: NetworkNamespace
        var address: String
        fileprivate var number: Int
    }

    /// The namespace of the bridge.
    func namespace() async throws -> NetworkNamespace {
        if let made = namespaceIfMade { return made }
        let made = try NetworkNamespace()
        try await IPRoute.run(
            [
                "link add br0 address \(Self.hardwareAddress(1)) type bridge", "addr add \(Self.gateway)/24 dev br0",
                "link set br0 up",
            ], in: made)
        // Somebody else may have made it while this call waited.
        return hub.withLock { hub in
            let first = hub ?? made
            hub = first
            return first
        }
    }

    /// The same, for calls that cannot wait; `nil` before anybody needed the network.
    nonisolated var namespaceIfMade: NetworkNamespace? { hub.withLock { $0 } }

    /// Makes a network namespace that is connected to the bridge.
    func attach() async throws -> Attachment {
        let hub = try await namespace()
        guard let number = (2..<255).first(where: { !used.contains($0) }) else {
            throw EngineError(
                .failure, "The session's network is full: it has room for 253 containers.",
                help: "Remove containers that are no longer needed.")
        }
        used.insert(number)
        do {
            let namespace = try NetworkNamespace()
            try await IPRoute.run(
                [
                    "link add v\(number) type veth peer name eth0 address \(Self.hardwareAddress(number)) "
                        + "netns \(namespace.path)",
                    "link set v\(number) master br0 up",
                ], in: hub)
            try await IPRoute.run(["addr add 10.89.0.\(number)/24 dev eth0", "link set eth0 up"], in: namespace)
            return Attachment(namespace: namespace, address: "10.89.0.\(number)", number: number)
        } catch {
            used.remove(number)
            throw error
        }
    }

    /// Gives an attachment's address back. Its interfaces end with its namespace.
    func detach(_ attachment: Attachment) async {
        guard used.contains(attachment.number), let hub = namespaceIfMade else { return }
        // The pair may outlive the namespace for a moment; its name must be free before the number is.
        try? await IPRoute.run(["link del v\(attachment.number)"], in: hub)
        used.remove(attachment.number)
    }
}

/// The `ip` program of iproute2.
enum IPRoute {
    /// Carries out commands in a network namespace.
    static func run(_ commands: [String], in namespace: NetworkNamespace) async throws {
        guard let path = Tool.find("ip") else {
            throw EngineError(
                .hostUnable, "The program ip, which connects containers to their network, is not installed.",
                help: "Install it with: apt-get install iproute2")
        }
        var request = SpawnRequest(path, ["-batch", "-"])
        request.joinNetwork = namespace.descriptor
        let input = Array(commands.joined(separator: "\n").utf8) + [10]
        let result = try await Tool.run(request, input: input)
        guard result.termination == .exited(0) else {
            let text = String(decoding: result.error + result.output, as: UTF8.self)
            throw EngineError(
                .hostUnable,
                "The container's network could not be set up: \(text.split(separator: "\n").first ?? "ip failed").",
                help: "Run workshop doctor to see what this machine lacks.")
        }
    }
}
