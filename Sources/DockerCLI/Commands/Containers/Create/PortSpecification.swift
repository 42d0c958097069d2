import EngineInterface
import Glibc

/// What `-p` says: `[[address:][host port]:]container port[/transport]`, both ports perhaps ranges.
struct PortSpecification: Equatable {
    /// One for each port of the container.
    var bindings: [PortBinding]

    /// Reads one specification. Throws with Docker's words.
    init(_ text: String) throws(CommandFailure) {
        let text = text.contains("=") ? try Self.standardNotation(text) : text
        let (address, host, container) = Self.parts(text)
        let (ports, transport) = try Self.transport(container)
        let address2 = try Self.address(address)
        guard !ports.isEmpty else { throw CommandFailure("no port specified: \(text)<empty>") }
        guard let inside = PortRange(ports) else { throw CommandFailure("invalid containerPort: \(ports)") }
        var outside: PortRange?
        if !host.isEmpty {
            guard let range = PortRange(host) else { throw CommandFailure("invalid hostPort: \(host)") }
            guard range.count == inside.count || inside.count == 1 else {
                throw CommandFailure("invalid ranges specified for container and host Ports: \(ports) and \(host)")
            }
            outside = range
        }
        bindings = (0..<inside.count).map { index in
            PortBinding(
                containerPort: inside.first + index, transport: transport, hostAddress: address2,
                hostPort: outside.map { Self.hostPort($0, index: index, alone: inside.count == 1) } ?? 0)
        }
    }

    /// A range of host ports for one port of the container means any free one of the range.
    private static func hostPort(_ range: PortRange, index: Int, alone: Bool) -> Int {
        guard alone, range.count > 1 else { return range.first + index }
        return range.first + (FreePort.first(in: range) ?? 0)
    }

    /// `published=8080,target=80,protocol=udp`, as `docker service` has it.
    private static func standardNotation(_ text: String) throws(CommandFailure) -> String {
        var values = ["protocol": "tcp"]
        for field in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[0].isEmpty else {
                throw CommandFailure("invalid publish opts format (should be name=value but got '\(field)')")
            }
            values[String(pair[0])] = String(pair[1])
        }
        return "\(values["published"] ?? ""):\(values["target"] ?? "")/\(values["protocol"] ?? "")"
    }

    private static func parts(_ text: String) -> (address: String, host: String, container: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return ("", "", parts[0])
        case 2: return ("", parts[0], parts[1])
        default: return (parts.dropLast(2).joined(separator: ":"), parts[parts.count - 2], parts[parts.count - 1])
        }
    }

    private static func transport(_ text: String) throws(CommandFailure) -> (String, PortBinding.Transport) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let ports = parts.first.map(String.init) ?? ""
        let name = parts.count > 1 && !parts[1].isEmpty ? parts[1].lowercased() : "tcp"
        // Without a port there is nothing to say about the transport.
        guard !ports.isEmpty else { return ("", .tcp) }
        guard let transport = PortBinding.Transport(rawValue: name) else {
            throw CommandFailure("invalid proto: \(name)")
        }
        return (ports, transport)
    }

    private static func address(_ text: String) throws(CommandFailure) -> String {
        guard !text.isEmpty else { return "" }
        var address = Substring(text)
        if address.hasPrefix("[") {
            guard address.hasSuffix("]") else {
                throw CommandFailure("invalid IP address \(text): address \(text):: missing ']' in address")
            }
            address = address.dropFirst().dropLast()
        }
        guard NetworkAddress.isValid(String(address)) else { throw CommandFailure("invalid IP address: \(address)") }
        return String(address)
    }
}

/// Port numbers from one to another: `8000-8010`, or a single one.
struct PortRange: Equatable {
    var first: Int
    var last: Int

    var count: Int { last - first + 1 }

    /// `nil` for what is no range of ports.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let start = parts.first.flatMap(Self.number) else { return nil }
        guard let end = parts.count > 1 ? Self.number(parts[1]) : start, end >= start else { return nil }
        first = start
        last = end
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return UInt16(text).map(Int.init)
    }
}

/// Addresses of the Internet protocols as text.
enum NetworkAddress {
    /// Whether a text is an IPv4 or an IPv6 address.
    static func isValid(_ text: String) -> Bool { isFourth(text) || isSixth(text) }

    static func isFourth(_ text: String) -> Bool {
        var address = in_addr()
        return inet_pton(AF_INET, text, &address) == 1
    }

    static func isSixth(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }
}

/// Finds a port of the host that nothing listens on.
enum FreePort {
    /// The first free one of a range, as its distance from the range's start; `nil` when all are taken.
    static func first(in range: PortRange) -> Int? {
        (0..<range.count).first { isFree(UInt16(range.first + $0)) }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { return true }
        defer { close(number) }
        var yes: Int32 = 1
        setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
