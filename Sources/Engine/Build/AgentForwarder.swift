import Glibc
import Linux

/// A socket at which a `RUN` step reaches a key agent.
///
/// It carries requests to list keys and to sign, and refuses all others: a Dockerfile can use the keys while its step
/// runs, and neither add, remove nor lock any. The messages are those of the SSH agent protocol
/// (draft-ietf-sshm-ssh-agent).
final class AgentForwarder: Sendable {
    private let listener: OwnedDescriptor
    private let stopper: (read: OwnedDescriptor, write: OwnedDescriptor)
    private let agent: String

    /// SSH_AGENTC_REQUEST_IDENTITIES, SSH_AGENTC_SIGN_REQUEST.
    private static let allowed: Set<UInt8> = [11, 13]
    /// SSH_AGENT_FAILURE, with its length in front.
    private static let failure: [UInt8] = [0, 0, 0, 1, 5]
    /// What OpenSSH's agent takes, too.
    private static let maximumLength = 256 * 1024

    /// Listens at a new socket in `folder`.
    ///
    /// - Parameter agent: the path of the agent's own socket.
    init(at name: String, in folder: String, owner: (user: UInt32, group: UInt32), mode: UInt32, agent: String) throws {
        self.agent = agent
        listener = try LocalSocket.make()
        try LocalSocket.listen(listener.number, name: name, folder: folder)
        let path = "\(folder)/\(name)"
        try systemCall("chown", path) { chown(path, owner.user, owner.group) }
        try systemCall("chmod", path) { chmod(path, mode_t(mode)) }
        stopper = try Descriptor.pipe()
        Thread.start { self.accept() }
    }

    /// Ends the listening and all connections.
    func close() { stopper.write.closeNow() }

    private func accept() {
        while wait(for: listener.number) {
            guard let client = try? Linux.Socket.accept(listener.number) else { continue }
            Thread.start { self.serve(client) }
        }
        listener.closeNow()
    }

    private func serve(_ client: OwnedDescriptor) {
        try? Descriptor.setBlocking(client.number)
        guard let server = try? LocalSocket.make(), (try? LocalSocket.connect(server.number, to: agent)) != nil else {
            return
        }
        while let request = message(from: client.number) {
            guard request.count > 4, Self.allowed.contains(request[4]) else {
                guard (try? Descriptor.send(Self.failure[...], to: client.number)) != nil else { return }
                continue
            }
            guard (try? Descriptor.send(request[...], to: server.number)) != nil,
                let answer = message(from: server.number),
                (try? Descriptor.send(answer[...], to: client.number)) != nil
            else { return }
        }
    }

    /// One message with its length in front; `nil` at the end, and when it is too long.
    private func message(from socket: Int32) -> [UInt8]? {
        guard let head = bytes(4, from: socket) else { return nil }
        let length = head.reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.maximumLength, let body = bytes(length, from: socket) else { return nil }
        return head + body
    }

    private func bytes(_ count: Int, from socket: Int32) -> [UInt8]? {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: max(1, count))
        while result.count < count {
            guard wait(for: socket) else { return nil }
            let received = read(socket, &buffer, count - result.count)
            if received < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            guard received > 0 else { return nil }
            result += buffer[..<received]
        }
        return result
    }

    /// Waits until something can be read; false when the forwarder is closed.
    private func wait(for descriptor: Int32) -> Bool {
        while true {
            var ready = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stopper.read.number, events: Int16(POLLIN), revents: 0),
            ]
            let result = poll(&ready, 2, -1)
            if ready[1].revents != 0 || (result < 0 && errno != EINTR) { return false }
            if ready[0].revents != 0 { return true }
        }
    }
}

/// Unix sockets at paths of any length: the kernel takes 107 bytes, so the folder is named by its descriptor.
enum LocalSocket {
    static func make() throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(
            try systemCall("socket") { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0) })
    }

    static func listen(_ socket: Int32, name: String, folder: String) throws(SystemError) {
        let parent = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY)
        defer { withExtendedLifetime(parent) {} }
        let path = "/proc/self/fd/\(parent.number)/\(name)"
        try systemCall("bind", "\(folder)/\(name)") { withAddress(path) { bind(socket, $0, $1) } }
        try systemCall("listen", "\(folder)/\(name)") { Glibc.listen(socket, 16) }
    }

    static func connect(_ socket: Int32, to path: String) throws(SystemError) {
        let parts = path.split(separator: "/")
        let parent = try Descriptor.open("/" + parts.dropLast().joined(separator: "/"), O_RDONLY | O_DIRECTORY)
        defer { withExtendedLifetime(parent) {} }
        let short = "/proc/self/fd/\(parent.number)/\(parts.last ?? "")"
        try systemCall("connect", path) { withAddress(short) { Glibc.connect(socket, $0, $1) } }
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else {
            errno = ENAMETOOLONG
            return -1
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
