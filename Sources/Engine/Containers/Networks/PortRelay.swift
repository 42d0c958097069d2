import Glibc
import Linux

/// One listener of a published port. What comes to it goes to the container and back.
///
/// The container sees the client's own address where the answer is sure to come back through the hub; else the gateway's.
final class PortRelay: Sendable {
    private let listener: OwnedDescriptor
    private let isDatagram: Bool
    private let port: Int
    private let target = Locked<PublishedPorts.Target?>(nil)
    /// Belongs to the loop's thread, like everything that it refers to.
    private nonisolated(unsafe) var work: RelayWork?

    init(listener: OwnedDescriptor, isDatagram: Bool, port: Int) {
        self.listener = listener
        self.isDatagram = isDatagram
        self.port = port
    }

    /// Where to relay to from now on. The first target begins the work.
    func setTarget(_ target: PublishedPorts.Target?) {
        self.target.withLock { $0 = target }
        guard target != nil else { return }
        NetworkLoop.shared?.post { loop in
            guard self.work == nil else { return }
            let connect: RelayWork.Connector = { [weak self] in self?.connect(for: $0) }
            self.work =
                self.isDatagram
                ? DatagramRelay(self.listener, loop, connect: connect)
                : StreamRelay(self.listener, loop, connect: connect)
        }
    }

    /// Ends the listening and all connections of several relays. When it returns, the ports are free.
    static func close(_ relays: [PortRelay]) {
        guard !relays.isEmpty else { return }
        NetworkLoop.shared?.perform { _ in
            for relay in relays {
                relay.work?.close()
                relay.work = nil
                relay.listener.closeNow()
            }
        }
    }

    /// A socket that is connected with the container's port, or about to be, on behalf of a client.
    private func connect(for client: SocketAddress) -> OwnedDescriptor? {
        guard let target = target.withLock({ $0 }), let there = SocketAddress(target.address.description, port: port)
        else { return nil }
        let kind = isDatagram ? Int32(SOCK_DGRAM.rawValue) : Int32(SOCK_STREAM.rawValue)
        for speaksAsClient in [true, false] {
            guard let socket = try? target.hub.makeSocket(domain: AF_INET, type: kind | O_NONBLOCK) else { return nil }
            if speaksAsClient {
                guard let address = IPv4Address(client.host), !address.isLoopback,
                    !target.subnets.contains(where: { $0.contains(address) }),
                    let own = SocketAddress(client.host, port: isDatagram ? client.port : 0),
                    SocketOption.set(socket.number, Int32(IPPROTO_IP), Self.transparent)
                else { continue }
                SocketOption.set(socket.number, Int32(IPPROTO_IP), Self.bindWithoutPort, isDatagram ? 0 : 1)
                guard own.bind(socket.number) == 0 else { continue }
            }
            if there.connect(socket.number) == 0 || errno == EINPROGRESS { return socket }
        }
        return nil
    }

    /// IP_TRANSPARENT and IP_BIND_ADDRESS_NO_PORT of `linux/in.h`.
    private static let transparent: Int32 = 19
    private static let bindWithoutPort: Int32 = 24
}

/// A relay's work on the loop's thread.
class RelayWork {
    typealias Connector = (SocketAddress) -> OwnedDescriptor?

    let listener: OwnedDescriptor
    let loop: EventLoop
    let connect: Connector
    var token: EventLoop.Token?

    init(_ listener: OwnedDescriptor, _ loop: EventLoop, connect: @escaping Connector) {
        self.listener = listener
        self.loop = loop
        self.connect = connect
    }

    func close() { loop.remove(token) }
}
