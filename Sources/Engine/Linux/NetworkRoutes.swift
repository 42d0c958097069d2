import Glibc

/// Addresses, routes and rules.
extension NetworkLinks {
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
}
