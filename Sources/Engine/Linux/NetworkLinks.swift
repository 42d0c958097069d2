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

    // MARK: Addresses and routes

    /// Gives an interface an IPv4 address. The same address again is no error.
    public func addAddress(_ address: [UInt8], prefixLength: Int, to index: Int32) throws(SystemError) {
        var message = NetlinkMessage(
            NetlinkMessage.Kind.newAddress, flags: NetlinkMessage.Flag.create | NetlinkMessage.Flag.replace)
        message.append(UInt8(AF_INET))
        message.append(UInt8(prefixLength))
        message.append(UInt8(0))
        message.append(UInt8(0))
        message.append(index)
        message.attribute(2, address)
        message.attribute(1, address)
        if prefixLength < 31 {
            let mask = UInt32.max >> UInt32(prefixLength)
            message.attribute(4, (0..<4).map { address[$0] | UInt8(truncatingIfNeeded: mask >> UInt32(24 - 8 * $0)) })
        }
        try exchange(message, "add address")
    }

    /// The IPv4 addresses of all interfaces, with the lengths of their subnets' prefixes.
    public func addresses() throws(SystemError) -> [(index: Int32, address: [UInt8], prefixLength: Int)] {
        var message = NetlinkMessage(NetlinkMessage.Kind.getAddress, flags: NetlinkMessage.Flag.dump)
        message.append(UInt8(AF_INET))
        message.append(UInt8(0))
        message.append(UInt16(0))
        message.append(UInt32(0))
        return try exchange(message, "list addresses").compactMap { answer in
            guard answer.kind == NetlinkMessage.Kind.newAddress, answer.number(at: 0, UInt8.self) == UInt8(AF_INET),
                let address = answer.attributes(after: 8)[2], address.count == 4
            else { return nil }
            return (answer.number(at: 4, Int32.self), Array(address), Int(answer.number(at: 1, UInt8.self)))
        }
    }

    /// What happens to the packets of a route.
    public enum Route: Sendable {
        case gateway([UInt8], interface: Int32)
        /// They are delivered here.
        case local
        /// The sender is told that this way is prohibited.
        case prohibited
    }

    /// Adds a route or replaces it.
    public func setRoute(
        to destination: [UInt8] = [], prefixLength: Int = 0, _ route: Route, table: UInt8 = 254
    ) throws(SystemError) {
        var message = NetlinkMessage(
            NetlinkMessage.Kind.newRoute, flags: NetlinkMessage.Flag.create | NetlinkMessage.Flag.replace)
        let (kind, scope): (UInt8, UInt8) =
            switch route {
            case .gateway: (1, 0)
            case .local: (2, 254)
            case .prohibited: (8, 0)
            }
        for field in [UInt8(AF_INET), UInt8(prefixLength), 0, 0, table, 4, scope, kind] { message.append(field) }
        message.append(UInt32(0))
        if !destination.isEmpty { message.attribute(1, destination) }
        switch route {
        case .gateway(let gateway, let interface):
            message.attribute(5, gateway)
            message.attribute(4, number: interface)
        case .local: message.attribute(4, number: Int32(1))
        case .prohibited: break
        }
        try exchange(message, "set route")
    }

    /// Removes the default route, if there is one.
    public func removeDefaultRoute() throws(SystemError) {
        var message = NetlinkMessage(NetlinkMessage.Kind.deleteRoute)
        for field in [UInt8(AF_INET), 0, 0, 0, 254, 0, 255, 0] { message.append(field) }
        message.append(UInt32(0))
        do {
            try exchange(message, "remove route")
        } catch {
            if error.errno != ESRCH { throw error }
        }
    }

    /// Which packets a rule is for, and the table that routes them.
    public struct Rule: Sendable, Equatable {
        public var priority: UInt32
        public var interface: String?
        public var source: [UInt8]?
        /// IPPROTO_TCP or IPPROTO_UDP, with the source port.
        public var transport: (protocol: UInt8, port: UInt16)?
        /// `nil` prohibits.
        public var table: UInt8?

        public init(
            priority: UInt32, interface: String? = nil, source: [UInt8]? = nil,
            transport: (protocol: UInt8, port: UInt16)? = nil, table: UInt8?
        ) {
            self.priority = priority
            self.interface = interface
            self.source = source
            self.transport = transport
            self.table = table
        }

        public static func == (first: Rule, second: Rule) -> Bool {
            first.priority == second.priority && first.interface == second.interface && first.source == second.source
                && first.transport?.protocol == second.transport?.protocol
                && first.transport?.port == second.transport?.port && first.table == second.table
        }
    }

    /// Adds a rule. One that is there already is no error.
    public func addRule(_ rule: Rule) throws(SystemError) {
        let flags = NetlinkMessage.Flag.create | NetlinkMessage.Flag.exclusive
        do {
            try exchange(Self.message(NetlinkMessage.Kind.newRule, flags, rule), "add rule")
        } catch {
            if error.errno != EEXIST { throw error }
        }
    }

    /// Removes a rule. One that is not there is no error.
    public func removeRule(_ rule: Rule) throws(SystemError) {
        do {
            try exchange(Self.message(NetlinkMessage.Kind.deleteRule, 0, rule), "remove rule")
        } catch {
            if error.errno != ENOENT { throw error }
        }
    }

    private static func message(_ kind: UInt16, _ flags: UInt16, _ rule: Rule) -> NetlinkMessage {
        var message = NetlinkMessage(kind, flags: flags)
        let action: UInt8 = rule.table == nil ? 8 : 1
        let sourceLength: UInt8 = rule.source == nil ? 0 : 32
        for field in [UInt8(AF_INET), 0, sourceLength, 0, rule.table ?? 0, 0, 0, action] { message.append(field) }
        message.append(UInt32(0))
        message.attribute(6, number: rule.priority)
        if let interface = rule.interface { message.attribute(3, text: interface) }
        if let source = rule.source { message.attribute(2, source) }
        if let transport = rule.transport {
            message.attribute(22, number: transport.protocol)
            message.attribute(23, number: UInt32(transport.port) | UInt32(transport.port) << 16)
        }
        return message
    }

    // MARK: Talking

    /// IFLA_BRPORT_FLUSH
    private static let flush: UInt16 = 24
    /// IFF_UP
    private static let up: UInt32 = 1

    /// Sends a request and reads what answers it.
    @discardableResult
    private func exchange(_ message: NetlinkMessage, _ subject: String) throws(SystemError) -> [NetlinkAnswer] {
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
