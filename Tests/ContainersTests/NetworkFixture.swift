import EngineInterface
import Foundation
import Glibc
import Images
import Linux
import Testing

@testable import Containers

/// Containers that are nothing but namespaces, on networks of a store of their own.
struct NetworkFixture {
    let store: String
    let bridge = NetworkRecord(
        id: RandomName.hex(words: 4), name: "bridge", created: 0, subnet: "172.17.0.0/16", gateway: "172.17.0.1")

    /// The program that runs the keeper: built beside the tests.
    static let executable: String? = {
        if let named = getenv("WORKSHOP_EXECUTABLE") { return String(cString: named) }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let beside = (bundle as NSString).deletingLastPathComponent + "/workshop"
        return access(beside, X_OK) == 0 ? beside : nil
    }()

    static func with(_ test: (NetworkFixture) async throws -> Void) async throws {
        let root = "/tmp/workshop-networks-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        mkdir(root, 0o755)
        let fixture = NetworkFixture(store: root)
        do {
            try await test(fixture)
        } catch {
            try await fixture.waitForEnd()
            try removeTree(root)
            throw error
        }
        try await fixture.waitForEnd()
        try removeTree(root)
    }

    func network(_ name: String, subnet: String, isInternal: Bool = false) throws -> NetworkRecord {
        let base = try #require(IPv4Subnet(subnet)).base
        return NetworkRecord(
            id: RandomName.hex(words: 4), name: name, created: 0, subnet: subnet,
            gateway: IPv4Address(number: base.number + 1).description, isInternal: isInternal)
    }

    func endpoint(_ network: NetworkRecord, _ address: String, aliases: [String] = []) -> NetworkEndpoint {
        NetworkEndpoint(
            networkID: network.id, networkName: network.name, id: RandomName.hex(words: 4), address: address,
            prefixLength: IPv4Subnet(network.subnet)?.prefixLength ?? 0,
            gateway: network.isInternal ? "" : network.gateway, aliases: aliases)
    }

    func container(
        _ name: String, _ endpoints: [NetworkEndpoint], _ change: (inout StoredContainer) -> Void = { _ in }
    ) -> StoredContainer {
        var container = StoredContainer(
            id: RandomName.hex(words: 4), name: name, created: 0, imageID: "sha256:0", snapshots: [],
            configuration: ContainerConfiguration(image: "test"), host: HostConfiguration(), endpoints: endpoints)
        change(&container)
        return container
    }

    func join(
        _ name: String, _ endpoints: [NetworkEndpoint], _ change: (inout StoredContainer) -> Void = { _ in }
    ) async throws -> JoinedNetworks {
        try await join(container(name, endpoints, change))
    }

    func join(_ container: StoredContainer) async throws -> JoinedNetworks {
        let executable = try #require(Self.executable, "build the program workshop beside the tests")
        return try await ContainerNetworks.join(container, store: store, executable: executable)
    }

    /// The keeper's process.
    func keeper() throws -> Int32 {
        let bytes = try SmallFile.read(HubFolder(store: store).state)
        return try JSONDecoder().decode(HubState.self, from: Data(bytes)).process
    }

    /// Waits until the keeper is gone; it may not have been there.
    func waitForEnd() async throws {
        let path = HubFolder(store: store).keeperLock
        guard access(path, F_OK) == 0 else { return }
        try await Blocking.run { _ in try FileLock.open(path).exclusive() }
    }
}

/// A program's part in a test, played by sockets within a namespace.
struct Peer {
    let socket: OwnedDescriptor
    static let stream = Int32(SOCK_STREAM.rawValue)
    static let datagram = Int32(SOCK_DGRAM.rawValue)

    /// A socket in a container's namespace, or in this process's.
    init(_ networks: JoinedNetworks? = nil, type: Int32 = Peer.stream, domain: Int32 = AF_INET) throws {
        if let namespace = networks?.namespace {
            socket = try namespace.makeSocket(domain: domain, type: type)
        } else {
            socket = OwnedDescriptor(Glibc.socket(domain, type | O_CLOEXEC, 0))
        }
        // No test waits for ever.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket.number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    /// Listens at a port of all addresses.
    func serve(_ port: Int, at address: String = "0.0.0.0") throws -> Peer {
        let own = try #require(SocketAddress(address, port: port))
        try systemCall("bind") { own.bind(socket.number) }
        _ = listen(socket.number, 16)
        return self
    }

    /// Connects, and returns 0 or the error's number.
    func connect(_ address: String, _ port: Int) async throws -> Int32 {
        let there = try #require(SocketAddress(address, port: port))
        let number = socket.number
        return try await Blocking.run { _ in there.connect(number) == 0 ? 0 : errno }
    }

    func accept() async throws -> (socket: OwnedDescriptor, client: String) {
        let number = socket.number
        return try await Blocking.run { _ in
            let connection = try Socket.accept(number)
            return (connection, SocketAddress(peerOf: connection.number)?.host ?? "?")
        }
    }

    static func read(_ socket: OwnedDescriptor, _ count: Int) async throws -> String {
        try await Blocking.run { _ in
            defer { withExtendedLifetime(socket) {} }
            return String(decoding: try Descriptor.read(socket.number, limit: count), as: UTF8.self)
        }
    }

    static func write(_ text: String, to socket: OwnedDescriptor) throws {
        try Descriptor.send(Array(text.utf8)[...], to: socket.number)
        withExtendedLifetime(socket) {}
    }

    /// Sends a datagram, and returns the answer to it.
    func ask(_ bytes: [UInt8], of address: String, _ port: Int) async throws -> [UInt8] {
        #expect(try await connect(address, port) == 0)
        try Descriptor.send(bytes[...], to: socket.number)
        return try await Blocking.run { _ in
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = try systemCall("recv") { recv(socket.number, &buffer, buffer.count, 0) }
            return Array(buffer[..<count])
        }
    }
}
