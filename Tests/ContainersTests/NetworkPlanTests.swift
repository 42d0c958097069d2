import EngineInterface
import Images
import Testing

@testable import Containers

@Suite struct NetworkPlanTests {
    @Test(arguments: [
        ("10.0.0.1", true), ("255.255.255.255", true), ("0.0.0.0", true), ("1.2.3", false), ("1.2.3.4.5", false),
        ("1.2.3.256", false), ("1.2.3.+4", false), ("1.2.3.", false), ("a.b.c.d", false), ("1.2.3.0004", false),
        ("", false),
    ]) func addressesAreRead(text: String, isValid: Bool) {
        #expect((IPv4Address(text) != nil) == isValid)
        if isValid { #expect(IPv4Address(text)?.description == text) }
    }

    @Test(arguments: [
        ("172.18.0.0/16", "172.18.0.0/16"), ("172.18.5.9/16", "172.18.0.0/16"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("10.1.2.3/32", "10.1.2.3/32"), ("10.0.0.0/33", nil), ("10.0.0.0", nil), ("10.0.0.0/-1", nil),
        ("10.0.0.0/+8", nil), ("fd00::/64", nil),
    ]) func subnetsAreRead(text: String, normal: String?) {
        #expect(IPv4Subnet(text)?.description == normal)
    }

    @Test func subnetsComeFromTheFirstFreePool() throws {
        let first = try SubnetPlan(NetworkRequest(name: "a"), taken: [], hostSubnets: [])
        #expect(first.subnet.description == "172.18.0.0/16")
        #expect(first.gateway.description == "172.18.0.1")
        let taken = [try #require(IPv4Subnet("172.18.0.0/16")), try #require(IPv4Subnet("172.20.4.0/24"))]
        let host = [try #require(IPv4Subnet("172.19.0.0/16"))]
        #expect(
            try SubnetPlan(NetworkRequest(name: "b"), taken: taken, hostSubnets: host).subnet.description
                == "172.21.0.0/16")
        let large = SubnetPlan.pools.filter { $0.prefixLength == 16 }
        #expect(
            try SubnetPlan(NetworkRequest(name: "c"), taken: large, hostSubnets: []).subnet.description
                == "192.168.0.0/20")
        #expect { try SubnetPlan(NetworkRequest(name: "d"), taken: SubnetPlan.pools, hostSubnets: []) } throws: {
            "\($0)".contains("could not find an available, non-overlapping IPv4 address pool")
        }
    }

    @Test(arguments: [
        ("172.30.0.0/16", "", "", "172.30.0.1"), ("172.30.0.0/16", "172.30.5.1", "", "172.30.5.1"),
        ("172.30.0.0/16", "", "172.30.9.0/24", "172.30.9.0"), ("10.9.8.0/29", "", "", "10.9.8.1"),
    ]) func gatewaysAreChosen(subnet: String, gateway: String, range: String, expected: String) throws {
        var request = NetworkRequest(name: "x")
        (request.subnet, request.gateway, request.addressRange) = (subnet, gateway, range)
        #expect(try SubnetPlan(request, taken: [], hostSubnets: []).gateway.description == expected)
    }

    @Test(arguments: [
        ("172.17.3.0/24", "", "Pool overlaps with other one on this address space"),
        ("172.30.0.0/16", "172.31.0.1", "no matching subnet for gateway 172.31.0.1"),
        ("300.0.0.0/8", "", "invalid CIDR block notation"), ("", "172.30.0.1", "no matching subnet for gateway"),
        ("10.0.0.0/31", "", "has no room for containers"),
    ]) func unusableSubnetsAreRefused(subnet: String, gateway: String, words: String) throws {
        var request = NetworkRequest(name: "x")
        (request.subnet, request.gateway) = (subnet, gateway)
        let taken = [try #require(IPv4Subnet("172.17.0.0/16"))]
        #expect { try SubnetPlan(request, taken: taken, hostSubnets: []) } throws: { "\($0)".contains(words) }
    }

    @Test func routesOfTheHostAreRead() {
        let table = """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            """
        #expect(HostRoutes.parse(table).map(\.description) == ["192.0.2.0/24"])
    }

    @Test(arguments: [
        ("80", [80], PortBinding.Transport.tcp), ("53/udp", [53], .udp), ("8000-8002/tcp", [8000, 8001, 8002], .tcp),
        ("x", [], .tcp), ("70000", [], .tcp), ("9-8", [], .tcp), ("0", [], .tcp),
    ]) func exposedPortsAreRead(text: String, ports: [Int], transport: PortBinding.Transport) {
        let read = PortPlan.exposed(text)
        #expect(read.map(\.containerPort) == ports)
        #expect(read.allSatisfy { $0.transport == transport })
    }

    @Test func queriesAreReadAndAnswered() throws {
        let query = DNSQuery.bytes("web.Example", kind: DNSMessage.Kind.a, identifier: 0x1234)
        let message = try #require(DNSMessage(query: query))
        #expect(message.name == "web.Example")
        #expect(message.kind == DNSMessage.Kind.a)
        let answer = message.answer(kind: DNSMessage.Kind.a, data: [[10, 0, 0, 2]])
        #expect(DNSQuery.addresses(answer) == ["10.0.0.2"])
        #expect(Array(answer.prefix(2)) == [0x12, 0x34])
        // Cut anywhere, or with pointers and lengths that lead nowhere, it is no query.
        for length in 0..<query.count { #expect(DNSMessage(query: Array(query.prefix(length))) == nil) }
        var pointing = query
        pointing[12] = 0xc0
        #expect(DNSMessage(query: pointing) == nil)
        #expect(DNSMessage(query: answer) == nil)
    }

    @Test func resolverFilesAreReadAndWritten() {
        let file = ResolverFile("# x\nnameserver 10.1.1.1\nnameserver fe80::1%eth0\nsearch a b\noptions ndots:2\n")
        #expect(file.servers == ["10.1.1.1", "fe80::1%eth0"])
        #expect(file.text == "nameserver 10.1.1.1\nnameserver fe80::1%eth0\nsearch a b\noptions ndots:2\n")
    }
}

/// Questions and answers of the domain name system as bytes.
enum DNSQuery {
    static func bytes(_ name: String, kind: UInt16, identifier: UInt16 = 7) -> [UInt8] {
        let header: [UInt16] = [identifier, 0x0100, 1, 0, 0, 0]
        let end: [UInt16] = [kind, 1]
        let words = { (numbers: [UInt16]) in numbers.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
        return words(header) + (DNSMessage.encode(name) ?? []) + words(end)
    }

    static func outcome(_ answer: [UInt8]) -> UInt8 { answer.count > 3 ? answer[3] & 15 : 255 }

    /// The addresses of an answer whose records are pointers to its one question.
    static func addresses(_ answer: [UInt8]) -> [String] {
        guard answer.count > 12 else { return [] }
        let count = Int(answer[6]) << 8 | Int(answer[7])
        return (0..<count).map { index in
            let start = answer.count - 16 * (count - index) + 12
            return answer[start..<start + 4].map { String($0) }.joined(separator: ".")
        }
    }
}
