import EngineInterface
import Glibc
import Linux

/// A network namespace with a way out: slirp4netns carries its packets as an ordinary program would send them.
///
/// What listens on the host's loopback cannot be reached through it. It ends with this process.
final class OutboundNetwork: Sendable {
    let namespace: NetworkNamespace
    private let carrier: ChildProcess

    /// The address at which slirp4netns answers name queries.
    static let resolver = "10.0.2.3"
    /// The address that stands for this machine; what listens on its loopback only is not there.
    static let gateway = "10.0.2.2"

    private init(namespace: NetworkNamespace, carrier: ChildProcess) {
        self.namespace = namespace
        self.carrier = carrier
    }

    /// What slirp4netns is told: where to put its interface, and that nothing leads to the host's loopback. It writes to
    /// descriptor 3 when it is ready.
    static func arguments(_ namespace: NetworkNamespace, interface: String) -> [String] {
        [
            "--configure", "--mtu=65520", "--disable-host-loopback", "--ready-fd=3", "--netns-type=path",
            namespace.path, interface,
        ]
    }

    /// Makes one; returns when it is ready to carry packets.
    static func make() async throws -> OutboundNetwork {
        guard let path = Tool.find("slirp4netns") else {
            throw EngineError(
                .hostUnable, "slirp4netns, which connects RUN steps to the network, is not installed.",
                help: "Install it with: apt-get install slirp4netns")
        }
        let namespace = try NetworkNamespace()
        let ready = try Descriptor.pipe()
        let messages = try Descriptor.pipe()
        let none = try Descriptor.open("/dev/null", O_RDONLY)
        var request = SpawnRequest(path, arguments(namespace, interface: "tap0"))
        request.descriptors = [
            (none.number, 0), (messages.write.number, 1), (messages.write.number, 2), (ready.write.number, 3),
        ]
        let carrier = try withExtendedLifetime(none) { try ChildProcess(request) }
        ready.write.closeNow()
        messages.write.closeNow()
        let signal = try OutputCollector(ready.read, limit: 16)
        let output = try OutputCollector(messages.read, limit: 4096)
        await signal.waitForEnd()
        if signal.contents().bytes.first != UInt8(ascii: "1") {
            carrier.kill()
            _ = await carrier.wait()
            await output.waitForEnd()
            let text = String(decoding: output.contents().bytes, as: UTF8.self)
            let reason = text.split(separator: "\n").last.map(String.init) ?? "it ended at once"
            throw EngineError(
                .hostUnable, "The network for RUN steps could not be set up: slirp4netns says: \(reason).",
                help: "Run workshop doctor to see what this machine lacks.")
        }
        return OutboundNetwork(namespace: namespace, carrier: carrier)
    }

    /// Takes the way out away.
    func close() async {
        carrier.kill()
        _ = await carrier.wait()
    }
}
