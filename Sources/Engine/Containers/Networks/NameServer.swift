import EngineInterface
import Glibc
import Linux

/// Answers a container's name queries at 127.0.0.11 in its own namespace, as Docker does on user-defined networks.
///
/// What is no container's name is asked of the servers that the container was given, or of this machine's.
final class NameServer: Sendable {
    static let address = "127.0.0.11"
    private static let port = 53

    private let namespace: NetworkNamespace
    private let zone: Locked<NameZone>
    /// Servers that `--dns` names; asked from the container's own network.
    private let servers: [String]
    private let datagrams: OwnedDescriptor
    private let listener: OwnedDescriptor
    private let stopper: (read: OwnedDescriptor, write: OwnedDescriptor)
    private let tokens = Locked<[EventLoop.Token]>([])
    private let open = Locked(0)

    /// More questions than this at once are not asked outside.
    private static let limit = 256

    init(_ zone: NameZone, in namespace: NetworkNamespace, servers: [String]) throws {
        self.zone = Locked(zone)
        self.namespace = namespace
        self.servers = servers
        let flags = O_NONBLOCK
        datagrams = try namespace.makeSocket(domain: AF_INET, type: Int32(SOCK_DGRAM.rawValue) | flags)
        listener = try namespace.makeSocket(domain: AF_INET, type: Int32(SOCK_STREAM.rawValue) | flags)
        stopper = try Descriptor.pipe()
        SocketOption.set(listener.number, SOL_SOCKET, SO_REUSEADDR)
        guard let own = SocketAddress(Self.address, port: Self.port) else {
            throw SystemError("bind", Self.address, errno: EINVAL)
        }
        for socket in [datagrams, listener] {
            try systemCall("bind", "\(Self.address):\(Self.port)") { own.bind(socket.number) }
        }
        try systemCall("listen") { listen(listener.number, 16) }
        guard let loop = NetworkLoop.shared else { throw SystemError("eventfd", errno: EMFILE) }
        loop.post { loop in
            let added = [
                loop.add(self.datagrams.number) { [weak self] _ in self?.readDatagrams(loop) },
                loop.add(self.listener.number) { [weak self] _ in self?.acceptStreams() },
            ]
            self.tokens.withLock { $0 = added }
        }
    }

    /// Answers by another zone from now on.
    func set(_ zone: NameZone) { self.zone.withLock { $0 = zone } }

    func close() {
        stopper.write.closeNow()
        NetworkLoop.shared?.perform { loop in
            self.tokens.withLock { tokens in
                tokens.forEach { loop.remove($0) }
                tokens = []
            }
            self.datagrams.closeNow()
            self.listener.closeNow()
        }
    }

    // MARK: Answers

    private enum Reply {
        case done([UInt8])
        /// To be asked outside.
        case elsewhere
        /// No query.
        case nothing
    }

    private func reply(to bytes: [UInt8]) -> Reply {
        guard let query = DNSMessage(query: bytes) else { return .nothing }
        guard query.operation == 0 else { return .done(query.answer(.notImplemented)) }
        let zone = zone.withLock { $0 }
        switch zone.answer(query.name, kind: query.kind) {
        case .addresses(let addresses):
            let wantsAddress = query.kind == DNSMessage.Kind.a || query.kind == DNSMessage.Kind.any
            // More would not fit into a datagram.
            let data = wantsAddress ? addresses.shuffled().prefix(25).map(\.bytes) : []
            return .done(query.answer(kind: DNSMessage.Kind.a, data: data))
        case .names(let names):
            return .done(query.answer(kind: DNSMessage.Kind.ptr, data: names.compactMap { DNSMessage.encode($0) }))
        case .unknown:
            return zone.leadsOut && !outerServers().isEmpty ? .elsewhere : .done(query.answer(.noSuchName))
        }
    }

    /// The servers to ask, as they are now: a machine that moves to another network gets others.
    private func outerServers() -> [SocketAddress] {
        let names = servers.isEmpty ? ResolverFile.host().servers : servers
        return names.prefix(3).compactMap { SocketAddress(String($0.prefix { $0 != "%" }), port: 53) }
    }

    /// A socket from which a server is reached: the host's own is asked by the host's network.
    private func outerSocket(_ server: SocketAddress, type: Int32) throws -> OwnedDescriptor {
        if !servers.isEmpty { return try namespace.makeSocket(domain: server.family, type: type) }
        return OwnedDescriptor(try systemCall("socket") { socket(server.family, type | O_CLOEXEC, 0) })
    }

    // MARK: Datagrams

    private func readDatagrams(_ loop: EventLoop) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        // A few at a time, so that others get their turn.
        for _ in 0..<32 {
            var count = 0
            let client = SocketAddress {
                count = recvfrom(datagrams.number, &buffer, buffer.count, 0, $0, $1)
                return count >= 0
            }
            guard let client else { return }
            let query = Array(buffer[..<count])
            switch reply(to: query) {
            case .done(let answer): send(answer, to: client)
            case .elsewhere: ask(query, for: client, loop)
            case .nothing: break
            }
        }
    }

    private func send(_ answer: [UInt8], to client: SocketAddress) {
        _ = client.with { sendto(datagrams.number, answer, answer.count, Int32(MSG_NOSIGNAL), $0, $1) }
    }

    /// Asks the servers one after the other, each of them twice at most.
    private func ask(_ query: [UInt8], for client: SocketAddress, _ loop: EventLoop) {
        guard open.withLock({ $0 < Self.limit }) else { return }
        open.withLock { $0 += 1 }
        let servers = outerServers()
        ask(query, servers: servers + servers, loop) { [weak self] answer in
            guard let self else { return }
            self.open.withLock { $0 -= 1 }
            if let answer = answer ?? DNSMessage(query: query)?.answer(.serverFailure) { self.send(answer, to: client) }
        }
    }

    private func ask(
        _ query: [UInt8], servers: [SocketAddress], _ loop: EventLoop, _ finish: @escaping ([UInt8]?) -> Void
    ) {
        guard let server = servers.first else { return finish(nil) }
        let rest = Array(servers.dropFirst())
        let type = Int32(SOCK_DGRAM.rawValue) | O_NONBLOCK
        guard let socket = try? outerSocket(server, type: type), server.connect(socket.number) == 0,
            Glibc.send(socket.number, query, query.count, Int32(MSG_NOSIGNAL)) == query.count
        else { return ask(query, servers: rest, loop, finish) }
        var token: EventLoop.Token?
        var timer: EventLoop.Token?
        let end = { (answer: [UInt8]?) in
            loop.remove(token)
            loop.cancel(timer)
            socket.closeNow()
            if let answer { finish(answer) } else { self.ask(query, servers: rest, loop, finish) }
        }
        token = loop.add(socket.number) { _ in
            var buffer = [UInt8](repeating: 0, count: 65_535)
            let count = recv(socket.number, &buffer, buffer.count, 0)
            if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
            guard count >= 12 else { return end(nil) }
            // Only the answer to this question counts.
            if buffer[0] == query[0], buffer[1] == query[1] { end(Array(buffer[..<count])) }
        }
        timer = loop.after(2_000_000_000) { end(nil) }
    }

    // MARK: Streams

    private func acceptStreams() {
        guard let client = try? Socket.accept(listener.number) else { return }
        guard open.withLock({ $0 < 32 }) else { return }
        open.withLock { $0 += 1 }
        Thread.start {
            while let query = self.readMessage(client.number) {
                guard let answer = self.streamReply(to: query) else { break }
                guard self.writeMessage(answer, to: client.number) else { break }
            }
            withExtendedLifetime(client) {}
            self.open.withLock { $0 -= 1 }
        }
    }

    private func streamReply(to query: [UInt8]) -> [UInt8]? {
        switch reply(to: query) {
        case .done(let answer): return answer
        case .nothing: return nil
        case .elsewhere:
            for server in outerServers() {
                guard let socket = try? outerSocket(server, type: Int32(SOCK_STREAM.rawValue)) else { continue }
                defer { withExtendedLifetime(socket) {} }
                guard
                    (try? Socket.connect(socket.number, address: server.host, port: 53, milliseconds: 3000)) != nil,
                    writeMessage(query, to: socket.number), let answer = readMessage(socket.number)
                else { continue }
                return answer
            }
            return DNSMessage(query: query)?.answer(.serverFailure)
        }
    }

    /// Reads a message with its length before it; waits ten seconds at most, and not when the server is closed.
    private func readMessage(_ socket: Int32) -> [UInt8]? {
        guard let length = readExactly(2, from: socket) else { return nil }
        return readExactly(Int(length[0]) << 8 | Int(length[1]), from: socket)
    }

    private func readExactly(_ count: Int, from socket: Int32) -> [UInt8]? {
        var result: [UInt8] = []
        while result.count < count {
            var waiting = [
                pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stopper.read.number, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waiting, 2, 10_000) > 0, waiting[1].revents == 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: count - result.count)
            let length = recv(socket, &buffer, buffer.count, 0)
            if length < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            guard length > 0 else { return nil }
            result += buffer[..<length]
        }
        return result
    }

    private func writeMessage(_ message: [UInt8], to socket: Int32) -> Bool {
        try? Descriptor.setBlocking(socket)
        let framed = [UInt8(message.count >> 8 & 255), UInt8(message.count & 255)] + message
        return (try? Descriptor.send(framed[...], to: socket)) != nil
    }
}
