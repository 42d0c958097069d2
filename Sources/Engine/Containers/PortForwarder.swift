import EngineInterface
import Glibc
import Linux

/// Forwards connections to a port of the host's loopback address into a network namespace.
final class PortForwarder: Sendable {
    /// The port on the host.
    let hostPort: Int
    private let listener: OwnedDescriptor
    private let stopper: (read: OwnedDescriptor, write: OwnedDescriptor)
    private let open = Locked(0)

    /// More connections at once than this wait in the listener's queue.
    private static let connectionLimit = 128

    /// Listens on 127.0.0.1 at `hostPort`; 0 takes a free port.
    init(hostPort wanted: Int, to target: @escaping @Sendable () throws -> OwnedDescriptor) throws {
        listener = try Socket.make()
        do {
            hostPort = try Socket.listen(listener.number, address: "127.0.0.1", port: wanted)
        } catch {
            guard error.errno == EADDRINUSE else { throw error }
            throw EngineError(
                .portInUse, "Port \(wanted) of this machine is already in use.",
                help: "Publish another port, or end the program that listens there: ss -ltnp 'sport = :\(wanted)'.")
        }
        stopper = try Descriptor.pipe()
        let forwarder = self
        Thread.start { forwarder.accept(target) }
    }

    /// Ends the listening and all connections.
    func close() { stopper.write.closeNow() }

    private func accept(_ target: @Sendable () throws -> OwnedDescriptor) {
        while true {
            var ready = [
                pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stopper.read.number, events: Int16(POLLIN), revents: 0),
            ]
            if open.withLock({ $0 >= Self.connectionLimit }) { ready[0].events = 0 }
            let result = poll(&ready, 2, 100)
            if ready[1].revents != 0 || (result < 0 && errno != EINTR) {
                listener.closeNow()
                return
            }
            guard ready[0].revents != 0 else { continue }
            guard let client = try? Socket.accept(listener.number) else { continue }
            // The container's side refuses: the client sees its connection end, as with any other proxy.
            guard let server = try? target() else { continue }
            open.withLock { $0 += 1 }
            Thread.start {
                self.relay(client, server)
                self.open.withLock { $0 -= 1 }
            }
        }
    }

    /// Carries bytes both ways until both sides have ended, or ``close()``.
    private func relay(_ client: OwnedDescriptor, _ server: OwnedDescriptor) {
        try? Descriptor.setBlocking(server.number)
        let sides = [(client.number, server.number), (server.number, client.number)]
        var finished = [false, false]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !(finished[0] && finished[1]) {
            var ready = sides.indices.map {
                pollfd(fd: finished[$0] ? -1 : sides[$0].0, events: Int16(POLLIN), revents: 0)
            }
            ready.append(pollfd(fd: stopper.read.number, events: Int16(POLLIN), revents: 0))
            if poll(&ready, 3, -1) < 0 && errno != EINTR { return }
            if ready[2].revents != 0 { return }
            for index in sides.indices where ready[index].revents != 0 {
                let count = read(sides[index].0, &buffer, buffer.count)
                if count > 0, (try? Descriptor.send(buffer[..<count], to: sides[index].1)) != nil { continue }
                if count < 0 && errno == EINTR { continue }
                finished[index] = true
                shutdown(sides[index].1, Int32(SHUT_WR))
            }
        }
    }
}
