import CLinux
import Glibc
import Synchronization

/// A descriptor that is closed with its owner.
public final class OwnedDescriptor: Sendable {
    public let number: Int32
    private let isClosed = Atomic(false)

    public init(_ number: Int32) { self.number = number }

    deinit { closeNow() }

    /// Gives the descriptor to the caller, who has to close it.
    public func release() -> Int32 {
        isClosed.store(true, ordering: .relaxed)
        return number
    }

    /// Closes it before its owner goes. Using ``number`` afterwards is an error of the caller's.
    public func closeNow() {
        if !isClosed.exchange(true, ordering: .relaxed) { close(number) }
    }
}

/// Reads and writes on bare descriptors, whole and with EINTR handled.
public enum Descriptor {
    /// Opens a path. Descriptors are always close-on-exec.
    public static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(SystemError) -> OwnedDescriptor
    {
        OwnedDescriptor(try systemCall("open", path) { Glibc.open(path, flags | O_CLOEXEC, mode) })
    }

    /// A pipe: what is written to the second is read from the first.
    public static func pipe() throws(SystemError) -> (read: OwnedDescriptor, write: OwnedDescriptor) {
        var ends: [Int32] = [-1, -1]
        try check(cl_pipe(&ends), "pipe2")
        return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
    }

    public static func setNonBlocking(_ descriptor: Int32) throws(SystemError) {
        let flags = try check(cl_fcntl(descriptor, F_GETFL, 0), "fcntl")
        try check(cl_fcntl(descriptor, F_SETFL, flags | O_NONBLOCK), "fcntl")
    }

    /// A file in memory with these bytes, to be read from its start.
    public static func memoryFile(_ bytes: [UInt8]) throws(SystemError) -> OwnedDescriptor {
        let file = OwnedDescriptor(try check(cl_memory_file(), "memfd_create"))
        try write(bytes, to: file.number)
        try systemCall("lseek") { lseek(file.number, 0, SEEK_SET) }
        return file
    }

    public static func setBlocking(_ descriptor: Int32) throws(SystemError) {
        let flags = try check(cl_fcntl(descriptor, F_GETFL, 0), "fcntl")
        try check(cl_fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK), "fcntl")
    }

    /// Sends all bytes over a socket, without a SIGPIPE when the other side has gone.
    public static func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = try systemCall("send") {
                rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes all bytes.
    public static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var offset = 0
        while offset < bytes.count {
            let start = offset
            offset += try systemCall("write") {
                bytes.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
                }
            }
        }
    }

    /// Reads to the end, at most `limit` bytes.
    public static func read(_ descriptor: Int32, limit: Int = .max) throws(SystemError) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit, 64 * 1024))
        while result.count < limit {
            let wanted = min(buffer.count, limit - result.count)
            let count = try systemCall("read") { Glibc.read(descriptor, &buffer, wanted) }
            if count == 0 { break }
            result.append(contentsOf: buffer[..<count])
        }
        return result
    }
}

/// Whole small files.
public enum SmallFile {
    /// The bytes of a file, at most `limit`.
    public static func read(_ path: String, limit: Int = 16 << 20) throws(SystemError) -> [UInt8] {
        let file = try Descriptor.open(path, O_RDONLY)
        // Its owner closes the descriptor, and nothing below mentions the owner.
        defer { withExtendedLifetime(file) {} }
        return try Descriptor.read(file.number, limit: limit)
    }

    /// The file's text, or `nil` when it cannot be read.
    public static func text(_ path: String) -> String? {
        (try? read(path)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Replaces or creates a file. Not atomic: for files that only this process looks at, and for /proc and /sys.
    public static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws(SystemError) {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
        defer { withExtendedLifetime(file) {} }
        try Descriptor.write(Array(text.utf8), to: file.number)
    }
}
