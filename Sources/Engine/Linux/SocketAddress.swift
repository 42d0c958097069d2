import Glibc

/// An IPv4 or IPv6 address with a port, as sockets take it.
public struct SocketAddress: Sendable, Hashable {
    /// `struct sockaddr_in` or `struct sockaddr_in6`.
    private var bytes: [UInt8]

    /// Returns `nil` for text that is no address of either kind, and for ports out of range.
    public init?(_ address: String, port: Int) {
        guard let port = UInt16(exactly: port) else { return nil }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, address, &four) == 1 {
            var result = sockaddr_in()
            result.sin_family = sa_family_t(AF_INET)
            result.sin_port = port.bigEndian
            result.sin_addr = four
            bytes = withUnsafeBytes(of: result) { Array($0) }
        } else if inet_pton(AF_INET6, address, &six) == 1 {
            var result = sockaddr_in6()
            result.sin6_family = sa_family_t(AF_INET6)
            result.sin6_port = port.bigEndian
            result.sin6_addr = six
            bytes = withUnsafeBytes(of: result) { Array($0) }
        } else {
            return nil
        }
    }

    /// Filled by a call such as getsockname(2).
    public init?(_ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Bool) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isFilled = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { fill($0, &length) }
        }
        guard isFilled, Int(length) <= MemoryLayout<sockaddr_storage>.size else { return nil }
        bytes = withUnsafeBytes(of: storage) { Array($0.prefix(Int(length))) }
        guard family == AF_INET || family == AF_INET6 else { return nil }
    }

    /// The address that a socket is bound to.
    public init?(localOf socket: Int32) { self.init { getsockname(socket, $0, $1) == 0 } }
    /// The address of a socket's other side.
    public init?(peerOf socket: Int32) { self.init { getpeername(socket, $0, $1) == 0 } }

    public var family: Int32 { Int32(bytes.withUnsafeBytes { $0.loadUnaligned(as: sa_family_t.self) }) }
    public var port: Int { Int(bytes[2]) << 8 | Int(bytes[3]) }

    /// The address as text.
    public var host: String {
        var text = [CChar](repeating: 0, count: 64)
        let offset = family == AF_INET ? 4 : 8
        _ = bytes.withUnsafeBytes {
            inet_ntop(family, $0.baseAddress.map { $0 + offset }, &text, socklen_t(text.count))
        }
        return text.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// Calls a function that takes an address.
    public func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(bytes.count)) }
        }
    }

    /// connect(2)
    public func connect(_ socket: Int32) -> Int32 { with { Glibc.connect(socket, $0, $1) } }
    /// bind(2)
    public func bind(_ socket: Int32) -> Int32 { with { Glibc.bind(socket, $0, $1) } }
}

/// Options of sockets that are set to a number.
public enum SocketOption {
    /// Sets one. Returns whether the kernel took it.
    @discardableResult
    public static func set(_ socket: Int32, _ level: Int32, _ name: Int32, _ value: Int32 = 1) -> Bool {
        var value = value
        return setsockopt(socket, level, name, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
    }
}
