import EngineInterface
import Glibc
import Linux
import Synchronization

/// A command's connection with a supervisor.
///
/// One task reads; any number may write.
final class ControlConnection: Sendable {
    private let socket: OwnedDescriptor
    private let buffer = Locked<[UInt8]>([])
    private let isOver = Atomic(false)
    private let writing = Locked(())

    init(_ socket: OwnedDescriptor) { self.socket = socket }

    /// Connects with the supervisor of a container; `nil` when there is none.
    init?(to folder: ContainerFolder) throws(SystemError) {
        do {
            socket = try LocalSocket.connect(in: folder.path, name: ContainerFolder.controlName)
        } catch {
            if [ENOENT, ECONNREFUSED, ENOTDIR].contains(error.errno) { return nil }
            throw error
        }
    }

    /// Sends a frame; waits while the supervisor does not read.
    ///
    /// - Throws: when the supervisor has gone.
    func send(_ frame: ControlFrame) async throws {
        let bytes = frame.wire
        // Mostly there is room at once.
        if try sendNow(bytes) { return }
        try await Blocking.run { _ in
            try self.writing.withLock { _ in try Descriptor.send(bytes[...], to: self.socket.number) }
        }
    }

    /// Sends all or nothing, without waiting. Returns whether it did.
    private func sendNow(_ bytes: [UInt8]) throws -> Bool {
        try writing.withLock { _ in
            let count = try LocalSocket.sendNow(bytes[...], to: socket.number)
            if count == bytes.count { return true }
            if count == 0 { return false }
            // A part is out; the rest has to follow before anything else.
            try Descriptor.send(bytes[count...], to: socket.number)
            return true
        }
    }

    /// The next frame; `nil` when the supervisor has closed the connection, or ``close()`` was called.
    func next() async throws -> ControlFrame? {
        if let frame = try buffered() { return frame }
        // What is there already is read without another thread.
        if isReadable, try receive() == false { return nil }
        if let frame = try buffered() { return frame }
        return try await withTaskCancellationHandler {
            try await Blocking.run { _ in
                while true {
                    if try self.receive() == false { return nil }
                    if let frame = try self.buffered() { return frame }
                }
            }
        } onCancel: {
            self.close()
        }
    }

    private func buffered() throws -> ControlFrame? {
        try buffer.withLock { buffer in try ControlFrame.take(from: &buffer) }
    }

    private var isReadable: Bool {
        var entry = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// Reads once. Returns whether more may come.
    private func receive() throws -> Bool {
        if isOver.load(ordering: .relaxed) { return false }
        var piece = [UInt8](repeating: 0, count: ControlFrame.pieceSize + ControlFrame.headerSize)
        let count: Int
        do {
            count = try systemCall("read") { read(socket.number, &piece, piece.count) }
        } catch {
            if error.errno == ECONNRESET { return false }
            throw error
        }
        buffer.withLock { $0.append(contentsOf: piece[..<count]) }
        return count > 0
    }

    /// Ends the connection.
    func close() {
        isOver.store(true, ordering: .relaxed)
        shutdown(socket.number, Int32(SHUT_RDWR))
    }
}
