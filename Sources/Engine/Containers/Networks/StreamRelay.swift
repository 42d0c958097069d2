import Glibc
import Linux

/// Relays connections.
final class StreamRelay: RelayWork {
    private var connections: [ObjectIdentifier: RelayedConnection] = [:]

    /// More at once than this wait in the listener's queue.
    private static let limit = 1024

    override init(_ listener: OwnedDescriptor, _ loop: EventLoop, connect: @escaping Connector) {
        super.init(listener, loop, connect: connect)
        token = loop.add(listener.number) { [weak self] _ in self?.accept() }
    }

    private func accept() {
        for _ in 0..<32 {
            guard connections.count < Self.limit else { return pause() }
            let result: OwnedDescriptor
            do {
                result = try Socket.accept(listener.number)
            } catch {
                // Without descriptors there is nothing to do but to wait until a connection ends.
                if [EMFILE, ENFILE, ENOMEM, ENOBUFS].contains(error.errno) && !connections.isEmpty { pause() }
                return
            }
            guard let client = SocketAddress(peerOf: result.number), let server = connect(client),
                (try? Descriptor.setNonBlocking(result.number)) != nil
            else { continue }
            let connection = RelayedConnection(result, server, loop) { [weak self] connection in
                self?.ended(connection)
            }
            connections[ObjectIdentifier(connection)] = connection
        }
    }

    private func pause() {
        if let token { loop.setInterest([], of: token) }
    }

    private func ended(_ connection: RelayedConnection) {
        connections[ObjectIdentifier(connection)] = nil
        if let token { loop.setInterest(.read, of: token) }
    }

    override func close() {
        super.close()
        for connection in connections.values { connection.close() }
        connections = [:]
    }
}

/// A client's connection and the one to the container that belongs to it.
final class RelayedConnection {
    private struct Side {
        var socket: OwnedDescriptor
        var token: EventLoop.Token?
        /// Bytes from the other side that this one has not taken yet.
        var pending: ArraySlice<UInt8> = []
        /// Nothing more comes from here.
        var hasEnded = false
        /// Nothing more may be sent here.
        var isShut = false
    }

    private var sides: [Side]
    private var isConnected = false
    private var isClosed = false
    private let loop: EventLoop
    private let finished: (RelayedConnection) -> Void

    init(
        _ client: OwnedDescriptor, _ server: OwnedDescriptor, _ loop: EventLoop,
        finished: @escaping (RelayedConnection) -> Void
    ) {
        self.loop = loop
        self.finished = finished
        sides = [Side(socket: client), Side(socket: server)]
        for index in 0...1 {
            SocketOption.set(sides[index].socket.number, Int32(IPPROTO_TCP), TCP_NODELAY)
            sides[index].token = loop.add(sides[index].socket.number, index == 0 ? [] : .write) { [weak self] ready in
                self?.handle(index, ready)
            }
        }
    }

    private func handle(_ index: Int, _ ready: EventLoop.Interest) {
        if !isConnected {
            var failure: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(sides[1].socket.number, SOL_SOCKET, SO_ERROR, &failure, &length)
            guard index == 1, failure == 0 else { return reset() }
            isConnected = true
        }
        if ready.contains(.write) { flush(index) }
        if ready.contains(.read), !isClosed { readFrom(index) }
        update()
    }

    private func readFrom(_ index: Int) {
        guard !sides[index].hasEnded, sides[1 - index].pending.isEmpty else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(sides[index].socket.number, &buffer, buffer.count, 0)
        if count > 0 {
            sides[1 - index].pending = buffer[..<count]
            flush(1 - index)
        } else if count == 0 {
            sides[index].hasEnded = true
            flush(1 - index)
        } else if errno != EAGAIN && errno != EINTR {
            reset()
        }
    }

    /// Sends what is pending for a side, and the end after it.
    private func flush(_ index: Int) {
        guard !isClosed else { return }
        while !sides[index].pending.isEmpty {
            let count = sides[index].pending.withUnsafeBytes {
                send(sides[index].socket.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno != EAGAIN { reset() }
                return
            }
            sides[index].pending = sides[index].pending.dropFirst(count)
        }
        sides[index].pending = []
        if sides[1 - index].hasEnded && !sides[index].isShut {
            sides[index].isShut = true
            shutdown(sides[index].socket.number, Int32(SHUT_WR))
        }
    }

    private func update() {
        guard !isClosed else { return }
        if sides[0].isShut && sides[1].isShut {
            close()
            return finished(self)
        }
        for index in 0...1 {
            var interest: EventLoop.Interest = []
            if !sides[index].pending.isEmpty { interest.insert(.write) }
            if !sides[index].hasEnded && sides[1 - index].pending.isEmpty { interest.insert(.read) }
            if let token = sides[index].token { loop.setInterest(interest, of: token) }
        }
    }

    /// Ends both sides as abruptly as one of them ended.
    private func reset() {
        guard !isClosed else { return }
        for side in sides {
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                side.socket.number, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
        close()
        finished(self)
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        for side in sides {
            loop.remove(side.token)
            side.socket.closeNow()
        }
    }
}
