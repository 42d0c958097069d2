import CLinux
import Glibc

/// The interfaces, addresses, routes and rules of a network namespace, by rtnetlink(7).
///
/// Calls block for as long as the kernel takes; that is microseconds, mostly.
public final class NetworkLinks: Sendable {
    private let socket: OwnedDescriptor
    private let sequence = Locked<UInt32>(0)

    public init(of namespace: NetworkNamespace) throws(SystemError) {
        // AF_NETLINK, SOCK_RAW, NETLINK_ROUTE
        socket = OwnedDescriptor(try check(cl_socket_in(namespace.descriptor, 16, 3, 0), "socket netlink"))
    }

    /// An interface.
    public struct Link: Sendable, Equatable {
        public var index: Int32
        public var name: String
        /// The bridge that it is a port of; 0 for none.
        public var master: Int32
    }

    // MARK: Interfaces

    public func links() throws(SystemError) -> [Link] {
        var message = NetlinkMessage(NetlinkMessage.Kind.getLink, flags: NetlinkMessage.Flag.dump)
        message.appendLinkHeader()
        return try exchange(message, "list interfaces").compactMap { answer in
            guard answer.kind == NetlinkMessage.Kind.newLink else { return nil }
            let attributes = answer.attributes(after: 16)
            guard let name = attributes[3] else { return nil }
            return Link(
                index: answer.number(at: 4, Int32.self), name: String(decoding: name.dropLast(), as: UTF8.self),
                master: attributes[10].map { NetlinkAnswer.number($0, 0, Int32.self) } ?? 0)
        }
    }

    /// The index of an interface, `nil` when there is none of this name.
    ///
    /// Linux acts on a new carrier up to a second late, and drops what is sent until then; being asked for the interface, it
    /// acts at once.
    @discardableResult
    public func index(of name: String) throws(SystemError) -> Int32? {
        var message = NetlinkMessage(NetlinkMessage.Kind.getLink)
        message.appendLinkHeader()
        message.attribute(3, text: name)
        do {
            let answers = try exchange(message, "look at \(name)")
            return answers.first { $0.kind == NetlinkMessage.Kind.newLink }?.number(at: 4, Int32.self)
        } catch {
            if error.errno == ENODEV { return nil }
            throw error
        }
    }

    /// Makes a bridge that is up. Its address is fixed: it would otherwise change with its ports, and neighbours remember
    /// the old one.
    public func addBridge(_ name: String, hardwareAddress: [UInt8]) throws(SystemError) {
        var message = NetlinkMessage(
            NetlinkMessage.Kind.newLink, flags: NetlinkMessage.Flag.create | NetlinkMessage.Flag.exclusive)
        message.appendLinkHeader(flags: Self.up, change: Self.up)
        message.attribute(3, text: name)
        message.attribute(1, hardwareAddress)
        message.nest(18) { $0.attribute(1, text: "bridge") }
        try exchange(message, "add bridge \(name)")
    }

    /// Makes a cable from a port of a bridge here to an interface in another namespace, which is down still.
    public func addCable(
        _ name: String, bridge: Int32, peer: String, hardwareAddress: [UInt8], in namespace: NetworkNamespace
    ) throws(SystemError) {
        var message = NetlinkMessage(
            NetlinkMessage.Kind.newLink, flags: NetlinkMessage.Flag.create | NetlinkMessage.Flag.exclusive)
        message.appendLinkHeader(flags: Self.up, change: Self.up)
        message.attribute(3, text: name)
        message.attribute(10, number: bridge)
        message.nest(18) { information in
            information.attribute(1, text: "veth")
            information.nest(2) { data in
                data.nest(1) { end in
                    end.appendLinkHeader()
                    end.attribute(3, text: peer)
                    end.attribute(1, hardwareAddress)
                    end.attribute(28, number: namespace.descriptor)
                }
            }
        }
        try exchange(message, "add cable \(name)")
    }

    /// Brings an interface up.
    public func bringUp(_ index: Int32) throws(SystemError) {
        var message = NetlinkMessage(NetlinkMessage.Kind.newLink)
        message.appendLinkHeader(index: index, flags: Self.up, change: Self.up)
        try exchange(message, "bring interface up")
    }

    /// Keeps an interface that is down from giving itself IPv6 addresses when it comes up. Kernels without IPv6 need not be told.
    public func leaveWithoutIPv6(_ index: Int32) {
        var message = NetlinkMessage(NetlinkMessage.Kind.newLink)
        message.appendLinkHeader(index: index)
        message.nest(26) { families in
            // IFLA_INET6_ADDR_GEN_MODE: IN6_ADDR_GEN_MODE_NONE
            families.nest(UInt16(AF_INET6)) { $0.attribute(8, number: UInt8(1)) }
        }
        _ = try? exchange(message, "leave without IPv6")
    }

    /// Lets nothing through a bridge's port any more. It takes no time, other than removing the port. One that is not there
    /// is no error.
    public func disablePort(_ name: String) throws(SystemError) {
        guard let index = try index(of: name) else { return }
        var message = NetlinkMessage(NetlinkMessage.Kind.setLink)
        message.appendLinkHeader(index: index, family: 7)
        message.nest(12 | 0x8000) { port in
            // BR_STATE_DISABLED; and nobody is to be looked for there.
            port.attribute(1, number: UInt8(0))
            port.attribute(Self.flush, [])
        }
        try exchange(message, "disable port \(name)")
    }

    /// Removes an interface, and the other end of a cable. One that is not there is no error.
    public func remove(_ name: String) throws(SystemError) {
        var message = NetlinkMessage(NetlinkMessage.Kind.deleteLink)
        message.appendLinkHeader()
        message.attribute(3, text: name)
        do {
            try exchange(message, "remove \(name)")
        } catch {
            if error.errno != ENODEV { throw error }
        }
    }

    /// What an interface does with IPv4 packets.
    public struct Behaviour: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// It forwards them.
        public static let forwards = Behaviour(rawValue: 1)
        /// It answers for addresses that are reached through other interfaces.
        public static let answersForOthers = Behaviour(rawValue: 2)
    }

    /// Sets what an interface does with IPv4 packets.
    public func setBehaviour(_ behaviour: Behaviour, of index: Int32) throws(SystemError) {
        var message = NetlinkMessage(NetlinkMessage.Kind.newLink)
        message.appendLinkHeader(index: index)
        message.nest(26) { families in
            families.nest(UInt16(AF_INET)) { family in
                family.nest(1) { settings in
                    settings.attribute(1, number: UInt32(behaviour.contains(.forwards) ? 1 : 0))
                    settings.attribute(3, number: UInt32(behaviour.contains(.answersForOthers) ? 1 : 0))
                    // Packets come in by another way than the answer leaves when rules route by interface.
                    settings.attribute(8, number: UInt32(0))
                }
            }
        }
        try exchange(message, "set up interface")
        guard behaviour.contains(.answersForOthers) else { return }
        // Such answers wait for up to 0.8 seconds by default.
        var delay = NetlinkMessage(NetlinkMessage.Kind.setNeighbourTable)
        delay.append(UInt8(AF_INET))
        delay.append(UInt8(0))
        delay.append(UInt16(0))
        delay.attribute(1, text: "arp_cache")
        delay.nest(6) { values in
            values.attribute(1, number: UInt32(bitPattern: index))
            values.attribute(13, number: UInt64(0))
        }
        try exchange(delay, "set up neighbours")
    }

    // MARK: Talking

    /// IFLA_BRPORT_FLUSH
    private static let flush: UInt16 = 24
    /// IFF_UP
    private static let up: UInt32 = 1

    /// Sends a request and reads what answers it.
    @discardableResult
    func exchange(_ message: NetlinkMessage, _ subject: String) throws(SystemError) -> [NetlinkAnswer] {
        do {
            return try sequence.withLock { sequence in
                sequence += 1
                return try talk(message, sequence, subject)
            }
        } catch let error as SystemError {
            throw error
        } catch {
            throw SystemError("netlink", subject, errno: EIO)
        }
    }

    private func talk(_ message: NetlinkMessage, _ sequence: UInt32, _ subject: String) throws -> [NetlinkAnswer] {
        var message = message.finished(sequence: sequence)
        let flags = NetlinkAnswer.number(message[...], 6, UInt16.self)
        let isDump = flags & NetlinkMessage.Flag.dump == NetlinkMessage.Flag.dump
        if !isDump { message[6] |= UInt8(NetlinkMessage.Flag.acknowledge) }
        try systemCall("send netlink", subject) { send(socket.number, message, message.count, 0) }
        var answers: [NetlinkAnswer] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 15)
        while true {
            let count = try systemCall("receive netlink", subject) {
                recv(socket.number, &buffer, buffer.count, 0)
            }
            for answer in NetlinkAnswer.all(in: buffer[..<count]) {
                switch answer.kind {
                case NetlinkMessage.Kind.error:
                    let number = answer.number(at: 0, Int32.self)
                    if number != 0 { throw SystemError("netlink", subject, errno: -number) }
                    return answers
                case NetlinkMessage.Kind.done: return answers
                default: answers.append(answer)
                }
            }
        }
    }
}
