import EngineInterface
import Glibc
import OCI
import Synchronization

/// What a fake container's first process does.
struct FakeProgram: Sendable {
    /// Runs until it returns its exit, or for ever.
    var run: @Sendable (FakeContainer) async throws -> ContainerExit
    /// Fails the start.
    var startFailure: EngineError?
    var command = ["program"]
    var user: UInt32 = 1000
    var capabilities: UInt64 = 0
    /// Signals that it does not react to.
    var ignores: Set<Int32> = []
    var listens: [ListeningPort] = []

    init(_ run: @escaping @Sendable (FakeContainer) async throws -> ContainerExit) { self.run = run }

    /// Runs until it is told to stop.
    static let idle = FakeProgram { container in ContainerExit(status: 128 + (await container.signal()), seconds: 1) }

    static func ends(_ status: Int32, output: String = "", error: String = "") -> FakeProgram {
        FakeProgram { container in
            container.write(output)
            container.write(error, isError: true)
            return ContainerExit(status: status, seconds: 0.1)
        }
    }

    /// Answers each request on a port with the bytes that `respond` gives; no bytes: closes the connection.
    static func serves(
        _ port: Int, loopbackOnly: Bool = false, respond: @escaping @Sendable (String, Int) -> FakeServer.Response
    ) -> FakeProgram {
        FakeProgram { container in
            try container.serve(port, loopbackOnly: loopbackOnly, respond: respond)
            return ContainerExit(status: 128 + (await container.signal()), seconds: 1)
        }
    }
}

/// A container that is a task.
final class FakeContainer: ContainerHandle {
    struct State {
        var life = ContainerState.created
        var output: [UInt8] = []
        var error: [UInt8] = []
        var task: Task<Void, Never>?
        var pending: Int32?
        var waiter: CheckedContinuation<Int32, Never>?
        var servers: [Int: FakeServer] = [:]
        var ports: [ListeningPort] = []
        var ends: [CheckedContinuation<Void, Never>] = []
        var starts = 0
    }
    let id = String(repeating: "a", count: 64)
    let request: ContainerRequest
    let fake: FakeImage
    let session: FakeSession
    let volumes: [String: VolumeDetails]
    let state = Mutex(State())
    var name: String { request.name }
    var image: ImageDetails { fake.result.image }

    init(request: ContainerRequest, image: FakeImage, session: FakeSession, volumes: [String: VolumeDetails]) {
        self.request = request
        fake = image
        self.session = session
        self.volumes = volumes
    }

    // MARK: For programs

    func write(_ text: String, isError: Bool = false) {
        state.withLock { if isError { $0.error += Array(text.utf8) } else { $0.output += Array(text.utf8) } }
    }

    /// Waits for a signal that the program reacts to.
    func signal() async -> Int32 {
        await withCheckedContinuation { continuation in
            let pending = state.withLock { state -> Int32? in
                if let pending = state.pending { return pending }
                state.waiter = continuation
                return nil
            }
            if let pending { continuation.resume(returning: pending) }
        }
    }

    func serve(
        _ port: Int, loopbackOnly: Bool, respond: @escaping @Sendable (String, Int) -> FakeServer.Response
    ) throws {
        let server = try FakeServer(respond)
        state.withLock { state in
            state.servers[port] = server
            state.ports.append(
                ListeningPort(
                    port: port, isUDP: false, address: loopbackOnly ? "127.0.0.1" : "0.0.0.0",
                    isLoopbackOnly: loopbackOnly))
        }
    }

    // MARK: Life

    func start() async throws {
        if let failure = fake.program.startFailure { throw failure }
        state.withLock { state in
            state.life = .running
            state.pending = nil
            state.starts += 1
            state.task = Task {
                let exit = (try? await fake.program.run(self)) ?? ContainerExit(status: 1, seconds: 0)
                finish(exit)
            }
        }
    }

    private func finish(_ exit: ContainerExit) {
        let ends = state.withLock { state in
            for server in state.servers.values { server.close() }
            state.servers = [:]
            state.ports = []
            state.life = state.life == .removed ? .removed : .exited(exit)
            defer { state.ends = [] }
            return state.ends
        }
        for end in ends { end.resume() }
    }

    func wait() async throws -> ContainerExit {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if case .running = state.life {
                    state.ends.append(continuation)
                    return false
                }
                return true
            }
            if isOver { continuation.resume() }
        }
        if case .exited(let exit) = state.withLock({ $0.life }) { return exit }
        throw EngineError(.noSuchContainer, "It was removed.")
    }

    func state() async throws -> ContainerState { state.withLock { $0.life } }

    func logs() async throws -> ContainerLogs {
        state.withLock { ContainerLogs(standardOutput: $0.output, standardError: $0.error, isTruncated: false) }
    }

    func kill(signal: Int32) async throws {
        if fake.program.ignores.contains(signal) { return }
        let waiter = state.withLock { state in
            state.pending = signal
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: signal)
    }

    func stop(signal: Int32?, graceSeconds: Double) async throws -> StopReport {
        try await kill(signal: signal ?? image.config.stopSignal.flatMap(SignalName.number) ?? 15)
        if fake.program.ignores.contains(signal ?? 15) {
            try await kill(signal: 9)
            return StopReport(exit: try await wait(), seconds: graceSeconds, wasKilled: true)
        }
        return StopReport(exit: try await wait(), seconds: 0.01, wasKilled: false)
    }

    func remove(volumes: Bool) async throws {
        if case .running = try await state() {
            try await kill(signal: 9)
            _ = try await wait()
        }
        state.withLock { $0.life = .removed }
        session.forget(self, volumes: volumes)
    }

    // MARK: Looking and reaching in

    func exec(_ request: ExecRequest) async throws -> ExecResult {
        guard case .running = try await state() else {
            throw EngineError(.notRunning, "The container \(name) is not running.")
        }
        return try await fake.commands(request.command, self)
    }

    func processes() async throws -> [ContainerProcess] {
        guard case .running = try await state() else { return [] }
        let program = fake.program
        return [
            ContainerProcess(
                pid: 1, parent: 0, user: program.user, group: program.user, effectiveUser: program.user,
                command: program.command, effectiveCapabilities: program.capabilities)
        ]
    }

    func mountedVolumes() async throws -> [String: VolumeDetails] { volumes }

    func publishedPorts() async throws -> [Int: Int] {
        state.withLock { state in
            Dictionary(
                uniqueKeysWithValues: request.publishedPorts.compactMap { port in
                    state.servers[port.container].map { (port.container, $0.port) }
                })
        }
    }

    func connect(port: Int, loopback: Bool) async throws -> Int32 {
        let server: FakeServer? = state.withLock { state in
            guard loopback || state.ports.contains(where: { $0.port == port && !$0.isLoopbackOnly }) else { return nil }
            return state.servers[port]
        }
        guard let server else { throw EngineError(.connectionRefused, "Nobody answers at port \(port).") }
        return try server.connect()
    }

    func listeningPorts() async throws -> [ListeningPort] { state.withLock { $0.ports } + fake.program.listens }

    func remains() async -> [String] { [] }
}

extension ExecResult {
    static func fake(_ status: Int32 = 0, output: String = "", error: String = "", timedOut: Bool = false) -> ExecResult
    {
        ExecResult(
            status: status,
            output: ContainerLogs(
                standardOutput: Array(output.utf8), standardError: Array(error.utf8), isTruncated: false),
            timedOut: timedOut, seconds: 0.01)
    }
}
