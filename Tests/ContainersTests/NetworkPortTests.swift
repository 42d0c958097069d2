import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

@Suite(.needsNamespaces, .serialized) struct NetworkPortTests {
    /// A container on the default network with published ports.
    private func publish(
        _ bindings: [PortBinding], in fixture: NetworkFixture, name: String = "web", address: String = "172.17.0.2"
    ) async throws -> JoinedNetworks {
        try await fixture.join(name, [fixture.endpoint(fixture.bridge, address)]) { $0.host.portBindings = bindings }
    }

    @Test func connectionsAreRelayed() async throws {
        try await NetworkFixture.with { fixture in
            let networks = try await publish([PortBinding(containerPort: 80)], in: fixture)
            let published = networks.published
            let port = try #require(published.first?.hostPort)
            #expect(published.allSatisfy { $0.hostPort == port && $0.containerPort == 80 })
            #expect(published.first?.hostAddress == "0.0.0.0")
            let listener = try Peer(networks).serve(80)
            var sources = [("127.0.0.1", "172.17.0.1")]
            // Whoever comes from outside is seen by the container as they are.
            if let host = HostAddress.outward() { sources.append((host.description, host.description)) }
            for (address, seen) in sources {
                let client = try Peer()
                #expect(try await client.connect(address, port) == 0)
                let connection = try await listener.accept()
                #expect(connection.client == seen)
                try Peer.write("ask", to: client.socket)
                #expect(try await Peer.read(connection.socket, 3) == "ask")
                // Each side ends by itself.
                shutdown(client.socket.number, Int32(SHUT_WR))
                #expect(try await Peer.read(connection.socket, 1) == "")
                try Peer.write("answer", to: connection.socket)
                connection.socket.closeNow()
                #expect(try await Peer.read(client.socket, 100) == "answer")
            }
            await networks.leave()
            #expect(try await Peer().connect("127.0.0.1", port) == ECONNREFUSED)
        }
    }

    @Test func muchIsCarriedWholly() async throws {
        try await NetworkFixture.with { fixture in
            let networks = try await publish([PortBinding(containerPort: 80)], in: fixture)
            let port = try #require(networks.published.first?.hostPort)
            let listener = try Peer(networks).serve(80)
            let client = try Peer()
            #expect(try await client.connect("127.0.0.1", port) == 0)
            let connection = try await listener.accept()
            let piece = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            async let sent: Void = Blocking.run { _ in
                for _ in 0..<16 { try Descriptor.send(piece[...], to: connection.socket.number) }
                connection.socket.closeNow()
            }
            let received = try await Blocking.run { _ in try Descriptor.read(client.socket.number) }
            try await sent
            #expect(received.count == 16 << 20)
            #expect(Array(received.suffix(1 << 20)) == piece)
            withExtendedLifetime(client) {}
            await networks.leave()
        }
    }

    @Test func ipv6OfTheHostLeadsToTheContainer() async throws {
        try await NetworkFixture.with { fixture in
            let networks = try await publish([PortBinding(containerPort: 80)], in: fixture)
            guard let six = networks.published.first(where: { $0.hostAddress == "::" }) else { return }
            let listener = try Peer(networks).serve(80)
            let client = try Peer(domain: AF_INET6)
            #expect(try await client.connect("::1", try #require(six.hostPort)) == 0)
            #expect(try await listener.accept().client == "172.17.0.1")
            await networks.leave()
        }
    }

    @Test func datagramsAreRelayed() async throws {
        try await NetworkFixture.with { fixture in
            let networks = try await publish([PortBinding(containerPort: 5353, transport: .udp)], in: fixture)
            let port = try #require(networks.published.first?.hostPort)
            let server = try Peer(networks, type: Peer.datagram).serve(5353)
            for address in ["127.0.0.1", HostAddress.outward()?.description].compactMap({ $0 }) {
                for _ in 0..<2 {
                    async let answer = Peer(type: Peer.datagram).ask(Array("ping".utf8), of: address, port)
                    let descriptor = server.socket.number
                    try await Blocking.run { _ in
                        var buffer = [UInt8](repeating: 0, count: 100)
                        var count = 0
                        let client = SocketAddress {
                            count = recvfrom(descriptor, &buffer, buffer.count, 0, $0, $1)
                            return count >= 0
                        }
                        let back = Array(buffer[..<max(0, count)].reversed())
                        _ = try #require(client).with { sendto(descriptor, back, back.count, 0, $0, $1) }
                    }
                    #expect(String(decoding: try await answer, as: UTF8.self) == "gnip")
                }
            }
            withExtendedLifetime(server) {}
            await networks.leave()
        }
    }

    @Test func otherContainersReachPublishedPortsAtTheirGateway() async throws {
        try await NetworkFixture.with { fixture in
            let back = try fixture.network("back", subnet: "172.19.0.0/16")
            let networks = try await publish([PortBinding(containerPort: 80)], in: fixture)
            let port = try #require(networks.published.first?.hostPort)
            let listener = try Peer(networks).serve(80)
            let near = try await fixture.join("near", [fixture.endpoint(fixture.bridge, "172.17.0.3")])
            let far = try await fixture.join("far", [fixture.endpoint(back, "172.19.0.2")])
            for (client, gateway) in [(near, "172.17.0.1"), (far, "172.19.0.1")] {
                let peer = try Peer(client)
                #expect(try await peer.connect(gateway, port) == 0)
                let connection = try await listener.accept()
                try Peer.write("x", to: connection.socket)
                #expect(try await Peer.read(peer.socket, 1) == "x")
            }
            for networks in [near, far, networks] { await networks.leave() }
        }
    }

    @Test func aPortInUseNamesItsHolder() async throws {
        try await NetworkFixture.with { fixture in
            let first = try await publish([PortBinding(containerPort: 80, hostAddress: "127.0.0.1")], in: fixture)
            let port = try #require(first.published.first?.hostPort)
            let again = [PortBinding(containerPort: 81, hostAddress: "127.0.0.1", hostPort: port)]
            await #expect {
                _ = try await publish(again, in: fixture, name: "other", address: "172.17.0.3")
            } throws: { error in
                guard let error = error as? EngineError else { return false }
                return error.kind == .portInUse
                    && error.message.hasPrefix("driver failed programming external connectivity on endpoint other (")
                    && error.message.hasSuffix("Bind for 127.0.0.1:\(port) failed: port is already allocated")
                    && error.help?.contains("The container web has published it") == true
            }
            await first.leave()
            let taken = try Peer().serve(0, at: "127.0.0.1")
            let foreign = try #require(SocketAddress(localOf: taken.socket.number)).port
            await #expect {
                _ = try await publish(
                    [PortBinding(containerPort: 80, hostAddress: "127.0.0.1", hostPort: foreign)], in: fixture)
            } throws: { error in
                (error as? EngineError)?.message.hasSuffix(
                    "listen tcp4 127.0.0.1:\(foreign): bind: address already in use") == true
            }
            await #expect {
                _ = try await publish(
                    [PortBinding(containerPort: 80, hostAddress: "203.0.113.7", hostPort: 0)], in: fixture)
            } throws: { ("\($0)").contains("cannot assign requested address") }
            withExtendedLifetime(taken) {}
        }
    }

    @Test func lowPortsAreNotForOrdinaryUsers() async throws {
        guard ProcessNamespaces.isRootless, PortHolder.firstFreePort() > 80 else { return }
        try await NetworkFixture.with { fixture in
            await #expect {
                _ = try await publish([PortBinding(containerPort: 80, hostPort: 80)], in: fixture)
            } throws: { error in
                guard let error = error as? EngineError else { return false }
                return error.message.hasSuffix("listen tcp4 0.0.0.0:80: bind: permission denied")
                    && error.help?.contains("-p 8080:80") == true
            }
        }
    }

    @Test func allExposedPortsArePublished() async throws {
        try await NetworkFixture.with { fixture in
            let container = fixture.container("web", [fixture.endpoint(fixture.bridge, "172.17.0.2")]) {
                $0.configuration.exposedPorts = ["80/tcp", "53/udp", "90-91/tcp"]
                $0.host.publishesAllPorts = true
                $0.host.portBindings = [PortBinding(containerPort: 80, hostAddress: "127.0.0.1")]
            }
            let networks = try await fixture.join(container)
            let ports = Set(networks.published.map { "\($0.containerPort)/\($0.transport.rawValue)" })
            #expect(ports == ["80/tcp", "53/udp", "90/tcp", "91/tcp"])
            #expect(networks.published.allSatisfy { ($0.hostPort ?? 0) > 0 })
            #expect(ContainerNetworks.published(by: container.id, store: fixture.store) == networks.published)
            await networks.leave()
            #expect(ContainerNetworks.published(by: container.id, store: fixture.store) == [])
        }
    }
}
