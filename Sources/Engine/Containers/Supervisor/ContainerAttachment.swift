import EngineInterface
import Linux
import Synchronization

/// A connection with the streams of a container, over its supervisor.
final class ContainerAttachment: StreamAttachment {
    private let connection: ControlConnection
    private let folder: ContainerFolder
    private let status = Locked<Int32?>(nil)
    private let isClosed = Atomic(false)

    init(connection: ControlConnection, folder: ContainerFolder) {
        self.connection = connection
        self.folder = folder
    }

    func read() async throws -> (stream: StandardStream, bytes: [UInt8])? {
        while !isClosed.load(ordering: .relaxed), let frame = try await connection.next() {
            switch frame.kind {
            case .output: return (.output, frame.contents)
            case .error: return (.error, frame.contents)
            case .ended:
                status.withLock { $0 = frame.number.map { Int32(truncatingIfNeeded: $0) } }
                return nil
            case .failed: throw frame.engineError
            default: continue
            }
        }
        try Task.checkCancellation()
        return nil
    }

    func write(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            try await connection.send(ControlFrame(.input, Array(rest.prefix(ControlFrame.pieceSize))))
            rest = rest.dropFirst(ControlFrame.pieceSize)
        }
    }

    func closeInput() async throws { try await connection.send(ControlFrame(.closeInput)) }

    func resize(rows: Int, columns: Int) async throws {
        try await connection.send(.numbers(.resize, Int64(rows), Int64(columns)))
    }

    func signal(_ number: Int32) async throws { try await connection.send(.numbers(.signal, Int64(number))) }

    /// Reads on until the end when nobody else did.
    func exitStatus() async throws -> Int32 {
        while true {
            if let known = status.withLock({ $0 }) { return known }
            if try await read() == nil { break }
        }
        if let known = status.withLock({ $0 }) { return known }
        // The supervisor ended without a word, and the container with it.
        return try folder.status().exitCode
    }

    func close() async {
        isClosed.store(true, ordering: .relaxed)
        connection.close()
    }
}
