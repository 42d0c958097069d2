/// A port of a container, as the column PORTS shows it.
public struct PortSummary: Sendable, Hashable {
    /// The host's address; nil for a port that is not published.
    public var address: String?
    /// The port within the container.
    public var containerPort: UInt16
    /// The port on the host; 0 for one that is not published.
    public var hostPort: UInt16
    /// `tcp`, `udp` or `sctp`.
    public var transport: String

    /// A published port.
    public init(address: String, hostPort: UInt16, containerPort: UInt16, transport: String = "tcp") {
        (self.address, self.hostPort) = (address, hostPort)
        (self.containerPort, self.transport) = (containerPort, transport)
    }

    /// A port that is exposed and not published.
    public init(containerPort: UInt16, transport: String = "tcp") {
        (address, hostPort) = (nil, 0)
        (self.containerPort, self.transport) = (containerPort, transport)
    }
}

/// Ports in one line: `0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp`. Ports that follow one another and are
/// published under their own numbers are merged: `0.0.0.0:8000-8002->8000-8002/tcp`.
public func portList(_ ports: [PortSummary]) -> String {
    struct Key: Hashable {
        var address: String?
        var transport: String
    }
    var order: [Key] = []
    var open: [Key: ClosedRange<UInt16>] = [:]
    var finished: [String] = []
    var moved: [String] = []

    func text(_ key: Key, _ range: ClosedRange<UInt16>) -> String {
        let numbers =
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
        guard let address = key.address else { return "\(numbers)/\(key.transport)" }
        return "\(hostAddress(address)):\(numbers)->\(numbers)/\(key.transport)"
    }

    for port in ports.sorted(by: precedes) {
        if let address = port.address, port.hostPort != port.containerPort {
            moved.append("\(hostAddress(address)):\(port.hostPort)->\(port.containerPort)/\(port.transport)")
            continue
        }
        let key = Key(address: port.address, transport: port.transport)
        guard let range = open[key] else {
            order.append(key)
            open[key] = port.containerPort...port.containerPort
            continue
        }
        if range.upperBound < .max, port.containerPort == range.upperBound + 1 {
            open[key] = range.lowerBound...port.containerPort
        } else {
            finished.append(text(key, range))
            open[key] = port.containerPort...port.containerPort
        }
    }
    let last = order.compactMap { key in open[key].map { text(key, $0) } }
    return (finished + last + moved).joined(separator: ", ")
}

/// An address before a colon: IPv6 takes brackets.
public func hostAddress(_ address: String) -> String { address.contains(":") ? "[\(address)]" : address }

/// By the container's port, the address (IPv4 before IPv6), the host's port and the transport.
private func precedes(_ first: PortSummary, _ second: PortSummary) -> Bool {
    if first.containerPort != second.containerPort { return first.containerPort < second.containerPort }
    if first.address != second.address {
        return addressKey(first.address).lexicographicallyPrecedes(addressKey(second.address))
    }
    if first.hostPort != second.hostPort { return first.hostPort < second.hostPort }
    return first.transport < second.transport
}

private func addressKey(_ address: String?) -> [UInt32] {
    guard let address else { return [0] }
    if address.contains(":") {
        return [6] + address.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0, radix: 16) ?? 0 }
    }
    return [4] + address.split(separator: ".").map { UInt32($0) ?? 0 }
}
