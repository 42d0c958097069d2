import EngineInterface
import Glibc
import Linux

/// Somebody who is connected with a supervisor.
///
/// What they do not read is kept for them up to a limit. Then the container waits for them, for ten seconds without any
/// progress at most; after that it goes on, and they get what they missed from the log when they read again.
final class ControlClient {
    private let socket: OwnedDescriptor
    private unowned let supervisor: Supervisor
    private var token: EventLoop.Token?
    private var received: [UInt8] = []
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var lastProgress = Clock.monotonic
    private var patience: EventLoop.Token?

    private var attachment: AttachRequest?
    private var waitsForEnd = false
    /// Where this client goes on in the log, when it has fallen behind.
    private var cursor: LogCursor?
    /// Whether output is left out for this client, because there is no log to give it from later.
    private var misses = false
    private var pendingEnd: Int32?
    private var closesWhenSent = false
    private(set) var isOver = false

    private static let limit = 256 << 10
    private static let patienceNanoseconds: Int64 = 10_000_000_000

    init(_ socket: OwnedDescriptor, of supervisor: Supervisor) throws {
        try Descriptor.setNonBlocking(socket.number)
        self.socket = socket
        self.supervisor = supervisor
    }

    /// Begins to listen.
    func begin() {
        guard token == nil, !isOver else { return }
        token = supervisor.loop.add(socket.number) { [unowned self] ready in
            if ready.contains(.write) { flush() }
            if ready.contains(.read), !isOver { receive() }
        }
        updateInterest()
    }

    func updateInterest() {
        guard let token, !isOver else { return }
        var interest: EventLoop.Interest = []
        // Input that the container does not take stays with its sender.
        if attachment?.input != true || supervisor.streams?.takesInput != false { interest.insert(.read) }
        if sent < outgoing.count || hasMoreInLog { interest.insert(.write) }
        supervisor.loop.setInterest(interest, of: token)
    }

    private var hasMoreInLog = false

    // MARK: - Receiving

    private func receive() {
        var piece = [UInt8](repeating: 0, count: ControlFrame.pieceSize)
        let count = read(socket.number, &piece, piece.count)
        if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
        guard count > 0 else { return end() }
        received.append(contentsOf: piece[..<count])
        do {
            while !isOver, let frame = try ControlFrame.take(from: &received) { supervisor.handle(frame, from: self) }
        } catch {
            end()
        }
        updateInterest()
    }

    /// The connection is over, from either side.
    func end() {
        guard !isOver else { return }
        isOver = true
        supervisor.loop.remove(token)
        supervisor.loop.cancel(patience)
        let hadInput = attachment?.input == true
        attachment = nil
        socket.closeNow()
        // A terminal stays open: whoever detached from it may attach again.
        let configuration = supervisor.settings.configuration
        if hadInput, configuration.closesInputAfterOne, !configuration.hasTerminal { supervisor.streams?.closeInput() }
        supervisor.streams?.updateFlow()
        supervisor.leaveIfDone()
    }

    // MARK: - Sending

    func send(_ frame: ControlFrame) {
        guard !isOver else { return }
        outgoing += frame.wire
        flush()
    }

    /// Sends an answer and ends the connection; waits a little when the other side does not read.
    func sendLast(_ frame: ControlFrame) {
        guard !isOver else { return }
        outgoing += frame.wire
        let deadline = Clock.monotonic + 5_000_000_000
        while sent < outgoing.count, Clock.monotonic < deadline {
            var entry = pollfd(fd: socket.number, events: Int16(POLLOUT), revents: 0)
            _ = poll(&entry, 1, 1000)
            guard let count = try? LocalSocket.sendNow(outgoing[sent...], to: socket.number) else { break }
            sent += count
        }
        isOver = true
        socket.closeNow()
    }

    private func flush() {
        while !isOver {
            feed()
            guard sent < outgoing.count else { break }
            guard let count = try? LocalSocket.sendNow(outgoing[sent...], to: socket.number) else { return end() }
            if count == 0 { break }
            sent += count
            lastProgress = Clock.monotonic
            if sent == outgoing.count || sent > Self.limit {
                outgoing.removeFirst(sent)
                sent = 0
            }
        }
        guard !isOver else { return }
        if outgoing.isEmpty, misses { misses = false }
        supervisor.streams?.updateFlow()
        updateInterest()
        if closesWhenSent, outgoing.isEmpty, cursor == nil, pendingEnd == nil { end() }
    }

    /// Closes the connection when everything has been sent.
    func closeWhenSent() {
        guard !closesWhenSent else { return }
        closesWhenSent = true
        flush()
    }

    // MARK: - Output of the container

    func attach(_ request: AttachRequest) {
        attachment = request
        if request.includesLogs, supervisor.log != nil { cursor = LogCursor(folder: supervisor.folder.logs) }
    }

    /// Whether the container is to wait for this client.
    var isStuffed: Bool { attachment != nil && cursor == nil && !misses && outgoing.count - sent > Self.limit }

    func output(_ bytes: [UInt8], _ stream: StandardStream) {
        guard let attachment, !isOver, !misses else { return }
        if cursor != nil { return flush() }
        guard attachment.wants(stream) else { return }
        append(bytes, stream)
        flush()
        if isStuffed, patience == nil { beginPatience(Self.patienceNanoseconds) }
    }

    private func append(_ bytes: [UInt8], _ stream: StandardStream) {
        outgoing += ControlFrame(stream == .error ? .error : .output, bytes).wire
    }

    private func beginPatience(_ nanoseconds: Int64) {
        patience = supervisor.loop.after(nanoseconds) { [unowned self] in
            patience = nil
            guard isStuffed else { return }
            let left = lastProgress + Self.patienceNanoseconds - Clock.monotonic
            if left > 0 { return beginPatience(left) }
            if let log = supervisor.log {
                cursor = LogCursor(folder: supervisor.folder.logs, at: log.end)
            } else {
                misses = true
            }
            supervisor.streams?.updateFlow()
        }
    }

    /// Takes what this client missed from the log.
    private func feed() {
        guard let cursor, let attachment else {
            sendEnd()
            return
        }
        while outgoing.count - sent < Self.limit / 2 {
            guard let record = cursor.next() else {
                // It has caught up.
                self.cursor = nil
                hasMoreInLog = false
                sendEnd()
                return
            }
            if attachment.wants(record.stream) { append(record.bytes, record.stream) }
        }
        hasMoreInLog = true
    }

    // MARK: - The end

    func awaitEnd() { waitsForEnd = true }

    /// The container has ended; whoever waits for that or is attached hears it after the output.
    func containerEnded(_ code: Int32) {
        guard attachment != nil || waitsForEnd else { return }
        waitsForEnd = false
        pendingEnd = code
        flush()
    }

    private func sendEnd() {
        guard let code = pendingEnd else { return }
        pendingEnd = nil
        attachment = nil
        outgoing += ControlFrame.ended(code).wire
    }
}

extension AttachRequest {
    func wants(_ stream: StandardStream) -> Bool { stream == .error ? error : output }
}
