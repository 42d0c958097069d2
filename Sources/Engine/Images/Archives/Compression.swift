import Dispatch
import EngineInterface
import Glibc
import Linux

/// How an archive or a layer is packed.
public enum Compression: String, Sendable, CaseIterable {
    case none, gzip, zstd, xz, bzip2

    /// The packing of layers by its name; `nil` for `nil`, which leaves it to the format.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` when there is none of that name.
    public static func forLayers(_ name: String?) throws(EngineError) -> Compression? {
        guard let name else { return nil }
        guard let known = Compression(rawValue: name) else {
            throw EngineError(.invalidArgument, "Layers cannot be packed by \(name).", help: "Choose gzip or zstd.")
        }
        return known
    }

    /// By the first bytes.
    init(head: [UInt8]) {
        if head.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .zstd
        } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
            self = .xz
        } else if head.starts(with: Array("BZh".utf8)) {
            self = .bzip2
        } else {
            self = .none
        }
    }

    /// The program of the system that packs and unpacks.
    var program: String? { self == .none ? nil : rawValue }

    func tool() throws -> String {
        guard let program else { throw ArchiveFault.unknownCompression(rawValue) }
        guard let path = Tool.find(program) else { throw ArchiveFault.missingTool(program) }
        return path
    }
}

/// Unpacks what another source gives by a program of the system, which reads and writes pipes.
final class Decompressor: ByteSource {
    private let child: ChildProcess
    private let output: OwnedDescriptor
    private let messages: OwnedDescriptor
    private let feeder: Feeder
    private var isAtEnd = false

    /// What the thread that feeds the program has come to.
    private final class Feeder: Sendable {
        let done = DispatchSemaphore(value: 0)
        let failure = Locked<(any Error)?>(nil)
        let isAbandoned = Locked(false)
    }

    /// Starts the program. `source` is read on another thread, to its end, whatever becomes of the program; then
    /// `atEnd` is called with it there.
    init<Source: ByteSource & Sendable>(
        _ source: Source, _ compression: Compression, atEnd: @escaping @Sendable (Source) throws -> Void
    ) throws {
        let tool = try compression.tool()
        let ends = try SocketSink.pair()
        let pipe = try Descriptor.pipe()
        messages = try Descriptor.memoryFile([])
        var request = SpawnRequest(tool, ["-d", "-c"])
        request.environment = ["LC_ALL=C"]
        request.descriptors = [(ends.far.number, 0), (pipe.write.number, 1), (messages.number, 2)]
        child = try ChildProcess(request)
        ends.far.closeNow()
        pipe.write.closeNow()
        output = pipe.read
        let feeder = Feeder()
        self.feeder = feeder
        Thread.start {
            defer { feeder.done.signal() }
            do {
                var source = source
                try Self.feed(&source, to: ends.near, feeder)
                try atEnd(source)
            } catch {
                feeder.failure.withLock { $0 = error }
            }
            ends.near.closeNow()
        }
    }

    deinit {
        feeder.isAbandoned.withLock { $0 = true }
        child.kill()
    }

    private static func feed<Source: ByteSource>(
        _ source: inout Source, to socket: OwnedDescriptor, _ feeder: Feeder
    ) throws {
        let sink = SocketSink(socket: socket.number)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var isRead = true
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { break }
            if feeder.isAbandoned.withLock({ $0 }) { throw CancellationError() }
            // The program may have enough, or may have failed: it says so itself.
            if isRead {
                isRead =
                    (try? buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) })
                    != nil
            }
        }
        shutdown(socket.number, Int32(SHUT_WR))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if isAtEnd || buffer.isEmpty { return 0 }
        let count = try systemCall("read") { Glibc.read(output.number, buffer.baseAddress, buffer.count) }
        if count > 0 { return count }
        isAtEnd = true
        let status = child.waitBlocking()
        feeder.done.wait()
        if let failure = feeder.failure.withLock({ $0 }) { throw failure }
        guard status == 0 else {
            lseek(messages.number, 0, SEEK_SET)
            let text = String(decoding: try Descriptor.read(messages.number, limit: 4096), as: UTF8.self)
            let line = text.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) }
            throw ArchiveFault.damagedCompression(line.map(String.init) ?? "the decompressor ended with \(status).")
        }
        return 0
    }
}

/// Packs what is written to it by a program of the system into a file.
enum Compressor {
    /// Writes by `body` what is to be packed; the packed bytes go to `file`, an open file. Equal bytes yield equal files.
    static func pack(_ compression: Compression, to file: Int32, _ body: (SocketSink) throws -> Void) throws {
        let ends = try SocketSink.pair()
        let messages = try Descriptor.memoryFile([])
        // Without the time and the name in the header.
        var request = SpawnRequest(try compression.tool(), compression == .gzip ? ["-n", "-c"] : ["-c"])
        request.environment = ["LC_ALL=C"]
        request.descriptors = [(ends.far.number, 0), (file, 1), (messages.number, 2)]
        let child = try ChildProcess(request)
        ends.far.closeNow()
        var failure: (any Error)?
        do {
            try body(SocketSink(socket: ends.near.number))
        } catch {
            failure = error
        }
        ends.near.closeNow()
        let status = child.waitBlocking()
        if status != 0 {
            lseek(messages.number, 0, SEEK_SET)
            let text = String(decoding: try Descriptor.read(messages.number, limit: 4096), as: UTF8.self)
            let isFull = text.contains(String(cString: strerror(ENOSPC)))
            throw SystemError(compression.rawValue, nil, errno: isFull ? ENOSPC : EIO)
        }
        if let failure { throw failure }
    }
}

/// Writes to a socket; that nobody reads any more is an error and no signal.
struct SocketSink: ByteSink {
    let socket: Int32

    /// Two sockets that are joined: what is written to one is read from the other.
    static func pair() throws(SystemError) -> (near: OwnedDescriptor, far: OwnedDescriptor) {
        var ends: [Int32] = [-1, -1]
        try systemCall("socketpair") {
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
        }
        return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while rest.count > 0 {
            let count = try systemCall("send") { send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL)) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
