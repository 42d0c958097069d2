/// The addresses of a network as the command line asks for them, checked against each other.
struct NetworkPlan: Equatable {
    /// Empty where nothing was asked for.
    var subnet = ""
    var gateway = ""
    var addressRange = ""

    init(subnets: [String], gateways: [String], ranges: [String]) throws(CommandFailure) {
        for text in subnets + gateways + ranges where text.contains(":") {
            throw CommandFailure(
                "docker: \(text): networks have no IPv6 here", help: "Give an IPv4 subnet such as 172.30.0.0/16.")
        }
        guard subnets.count >= ranges.count, subnets.count >= gateways.count else {
            throw CommandFailure(
                "every ip-range or gateway must have a corresponding subnet", help: "Give the subnet, too: --subnet.")
        }
        guard subnets.count <= 1 else {
            throw CommandFailure(
                "Error response from daemon: bridge driver doesn't support multiple subnets",
                help: "Make one network for each subnet, and connect the container with both.")
        }
        guard let text = subnets.first else { return }
        guard let block = IPv4Block(text) else {
            throw CommandFailure(
                "Error response from daemon: Invalid subnet \(text) : invalid CIDR address: \(text)",
                help: "A subnet is an address and the number of its leading bits, such as 172.30.0.0/16.")
        }
        subnet = text
        if let text = ranges.first {
            guard let range = IPv4Block(text) else {
                throw CommandFailure("invalid CIDR address: \(text)", help: "A range is like 172.30.5.0/24.")
            }
            guard block.contains(range.first), range.prefix >= block.prefix else {
                throw CommandFailure("no matching subnet for range \(text)")
            }
            addressRange = text
        }
        if let text = gateways.first {
            guard let address = IPv4Address(text), block.contains(address) else {
                throw CommandFailure("no matching subnet for gateway \(text)")
            }
            gateway = text
        }
    }
}
