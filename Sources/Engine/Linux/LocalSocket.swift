import CLinux
import Glibc

/// Unix stream sockets.
public enum LocalSocket {
    /// Two sockets that are connected with each other.
    public static func pair() throws(SystemError) -> (OwnedDescriptor, OwnedDescriptor) {
        var ends: [Int32] = [-1, -1]
        try check(cl_socket_pair(&ends), "socketpair")
        return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
    }

    /// Listens at `name` in a folder; what is there is removed. The folder's path may be of any length.
    ///
    /// The socket is non-blocking.
    public static func listen(in folder: String, name: String, mode: mode_t = 0o600) throws(SystemError)
        -> OwnedDescriptor
    {
        let directory = try Descriptor.open(folder, cl_o_path | O_DIRECTORY)
        defer { withExtendedLifetime(directory) {} }
        unlinkat(directory.number, name, 0)
        return OwnedDescriptor(
            try check(
                cl_listen_at("/proc/self/fd/\(directory.number)/\(name)", UInt32(mode)), "bind", folder + "/" + name))
    }

    /// Connects with the socket `name` in a folder, whose path may be of any length.
    public static func connect(in folder: String, name: String) throws(SystemError) -> OwnedDescriptor {
        let directory = try Descriptor.open(folder, cl_o_path | O_DIRECTORY)
        defer { withExtendedLifetime(directory) {} }
        return OwnedDescriptor(
            try check(cl_connect_to("/proc/self/fd/\(directory.number)/\(name)"), "connect", folder + "/" + name))
    }

    /// The next connection to a listening socket; `nil` when nobody waits.
    public static func accept(_ listener: Int32) throws(SystemError) -> OwnedDescriptor? {
        let result = cl_accept(listener)
        if result == -EAGAIN { return nil }
        return OwnedDescriptor(try check(result, "accept"))
    }

    /// Receives a descriptor that somebody passes with a message (`SCM_RIGHTS`, unix(7)).
    public static func receiveDescriptor(_ socket: Int32) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(try check(cl_receive_descriptor(socket), "recvmsg"))
    }

    /// The user of the process at the other end.
    public static func peerUser(_ socket: Int32) throws(SystemError) -> uid_t {
        var pid: pid_t = 0
        var user: uid_t = 0
        try check(cl_peer(socket, &pid, &user), "getsockopt")
        return user
    }

    /// Sends as much as there is room for now. Returns how much; 0 when there is no room.
    ///
    /// - Throws: when the other side has gone.
    public static func sendNow(_ bytes: ArraySlice<UInt8>, to socket: Int32) throws(SystemError) -> Int {
        let count = bytes.withUnsafeBytes { cl_send_now(socket, $0.baseAddress, $0.count) }
        if count == -EAGAIN { return 0 }
        return try check(count, "send")
    }
}
