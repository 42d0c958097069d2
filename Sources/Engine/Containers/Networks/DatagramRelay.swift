import Glibc
import Linux

/// Relays datagrams: each client has a socket of its own towards the container, until nothing came for a while.
final class DatagramRelay: RelayWork {
    private struct Client {
        var socket: OwnedDescriptor
        var token: EventLoop.Token
        var used: Int64
    }

    private var clients: [SocketAddress: Client] = [:]
    private var sweeper: EventLoop.Token?
    private var buffer = [UInt8](repeating: 0, count: 65_535)

    private static let limit = 512
    /// Nanoseconds without a datagram after which a client is forgotten, as Linux's own connection tracking does.
    private static let patience: Int64 = 120_000_000_000

    override init(_ listener: OwnedDescriptor, _ loop: EventLoop, connect: @escaping Connector) {
        super.init(listener, loop, connect: connect)
        token = loop.add(listener.number) { [weak self] _ in self?.receive() }
    }

    private func receive() {
        for _ in 0..<32 {
            var count = 0
            let client = SocketAddress {
                count = recvfrom(listener.number, &buffer, buffer.count, 0, $0, $1)
                return count >= 0
            }
            guard let client else { return }
            guard let socket = socket(for: client) else { continue }
            // A datagram that nobody takes is lost, as datagrams may be.
            _ = send(socket.number, buffer, count, Int32(MSG_NOSIGNAL))
        }
    }

    private func socket(for client: SocketAddress) -> OwnedDescriptor? {
        if let known = clients[client] {
            clients[client]?.used = Clock.monotonic
            return known.socket
        }
        if clients.count >= Self.limit, let oldest = clients.min(by: { $0.value.used < $1.value.used }) {
            forget(oldest.key)
        }
        guard let socket = connect(client) else { return nil }
        let token = loop.add(socket.number) { [weak self] _ in self?.answer(client) }
        clients[client] = Client(socket: socket, token: token, used: Clock.monotonic)
        scheduleSweep()
        return socket
    }

    private func answer(_ client: SocketAddress) {
        for _ in 0..<32 {
            guard let socket = clients[client]?.socket else { return }
            let count = recv(socket.number, &buffer, buffer.count, 0)
            if count < 0 {
                // ECONNREFUSED: nobody listens in the container now; the socket stays usable.
                if errno != EAGAIN && errno != EINTR && errno != ECONNREFUSED { forget(client) }
                return
            }
            clients[client]?.used = Clock.monotonic
            _ = client.with { sendto(listener.number, buffer, count, Int32(MSG_NOSIGNAL), $0, $1) }
        }
    }

    private func scheduleSweep() {
        guard sweeper == nil, let oldest = clients.values.map(\.used).min() else { return }
        sweeper = loop.after(oldest + Self.patience - Clock.monotonic) { [weak self] in self?.sweep() }
    }

    private func sweep() {
        sweeper = nil
        let now = Clock.monotonic
        for (client, entry) in clients where now - entry.used >= Self.patience { forget(client) }
        scheduleSweep()
    }

    private func forget(_ client: SocketAddress) {
        guard let entry = clients.removeValue(forKey: client) else { return }
        loop.remove(entry.token)
        entry.socket.closeNow()
    }

    override func close() {
        super.close()
        loop.cancel(sweeper)
        for client in Array(clients.keys) { forget(client) }
    }
}
