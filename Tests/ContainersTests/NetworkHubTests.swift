import EngineInterface
import Foundation
import Glibc
import Linux
import Testing

@testable import Containers

@Suite(.needsNamespaces, .serialized) struct NetworkHubTests {
    @Test func containersOfANetworkReachEachOther() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("front", subnet: "172.18.0.0/16")
            let server = try await fixture.join("server", [fixture.endpoint(network, "172.18.0.2")])
            let client = try await fixture.join("client", [fixture.endpoint(network, "172.18.0.3")])
            let listener = try Peer(server).serve(80)
            let peer = try Peer(client)
            #expect(try await peer.connect("172.18.0.2", 80) == 0)
            let connection = try await listener.accept()
            #expect(connection.client == "172.18.0.3")
            try Peer.write("hello", to: connection.socket)
            #expect(try await Peer.read(peer.socket, 5) == "hello")
            await client.leave()
            await server.leave()
        }
    }

    @Test func networksAreApart() async throws {
        try await NetworkFixture.with { fixture in
            let front = try fixture.network("front", subnet: "172.18.0.0/16")
            let back = try fixture.network("back", subnet: "172.19.0.0/16")
            let server = try await fixture.join("server", [fixture.endpoint(front, "172.18.0.2")])
            let stranger = try await fixture.join("stranger", [fixture.endpoint(back, "172.19.0.2")])
            let both = try await fixture.join(
                "both", [fixture.endpoint(back, "172.19.0.3"), fixture.endpoint(front, "172.18.0.3")])
            let listener = try Peer(server).serve(80)
            #expect(try await Peer(stranger).connect("172.18.0.2", 80) != 0)
            #expect(try await Peer(both).connect("172.18.0.2", 80) == 0)
            // Whoever is connected later reaches it from then on, and no more when it leaves.
            let endpoint = fixture.endpoint(front, "172.18.0.9")
            try await stranger.connect(endpoint)
            #expect(try await Peer(stranger).connect("172.18.0.2", 80) == 0)
            try await stranger.disconnect(networkID: front.id)
            #expect(try await Peer(stranger).connect("172.18.0.2", 80) != 0)
            withExtendedLifetime(listener) {}
            for networks in [server, stranger, both] { await networks.leave() }
        }
    }

    @Test func anInternalNetworkLeadsNowhere() async throws {
        try await NetworkFixture.with { fixture in
            let inside = try fixture.network("inside", subnet: "172.20.0.0/16", isInternal: true)
            let one = try await fixture.join("one", [fixture.endpoint(inside, "172.20.0.2")])
            let two = try await fixture.join("two", [fixture.endpoint(inside, "172.20.0.3")])
            let listener = try Peer(one).serve(80)
            #expect(try await Peer(two).connect("172.20.0.2", 80) == 0)
            #expect(try await Peer(two).connect("10.0.2.2", 80) == ENETUNREACH)
            withExtendedLifetime(listener) {}
            await one.leave()
            await two.leave()
        }
    }

    @Test func aContainerReachesThisMachine() async throws {
        try await NetworkFixture.with { fixture in
            guard let host = HostAddress.outward() else { return }
            let listener = try Peer().serve(0)
            let port = try #require(SocketAddress(localOf: listener.socket.number)).port
            let client = try await fixture.join("client", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            #expect(client.warnings == [])
            let peer = try Peer(client)
            #expect(try await peer.connect(host.description, port) == 0)
            let connection = try await listener.accept()
            try Peer.write("out", to: connection.socket)
            #expect(try await Peer.read(peer.socket, 3) == "out")
            #expect(client.hosts.contains { $0.names == "host.docker.internal" && $0.address == host.description })
            // What listens on loopback only is nobody's business.
            let secret = try Peer().serve(0, at: "127.0.0.1")
            let hidden = try #require(SocketAddress(localOf: secret.socket.number)).port
            #expect(try await Peer(client).connect("10.0.2.2", hidden) != 0)
            await client.leave()
        }
    }

    @Test func otherKindsOfNetworks() async throws {
        try await NetworkFixture.with { fixture in
            let none = try await fixture.join("none", []) { $0.host.networkMode = "none" }
            let links = try NetworkLinks(of: try #require(none.namespace))
            #expect(try links.links().map(\.name) == ["lo"])
            let host = try await fixture.join("host", []) { $0.host.networkMode = "host" }
            #expect(host.namespace == nil)
            #expect(host.resolver == nil)
            await none.leave()
            await host.leave()
            #expect(access(HubFolder(store: fixture.store).path, F_OK) != 0, "no keeper was needed")
        }
    }

    @Test func interfacesAndRoutesAreAsDockerMakesThem() async throws {
        try await NetworkFixture.with { fixture in
            let first = try fixture.network("zeta", subnet: "172.18.0.0/16")
            let second = try fixture.network("alpha", subnet: "172.19.0.0/24")
            let container = fixture.container(
                "web", [fixture.endpoint(first, "172.18.0.2"), fixture.endpoint(second, "172.19.0.2")])
            let networks = try await fixture.join(container)
            let namespace = try #require(networks.namespace)
            #expect(try NetworkLinks(of: namespace).links().map(\.name) == ["lo", "eth0", "eth1"])
            var request = SpawnRequest(try #require(Tool.find("ip")), ["-o", "addr"])
            request.joinNetwork = namespace.descriptor
            let addresses = String(decoding: try await Tool.run(request).output, as: UTF8.self)
            #expect(addresses.contains("172.18.0.2/16 brd 172.18.255.255"))
            #expect(addresses.contains("172.19.0.2/24 brd 172.19.0.255"))
            #expect(!addresses.contains("fe80"))
            request.arguments = ["-o", "link"]
            let links = String(decoding: try await Tool.run(request).output, as: UTF8.self)
            #expect(links.contains("02:42:ac:12:00:02"))
            request.arguments = ["route", "show", "default"]
            let route = String(decoding: try await Tool.run(request).output, as: UTF8.self)
            #expect(route.contains("via 172.19.0.1 dev eth1"), "the first network by its name")
            #expect(networks.hosts.map(\.address).suffix(2) == ["172.18.0.2", "172.19.0.2"])
            #expect(networks.hosts.last?.names == String(container.id.prefix(12)))
            await networks.leave()
        }
    }

    @Test func theKeeperLivesAsLongAsSomebodyNeedsIt() async throws {
        let before = try await HostState.now()
        try await NetworkFixture.with { fixture in
            let first = try await fixture.join("one", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            #expect(try await HostState.now() == before)
            let keeper = try fixture.keeper()
            let second = try await fixture.join("two", [fixture.endpoint(fixture.bridge, "172.17.0.3")])
            #expect(try fixture.keeper() == keeper)
            await first.leave()
            #expect(kill(keeper, 0) == 0)
            await second.leave()
            try await fixture.waitForEnd()
            // A new one for whoever comes next.
            let third = try await fixture.join("three", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            #expect(try fixture.keeper() != keeper)
            await third.leave()
        }
        #expect(try await HostState.now() == before)
    }

    @Test func containersOutliveTheirKeeper() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("front", subnet: "172.18.0.0/16")
            let server = try await fixture.join("server", [fixture.endpoint(network, "172.18.0.2")])
            let client = try await fixture.join("client", [fixture.endpoint(network, "172.18.0.3")])
            let listener = try Peer(server).serve(80)
            let outside = try Peer().serve(0)
            let port = try #require(SocketAddress(localOf: outside.socket.number)).port
            let keeper = try fixture.keeper()
            kill(keeper, SIGKILL)
            // Who joins now finds the hub that the others still hold.
            let late = try await fixture.join("late", [fixture.endpoint(network, "172.18.0.4")])
            try await eventually { try fixture.keeper() != keeper }
            #expect(try await Peer(client).connect("172.18.0.2", 80) == 0)
            #expect(try await Peer(late).connect("172.18.0.2", 80) == 0)
            if let host = HostAddress.outward() {
                #expect(try await Peer(client).connect(host.description, port) == 0)
            }
            withExtendedLifetime((listener, outside)) {}
            // The new keeper ends with its last user, too.
            for networks in [server, client, late] { await networks.leave() }
        }
    }

    @Test func aDeadKeeperIsReplacedByThoseWhoNeedIt() async throws {
        try await NetworkFixture.with { fixture in
            let client = try await fixture.join("client", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            let keeper = try fixture.keeper()
            kill(keeper, SIGKILL)
            try await eventually { try fixture.keeper() != keeper }
            await client.leave()
        }
    }

    @Test func theWayOutIsMended() async throws {
        guard let host = HostAddress.outward() else { return }
        try await NetworkFixture.with { fixture in
            let outside = try Peer().serve(0)
            let port = try #require(SocketAddress(localOf: outside.socket.number)).port
            let client = try await fixture.join("client", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            #expect(try await Peer(client).connect(host.description, port) == 0)
            let keeper = try fixture.keeper()
            let carriers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter
            {
                (SmallFile.text("/proc/\($0)/cmdline") ?? "").contains("/proc/\(keeper)/fd/")
            }
            #expect(!carriers.isEmpty)
            for process in carriers { kill(process, SIGKILL) }
            try await eventually { try await Peer(client).connect(host.description, port) == 0 }
            #expect(try fixture.keeper() == keeper)
            withExtendedLifetime(outside) {}
            await client.leave()
        }
    }

    @Test func tenJoinAtOnce() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("many", subnet: "172.18.0.0/16")
            let all = try await withThrowingTaskGroup(of: JoinedNetworks.self) { group in
                for number in 2..<12 {
                    group.addTask {
                        try await fixture.join("c\(number)", [fixture.endpoint(network, "172.18.0.\(number)")])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let listener = try Peer(all[0]).serve(80)
            let address = try #require(all[0].hosts.last?.address)
            for networks in all { #expect(try await Peer(networks).connect(address, 80) == 0) }
            withExtendedLifetime(listener) {}
            await withTaskGroup(of: Void.self) { group in
                for networks in all { group.addTask { await networks.leave() } }
            }
        }
    }

    @Test func aSubnetIsGivenToAnotherNetwork() async throws {
        try await NetworkFixture.with { fixture in
            let other = try await fixture.join("other", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            for (name, subnet) in [("one", "172.18.0.0/16"), ("two", "172.18.0.0/16"), ("three", "172.18.0.0/24")] {
                let network = try fixture.network(name, subnet: subnet)
                let networks = try await fixture.join(name, [fixture.endpoint(network, "172.18.0.2")]) {
                    $0.host.portBindings = [PortBinding(containerPort: 80, hostAddress: "127.0.0.1")]
                }
                let listener = try Peer(networks).serve(80)
                let port = try #require(networks.published.first?.hostPort)
                let client = try Peer()
                #expect(try await client.connect("127.0.0.1", port) == 0)
                let connection = try await listener.accept()
                #expect(connection.client == "172.18.0.1")
                await networks.leave()
            }
            await other.leave()
        }
    }

    @Test func aRemovedNetworkIsMissedAtTheStart() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("old", subnet: "172.18.0.0/16")
            let running = try await fixture.join("running", [fixture.endpoint(network, "172.18.0.2")])
            let folder = HubFolder(store: fixture.store)
            try SmallFile.write("old", to: folder.gone(network.id))
            await #expect {
                _ = try await fixture.join("stopped", [fixture.endpoint(network, "172.18.0.3")])
            } throws: { error in
                (error as? EngineError)?.kind == .noSuchNetwork
                    && (error as? EngineError)?.message == "network \(network.id) not found"
            }
            // What runs there keeps its subnet until it ends.
            let new = try fixture.network("new", subnet: "172.18.0.0/20")
            await #expect { _ = try await fixture.join("new", [fixture.endpoint(new, "172.18.0.2")]) } throws: {
                ($0 as? EngineError)?.help?.contains("The container running runs") == true
            }
            await running.leave()
            let after = try await fixture.join("new", [fixture.endpoint(new, "172.18.0.2")])
            await after.leave()
        }
    }

    @Test func aContainerSharesAnothersNetwork() async throws {
        try await NetworkFixture.with { fixture in
            let networks = try await fixture.join("web", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            // A process in that network stands for the container.
            var request = SpawnRequest(try #require(Tool.find("sleep")), ["1000"])
            request.joinNetwork = try #require(networks.namespace).descriptor
            let process = try ChildProcess(request)
            let shared = try ContainerNetworks.namespace(of: process.pid)
            #expect(try shared.inode() == networks.namespace?.inode())
            process.kill()
            _ = await process.wait()
            await networks.leave()
        }
    }

    @Test func aContainerComesAgainWithItsAddress() async throws {
        try await NetworkFixture.with { fixture in
            let container = fixture.container("web", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            let other = try await fixture.join("other", [fixture.endpoint(fixture.bridge, "172.17.0.3")])
            for _ in 0..<5 {
                let networks = try await fixture.join(container)
                let listener = try Peer(networks).serve(80)
                #expect(try await Peer(other).connect("172.17.0.2", 80) == 0)
                withExtendedLifetime(listener) {}
                await networks.leave()
            }
            await other.leave()
        }
    }
}

/// What of this machine's network must be the same before, meanwhile and after.
struct HostState: Equatable {
    /// What each of these programs says, of those that are installed.
    var answers: [String: String]

    /// Other programs of the machine may use containers, too: their interfaces come and go.
    private static let foreign = ["veth", "docker0", "br-"]

    static func now() async throws -> HostState {
        var answers: [String: String] = [:]
        let commands = [
            "ip -o addr", "ip rule", "ip route show table all", "ip netns", "iptables-save", "iptables-legacy-save",
            "nft list ruleset",
        ]
        for command in commands {
            let words = command.split(separator: " ").map(String.init)
            guard let path = Tool.find(words[0]) else { continue }
            let output = try await Tool.run(SpawnRequest(path, Array(words.dropFirst()))).output
            let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").filter { line in
                !line.hasPrefix("#") && !foreign.contains { line.contains($0) }
            }
            // Counters of packets and lifetimes of addresses go on.
            answers[command] = lines.map { line in
                let words = line.split(separator: " ").filter { !$0.hasPrefix("[") && !$0.hasSuffix("sec") }
                return words.joined(separator: " ")
            }.joined(separator: "\n")
        }
        return HostState(answers: answers)
    }
}
