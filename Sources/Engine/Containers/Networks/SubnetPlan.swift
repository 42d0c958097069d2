import EngineInterface
import Glibc
import Linux

/// The addresses of a new network.
struct SubnetPlan: Equatable {
    var subnet: IPv4Subnet
    var gateway: IPv4Address
    /// The part of the subnet that containers get addresses from, if not all of it.
    var range: IPv4Subnet?

    /// Docker's own pools: 172.18.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 to 192.168.240.0/20. 172.17.0.0/16 is the
    /// default network's.
    static var pools: [IPv4Subnet] {
        let large = (17...31).compactMap { IPv4Subnet("172.\($0).0.0/16") }
        let small = stride(from: 0, through: 240, by: 16).compactMap { IPv4Subnet("192.168.\($0).0/20") }
        return large + small
    }

    /// - Parameters:
    ///   - taken: the subnets of the store's other networks.
    ///   - hostSubnets: those that this machine reaches: a network there would hide them from its containers.
    init(_ request: NetworkRequest, taken: [IPv4Subnet], hostSubnets: [IPv4Subnet]) throws {
        subnet = try Self.subnet(request, taken: taken, hostSubnets: hostSubnets)
        guard let hosts = subnet.hosts else {
            throw EngineError(
                .invalidArgument, "invalid subnet \(subnet): it has no room for containers",
                help: "Take a length of 29 at most.")
        }
        range = nil
        if !request.addressRange.isEmpty {
            guard let wanted = IPv4Subnet(request.addressRange), subnet.contains(wanted) else {
                throw EngineError(
                    .invalidArgument,
                    "no matching subnet for range \(request.addressRange)",
                    help: "The range must lie within the subnet \(subnet).")
            }
            range = wanted
        }
        if request.gateway.isEmpty {
            gateway = IPv4Address(number: max(hosts.lowerBound, range?.base.number ?? 0))
            // As Docker: the first address of the range, if there is one, else of the subnet.
            if let range, range.base == subnet.base { gateway = IPv4Address(number: hosts.lowerBound) }
        } else {
            guard let wanted = IPv4Address(request.gateway), subnet.contains(wanted) else {
                throw EngineError(
                    .invalidArgument, "no matching subnet for gateway \(request.gateway)",
                    help: "The gateway must be an address of the subnet \(subnet).")
            }
            gateway = wanted
        }
    }

    private static func subnet(
        _ request: NetworkRequest, taken: [IPv4Subnet], hostSubnets: [IPv4Subnet]
    ) throws -> IPv4Subnet {
        if request.subnet.isEmpty {
            guard request.gateway.isEmpty && request.addressRange.isEmpty else {
                throw EngineError(
                    .invalidArgument,
                    request.gateway.isEmpty
                        ? "no matching subnet for range \(request.addressRange)"
                        : "no matching subnet for gateway \(request.gateway)",
                    help: "Say the subnet, too: --subnet 172.30.0.0/16.")
            }
            let used = taken + hostSubnets
            guard let free = pools.dropFirst().first(where: { pool in !used.contains { $0.overlaps(pool) } }) else {
                throw EngineError(
                    .failure,
                    "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to "
                        + "the network",
                    help: "Remove networks that nobody needs: docker network prune.")
            }
            return free
        }
        guard let wanted = IPv4Subnet(request.subnet) else {
            let isSix = request.subnet.contains(":")
            throw EngineError(
                .invalidArgument, "invalid subnet \(request.subnet): invalid CIDR block notation",
                help: isSix
                    ? "Networks have IPv4 addresses only; IPv6 subnets are not there yet."
                    : "Write an address and a length: 172.30.0.0/16.")
        }
        if let other = taken.first(where: { $0.overlaps(wanted) }) {
            throw EngineError(
                .invalidArgument, "Pool overlaps with other one on this address space",
                help: "The subnet \(other) belongs to another network. docker network ls and inspect show which.")
        }
        return wanted
    }
}

/// The choice of an address on a network.
enum AddressPlan {
    /// The lowest free one.
    static func free(
        in subnet: IPv4Subnet, range: IPv4Subnet?, taken: Set<IPv4Address>, _ network: NetworkRecord
    ) throws -> IPv4Address {
        if let hosts = subnet.hosts {
            let first = max(hosts.lowerBound, range?.base.number ?? 0)
            let last = min(hosts.upperBound, range?.last.number ?? .max)
            if first <= last,
                let free = (first...last).lazy.map(IPv4Address.init(number:)).first(where: { !taken.contains($0) })
            {
                return free
            }
        }
        throw EngineError(
            .failure, "no available IPv4 addresses on this network's address pools: \(network.name) (\(network.id))",
            help: "Remove containers that nobody needs: each keeps its address as long as it exists.")
    }

    /// The one that was asked for.
    static func fixed(
        _ text: String, in subnet: IPv4Subnet, taken: Set<IPv4Address>, _ network: NetworkRecord
    ) throws -> IPv4Address {
        guard let address = IPv4Address(text) else {
            throw EngineError(
                .invalidArgument, "invalid IPv4 address: \(text)", help: "Write four numbers: 172.30.0.10.")
        }
        guard let hosts = subnet.hosts, hosts.contains(address.number) else {
            throw EngineError(
                .invalidArgument,
                "Invalid address \(address): It does not belong to any of this network's subnets",
                help: "The network \(network.name) has the subnet \(subnet).")
        }
        guard !taken.contains(address) else {
            throw EngineError(
                .inUse, "Address already in use",
                help: "\(address) belongs to the gateway or to another container of the network \(network.name).")
        }
        return address
    }
}

/// What a request for a network must be like.
enum NetworkRules {
    static func check(_ request: NetworkRequest) throws {
        let name = request.name
        guard !name.allSatisfy(\.isWhitespace) else {
            throw EngineError(
                .invalidArgument, "invalid network name: name is empty", help: "Give the network a name.")
        }
        guard !["bridge", "host", "none", "default", "container"].contains(name) else {
            throw EngineError(
                .invalidArgument, "operation is not permitted on predefined \(name) network",
                help: "Choose another name.")
        }
        switch request.driver {
        case "", "bridge": break
        case "host", "null":
            throw EngineError(
                .invalidArgument, "only one instance of \"\(request.driver)\" network is allowed",
                help: "Use the network that is there: --network \(request.driver == "null" ? "none" : "host").")
        default:
            throw EngineError(
                .invalidArgument, "plugin \"\(request.driver)\" not found",
                help: "Networks of this machine have the driver bridge.")
        }
    }
}

/// Where this machine's own packets go.
enum HostRoutes {
    /// The subnets in its routing table, but for the default route.
    static func subnets() -> [IPv4Subnet] { parse(SmallFile.text("/proc/net/route") ?? "") }

    /// /proc/net/route: addresses are hexadecimal numbers in the machine's byte order.
    static func parse(_ table: String) -> [IPv4Subnet] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t").map { $0.filter { !$0.isWhitespace } }
            guard fields.count > 7, let destination = UInt32(fields[1], radix: 16),
                let mask = UInt32(fields[7], radix: 16), mask != 0
            else { return nil }
            return IPv4Subnet(
                of: IPv4Address(number: UInt32(bigEndian: destination)), prefixLength: mask.nonzeroBitCount)
        }
    }
}
