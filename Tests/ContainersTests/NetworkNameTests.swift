import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

@Suite(.needsNamespaces, .serialized) struct NetworkNameTests {
    private func addresses(_ name: String, for networks: JoinedNetworks) async throws -> [String] {
        DNSQuery.addresses(try await answer(name, for: networks)).sorted()
    }

    private func answer(
        _ name: String, kind: UInt16 = DNSMessage.Kind.a, for networks: JoinedNetworks
    ) async throws -> [UInt8] {
        try await Peer(networks, type: Peer.datagram).ask(
            DNSQuery.bytes(name, kind: kind), of: NameServer.address, 53)
    }

    @Test func namesAliasesAndIdentifiersAreFound() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("app", subnet: "172.18.0.0/16")
            let web = fixture.container("web", [fixture.endpoint(network, "172.18.0.2", aliases: ["www", "site"])])
            let server = try await fixture.join(web)
            let twin = try await fixture.join("twin", [fixture.endpoint(network, "172.18.0.4", aliases: ["www"])])
            let client = try await fixture.join("client", [fixture.endpoint(network, "172.18.0.3")])
            #expect(client.resolver?.hasPrefix("nameserver 127.0.0.11\n") == true)
            #expect(client.resolver?.contains("options ndots:0") == true)
            for name in ["web", "WEB", "web.app", "site", String(web.id.prefix(12))] {
                #expect(try await addresses(name, for: client) == ["172.18.0.2"], "\(name)")
            }
            #expect(try await addresses("www", for: client) == ["172.18.0.2", "172.18.0.4"])
            // A name without an address of that kind is a name all the same.
            let six = try await answer("web", kind: DNSMessage.Kind.aaaa, for: client)
            #expect(DNSQuery.outcome(six) == 0 && DNSQuery.addresses(six).isEmpty)
            let reverse = try await answer("2.0.18.172.in-addr.arpa", kind: DNSMessage.Kind.ptr, for: client)
            #expect(String(decoding: reverse, as: UTF8.self).contains("web\u{3}app"))
            try server.rename(to: "renamed")
            #expect(try await addresses("renamed", for: client) == ["172.18.0.2"])
            #expect(try await addresses("web", for: client) == [])
            await server.leave()
            #expect(try await addresses("renamed", for: client) == [])
            await twin.leave()
            await client.leave()
        }
    }

    @Test func namesAreKnownOnTheirNetworkOnly() async throws {
        try await NetworkFixture.with { fixture in
            let front = try fixture.network("front", subnet: "172.18.0.0/16")
            let back = try fixture.network("back", subnet: "172.19.0.0/16", isInternal: true)
            let web = try await fixture.join("web", [fixture.endpoint(front, "172.18.0.2")])
            let database = try await fixture.join("db", [fixture.endpoint(back, "172.19.0.2")])
            #expect(DNSQuery.outcome(try await answer("web", for: database)) == DNSMessage.Outcome.noSuchName.rawValue)
            try await web.connect(fixture.endpoint(back, "172.19.0.3"))
            #expect(try await addresses("db", for: web) == ["172.19.0.2"])
            #expect(try await addresses("web", for: database) == ["172.19.0.3"])
            try await web.disconnect(networkID: back.id)
            #expect(DNSQuery.outcome(try await answer("web", for: database)) == DNSMessage.Outcome.noSuchName.rawValue)
            await web.leave()
            await database.leave()
        }
    }

    @Test func otherNamesAreAskedOfTheGivenServer() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("app", subnet: "172.18.0.0/16")
            let resolver = try await fixture.join("resolver", [fixture.endpoint(network, "172.18.0.5")]) {
                $0.configuration.exposedPorts = ["53/udp", "53/tcp"]
            }
            #expect(resolver.resolver?.contains("127.0.0.11") == false, "port 53 is the container's own")
            let upstream = try Peer(resolver, type: Peer.datagram).serve(53)
            let client = try await fixture.join("client", [fixture.endpoint(network, "172.18.0.3")]) {
                $0.host.dnsServers = ["172.18.0.5"]
                $0.host.dnsSearch = ["example.test"]
                $0.host.dnsOptions = ["timeout:3"]
            }
            #expect(
                client.resolver == "nameserver 127.0.0.11\nsearch example.test\noptions ndots:0 timeout:3\n")
            async let found = addresses("elsewhere.example", for: client)
            let descriptor = upstream.socket.number
            try await Blocking.run { _ in
                var buffer = [UInt8](repeating: 0, count: 512)
                var count = 0
                let asker = SocketAddress {
                    count = recvfrom(descriptor, &buffer, buffer.count, 0, $0, $1)
                    return count > 0
                }
                let query = try #require(DNSMessage(query: Array(buffer[..<max(0, count)])))
                #expect(query.name == "elsewhere.example")
                let answer = query.answer(kind: DNSMessage.Kind.a, data: [[203, 0, 113, 9]])
                _ = try #require(asker).with { sendto(descriptor, answer, answer.count, 0, $0, $1) }
            }
            #expect(try await found == ["203.0.113.9"])
            withExtendedLifetime(upstream) {}
            await client.leave()
            await resolver.leave()
        }
    }

    @Test func streamsAreAnswered() async throws {
        try await NetworkFixture.with { fixture in
            let network = try fixture.network("app", subnet: "172.18.0.0/16")
            let client = try await fixture.join("client", [fixture.endpoint(network, "172.18.0.3")])
            let peer = try Peer(client)
            #expect(try await peer.connect(NameServer.address, 53) == 0)
            let query = DNSQuery.bytes("client", kind: DNSMessage.Kind.a)
            for _ in 0..<2 {
                try Descriptor.send(([0, UInt8(query.count)] + query)[...], to: peer.socket.number)
                let length = query.count + 16
                let answer = try await Blocking.run { _ in
                    try Descriptor.read(peer.socket.number, limit: length + 2)
                }
                #expect(DNSQuery.addresses(Array(answer.dropFirst(2))) == ["172.18.0.3"])
            }
            await client.leave()
        }
    }

    @Test func theDefaultNetworkHasLinksAndNoNames() async throws {
        try await NetworkFixture.with { fixture in
            let server = try await fixture.join("db", [fixture.endpoint(fixture.bridge, "172.17.0.2")])
            var endpoint = fixture.endpoint(fixture.bridge, "172.17.0.3")
            endpoint.links = ["db:database"]
            let client = try await fixture.join("client", [endpoint]) {
                $0.host.extraHosts = ["one:10.1.1.1", "gate:host-gateway"]
                $0.configuration.hostname = "box"
            }
            #expect(client.resolver?.contains("nameserver 10.0.2.3\n") == true)
            let lines = client.hosts
            #expect(lines.contains { $0 == ("172.17.0.2", "database") })
            #expect(lines.contains { $0 == ("10.1.1.1", "one") })
            #expect(lines.contains { $0.names == "gate" && IPv4Address($0.address) != nil })
            #expect(lines.last.map { $0 == ("172.17.0.3", "box") } == true)
            await client.leave()
            await server.leave()
        }
    }

    @Test func namesOfTheDeadAreForgotten() throws {
        let store = "/tmp/workshop-names-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(store, 0o755)
        defer { try? removeTree(store) }
        let folder = HubFolder(store: store)
        try folder.make()
        let records = NameRecords(folder: folder)
        let record = NameRecord(id: RandomName.hex(words: 4), name: "web", address: "10.0.0.2", aliases: [])
        let published = try records.publish(record, on: "net")
        #expect(records.all(on: "net") == [record])
        published.remove()
        #expect(records.all(on: "net") == [])
        // As a supervisor that was killed leaves it: the file without its lock.
        try SmallFile.write("{}", to: folder.names + "/net/left")
        #expect(records.all(on: "net") == [])
        #expect(access(folder.names + "/net/left", F_OK) != 0)
    }
}
