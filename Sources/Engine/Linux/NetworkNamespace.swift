import CLinux
import Glibc

/// A network namespace: interfaces, addresses and ports apart from all others. It ends with its last user.
public final class NetworkNamespace: Sendable {
    /// For joining it, and for handing it on.
    public let handle: OwnedDescriptor

    /// Makes a namespace that has nothing but a loopback interface, which is up.
    public init() throws(SystemError) {
        handle = OwnedDescriptor(try check(cl_new_network_namespace(), "unshare network"))
    }

    /// The namespace behind a path: `/proc/PID/ns/net`, or a descriptor of another process's.
    public init(at path: String) throws(SystemError) {
        handle = try Descriptor.open(path, O_RDONLY)
        guard try inode() != 0 else { throw SystemError("open", path, errno: EINVAL) }
    }

    /// Takes over a descriptor of a namespace.
    public init(taking descriptor: OwnedDescriptor) { handle = descriptor }

    /// What tells it from all other namespaces of the machine as long as it exists.
    public func inode() throws(SystemError) -> UInt64 {
        var status = stat()
        try systemCall("fstat", path) { fstat(handle.number, &status) }
        return UInt64(status.st_ino)
    }

    /// A socket that belongs to this namespace. It is close-on-exec.
    public func makeSocket(
        domain: Int32, type: Int32, protocol: Int32 = 0
    ) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(try check(cl_socket_in(handle.number, domain, type, `protocol`), "socket"))
    }

    /// For joining it.
    public var descriptor: Int32 { handle.number }
    /// A path by which programs can join it as long as this process lives.
    public var path: String { "/proc/\(getpid())/fd/\(handle.number)" }

    /// A TCP socket that belongs to this namespace.
    public func makeSocket() throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(
            try check(cl_socket_in(handle.number, AF_INET, Int32(SOCK_STREAM.rawValue), 0), "socket"))
    }
}

/// IPv4 sockets.
public enum Socket {
    /// A TCP socket of this process's own network namespace.
    public static func make() throws(SystemError) -> OwnedDescriptor {
        // SOCK_CLOEXEC has the value of O_CLOEXEC.
        OwnedDescriptor(
            try systemCall("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0) })
    }

    /// The next connection to a listening socket.
    public static func accept(_ listener: Int32) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(try check(cl_accept(listener), "accept"))
    }

    /// Connects, waiting at most `milliseconds`.
    public static func connect(
        _ socket: Int32, address: String, port: Int, milliseconds: Int32
    ) throws(SystemError) {
        var target = try socketAddress(address, port)
        try Descriptor.setNonBlocking(socket)
        let subject = "\(address):\(port)"
        let result = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result == 0 { return }
        guard errno == EINPROGRESS || errno == EINTR else { throw SystemError("connect", subject, errno: errno) }
        var poller = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        let ready = try systemCall("poll") { poll(&poller, 1, milliseconds) }
        if ready == 0 { throw SystemError("connect", subject, errno: ETIMEDOUT) }
        var failure: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        try systemCall("getsockopt") { getsockopt(socket, SOL_SOCKET, SO_ERROR, &failure, &length) }
        if failure != 0 { throw SystemError("connect", subject, errno: failure) }
    }

    /// Binds and listens. Port 0 takes a free one. Returns the port.
    public static func listen(_ socket: Int32, address: String, port: Int) throws(SystemError) -> Int {
        var one: Int32 = 1
        try systemCall("setsockopt") {
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        var target = try socketAddress(address, port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        try systemCall("bind", "\(address):\(port)") {
            withUnsafePointer(to: &target) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
            }
        }
        try systemCall("listen") { Glibc.listen(socket, 128) }
        var bound = sockaddr_in()
        var length = size
        try systemCall("getsockname") {
            withUnsafeMutablePointer(to: &bound) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
            }
        }
        return Int(UInt16(bigEndian: bound.sin_port))
    }

    private static func socketAddress(_ address: String, _ port: Int) throws(SystemError) -> sockaddr_in {
        guard let port = UInt16(exactly: port) else { throw SystemError("port \(port)", errno: EINVAL) }
        var result = sockaddr_in()
        result.sin_family = sa_family_t(AF_INET)
        result.sin_port = port.bigEndian
        guard inet_pton(AF_INET, address, &result.sin_addr) == 1 else {
            throw SystemError("address \(address)", errno: EINVAL)
        }
        return result
    }
}
