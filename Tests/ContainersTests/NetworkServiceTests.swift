import EngineInterface
import Glibc
import Images
import Linux
import Testing

@testable import Containers

@Suite struct NetworkServiceTests {
    /// A service on a new store.
    private func with(_ test: (NetworkService, ImageStore) throws -> Void) throws {
        let root = "/tmp/workshop-network-service-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let store = try ImageStore(root: root)
        defer {
            store.close()
            if access(root, F_OK) == 0 { try? removeTree(root) }
        }
        try test(NetworkService(store: store), store)
    }

    private func words(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return (error as? EngineError)?.message ?? "\(error)"
        }
    }

    @Test func networksComeAndGo() throws {
        try with { service, _ in
            #expect(try service.list().map(\.name) == ["bridge", "host", "none"])
            var request = NetworkRequest(name: "front")
            request.subnet = "10.77.0.0/24"
            request.gateway = "10.77.0.254"
            request.labels = ["team": "blue"]
            let made = try service.create(request)
            #expect(made.id.count == 64)
            #expect(try service.find("front") == made)
            #expect(try service.find(String(made.id.prefix(12))) == made)
            #expect(try service.find("default").name == "bridge")
            #expect(words { _ = try service.create(request) } == "network with name front already exists")
            request.name = "other"
            #expect(
                words { _ = try service.create(request) } == "Pool overlaps with other one on this address space")
            #expect(try service.inspect("front") { _ in nil }.containers.isEmpty)
            #expect(try service.remove("front") { _ in false }?.id == made.id)
            #expect(words { _ = try service.find("front") } == "network front not found")
            #expect(try service.remove("front", force: true) { _ in false } == nil)
        }
    }

    @Test func thePredefinedOnesStay() throws {
        try with { service, _ in
            for name in ["bridge", "host", "none"] {
                #expect(
                    words { _ = try service.remove(name) { _ in false } }
                        == "\(name) is a pre-defined network and cannot be removed")
            }
            #expect(
                words { _ = try service.create(NetworkRequest(name: "host")) }
                    == "operation is not permitted on predefined host network")
            var request = NetworkRequest(name: "x")
            request.driver = "nosuch"
            #expect(words { _ = try service.create(request) } == "plugin \"nosuch\" not found")
            #expect(words { _ = try service.create(NetworkRequest(name: " ")) }.hasPrefix("invalid network name"))
            for name in ["one", "two"] { _ = try service.create(NetworkRequest(name: name)) }
            #expect(try service.prune(running: { _ in false }) { $0.name != "two" } == ["one"])
            #expect(try service.list().map(\.name) == ["bridge", "host", "none", "two"])
        }
    }

    @Test func endpointsGetTheLowestFreeAddress() throws {
        try with { service, store in
            let network = try service.create(NetworkRequest(name: "app"))
            let subnet = try #require(IPv4Subnet(network.subnet))
            let second = IPv4Address(number: subnet.base.number + 2).description
            try store.readNetworks { table in
                var host = HostConfiguration()
                let usual = try NetworkService.endpoints(for: host, table)
                #expect(usual.map(\.address) == ["172.17.0.2"])
                #expect(usual.first?.hardwareAddress == "02:42:ac:11:00:02")
                #expect(usual.first?.prefixLength == 16 && usual.first?.gateway == "172.17.0.1")
                host.networkMode = "app"
                var more = EndpointRequest(network: "bridge")
                host.endpoints = [more]
                #expect(try NetworkService.endpoints(for: host, table).map(\.networkName) == ["app", "bridge"])
                #expect(try NetworkService.endpoints(for: host, table).first?.address == second)
                for mode in ["host", "none", "container:x"] {
                    host.networkMode = mode
                    #expect(try NetworkService.endpoints(for: host, table).isEmpty)
                }
                host.networkMode = "nosuch"
                #expect(words { _ = try NetworkService.endpoints(for: host, table) } == "network nosuch not found")
                more.address = "172.17.0.9"
                let bridge = try #require(try table.network("bridge"))
                #expect(
                    words { _ = try NetworkService.endpoint(more, on: bridge, table) }
                        == "user specified IP address is supported on user defined networks only")
                more.address = "10.1.2.3"
                #expect(
                    words { _ = try NetworkService.endpoint(more, on: network, table) }
                        == "Invalid address 10.1.2.3: It does not belong to any of this network's subnets")
                more.address = network.gateway
                #expect(
                    words { _ = try NetworkService.endpoint(more, on: network, table) } == "Address already in use")
            }
        }
    }

    @Test func addressesRunOut() throws {
        let network = NetworkRecord(id: "1", name: "tiny", created: 0, subnet: "10.0.0.0/29", gateway: "10.0.0.1")
        let subnet = try #require(IPv4Subnet(network.subnet))
        var taken: Set<IPv4Address> = [try #require(IPv4Address("10.0.0.1"))]
        for number in 2...6 {
            let next = try AddressPlan.free(in: subnet, range: nil, taken: taken, network)
            #expect(next.description == "10.0.0.\(number)")
            taken.insert(next)
        }
        #expect(
            words { _ = try AddressPlan.free(in: subnet, range: nil, taken: taken, network) }.hasPrefix(
                "no available IPv4 addresses on this network's address pools: tiny"))
        let range = try #require(IPv4Subnet("10.0.0.4/30"))
        #expect(try AddressPlan.free(in: subnet, range: range, taken: [], network).description == "10.0.0.4")
    }
}
