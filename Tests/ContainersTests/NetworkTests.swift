import EngineInterface
import Glibc
import Linux
import Testing

@Suite(.needsNamespaces) struct NetworkTests {
    private static let server = [
        "sh", "-c", "mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www",
    ]

    @Test func containersAreReachedByNeighboursListenersAndPorts() async throws {
        try await ContainerFixture.with { fixture in
            let server = try await fixture.container(Self.server, name: "server") {
                $0.network = .session
                $0.publishedPorts = [.init(container: 8080)]
            }
            try await server.start()
            try await eventually {
                try await server.listeningPorts().contains { $0.port == 8080 && !$0.isLoopbackOnly }
            }
            let socket = OwnedDescriptor(try await server.connect(port: 8080, loopback: false))
            #expect(socket.number >= 0)
            await #expect { _ = try await server.connect(port: 9, loopback: false) } throws: {
                ($0 as? EngineError)?.kind == .connectionRefused
            }
            let neighbour = try await fixture.run(["wget", "-q", "-O", "-", "http://server:8080/"], name: "client") {
                $0.network = .session
            }
            #expect(neighbour.output == "hello\n")
            let port = try #require(try await server.publishedPorts()[8080])
            #expect(try get(port: port).hasSuffix("hello\n"))
            let outside = try await fixture.run(["ping", "-c", "1", "-w", "1", "192.0.2.1"], name: "outside") {
                $0.network = .session
            }
            #expect(outside.exit.status != 0)
        }
    }

    @Test func loopbackOnlyIsTold() async throws {
        try await ContainerFixture.with { fixture in
            let server = try await fixture.container(["sh", "-c", "exec httpd -f -p 127.0.0.1:7000 -h /"]) {
                $0.network = .session
            }
            try await server.start()
            try await eventually { try await server.listeningPorts().contains { $0.port == 7000 && $0.isLoopbackOnly } }
            await #expect { _ = try await server.connect(port: 7000, loopback: false) } throws: {
                ($0 as? EngineError)?.kind == .connectionRefused
            }
            let socket = OwnedDescriptor(try await server.connect(port: 7000, loopback: true))
            #expect(socket.number >= 0)
        }
    }

    @Test func listenersAreReachedByName() async throws {
        try await ContainerFixture.with { fixture in
            let listener = try await fixture.session.listen(port: 0)
            let socket = OwnedDescriptor(listener.descriptor)
            let client = try await fixture.container([
                "sh", "-c", "echo sent | nc target \(listener.port)",
            ]) {
                $0.network = .session
                $0.hosts = ["target": listener.address]
            }
            try await client.start()
            var waiting = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
            try await eventually { poll(&waiting, 1, 0) == 1 }
            let connection = try Socket.accept(socket.number)
            #expect(fixture.text(try Descriptor.read(connection.number, limit: 5)) == "sent\n")
        }
    }

    @Test func aPortInUseIsNamed() async throws {
        try await ContainerFixture.with { fixture in
            let taken = try Socket.make()
            let port = try Socket.listen(taken.number, address: "127.0.0.1", port: 0)
            let container = try await fixture.container(["sleep", "10"]) {
                $0.network = .session
                $0.publishedPorts = [.init(container: 80, host: port)]
            }
            await #expect { try await container.start() } throws: { error in
                (error as? EngineError)?.kind == .portInUse && "\(error)".contains("\(port)")
            }
        }
    }

    /// Asks the published port of this machine's loopback.
    private func get(port: Int) throws -> String {
        let socket = try Socket.make()
        try Socket.connect(socket.number, address: "127.0.0.1", port: port, milliseconds: 2000)
        try Descriptor.setBlocking(socket.number)
        try Descriptor.write(Array("GET / HTTP/1.0\r\n\r\n".utf8), to: socket.number)
        return String(decoding: try Descriptor.read(socket.number), as: UTF8.self)
    }
}
