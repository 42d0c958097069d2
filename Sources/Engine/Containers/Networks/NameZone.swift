/// What a container's name server knows: the containers on its networks.
struct NameZone: Sendable {
    struct Network: Sendable {
        var id: String
        var name: String
        /// `CONTAINER:ALIAS`: names for this container alone.
        var links: [String]
    }

    var records: NameRecords
    var networks: [Network]
    /// Whether other names are asked for outside.
    var leadsOut: Bool

    enum Answer: Equatable {
        case addresses([IPv4Address])
        case names([String])
        /// Nothing is known of the name here.
        case unknown
    }

    func answer(_ name: String, kind: UInt16) -> Answer {
        let name = (name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased()
        if kind == DNSMessage.Kind.ptr {
            guard let address = Self.address(reverse: name) else { return .unknown }
            for network in networks {
                let found = records.all(on: network.id).filter { $0.address == address.description }
                if let first = found.first { return .names(["\(first.name).\(network.name)"]) }
            }
            return .unknown
        }
        var addresses: [IPv4Address] = []
        for network in networks {
            // Names may be followed by their network's.
            let suffix = "." + network.name.lowercased()
            let wanted = [name] + (name.hasSuffix(suffix) ? [String(name.dropLast(suffix.count))] : [])
            let all = records.all(on: network.id)
            let linked = Self.lines(for: network.links, all).filter { wanted.contains($0.names.lowercased()) }
            let found =
                linked.isEmpty
                ? all.filter { $0.names.contains { wanted.contains($0.lowercased()) } }.map(\.address)
                : linked.map(\.address)
            addresses += found.compactMap { IPv4Address($0) }
        }
        return addresses.isEmpty ? .unknown : .addresses(Array(Set(addresses)).sorted())
    }

    /// The address of a name in in-addr.arpa.
    static func address(reverse name: String) -> IPv4Address? {
        let suffix = ".in-addr.arpa"
        guard name.hasSuffix(suffix) else { return nil }
        return IPv4Address(name.dropLast(suffix.count).split(separator: ".").reversed().joined(separator: "."))
    }

    /// The alias of each link, with the address of the container that it is for.
    static func lines(for links: [String], _ records: [NameRecord]) -> [(address: String, names: String)] {
        links.compactMap { link in
            let parts = link.split(separator: ":", maxSplits: 1).map(String.init)
            guard let container = parts.first else { return nil }
            let wanted = container.hasPrefix("/") ? String(container.dropFirst()) : container
            let alias = parts.count > 1 ? parts[1] : wanted
            let found = records.first {
                $0.name == wanted || $0.id == wanted || (wanted.count >= 12 && $0.id.hasPrefix(wanted))
            }
            return found.map { ($0.address, alias) }
        }
    }
}
