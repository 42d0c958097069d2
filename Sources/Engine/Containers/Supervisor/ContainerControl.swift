import EngineInterface
import Glibc
import Linux
import OCI

/// What commands do with a container that no command owns.
///
/// Methods throw ``EngineError``, with Docker's words where there are any.
public struct ContainerControl: Sendable {
    public let folder: ContainerFolder
    let executable: String

    /// - Parameter executable: the program that runs ``SupervisorProcess/main(_:hooks:)`` for `__supervise`.
    public init(folder: ContainerFolder, executable: String = "/proc/self/exe") {
        self.folder = folder
        self.executable = executable
    }

    // MARK: - Starting and attaching

    /// Starts the container and returns when its first process runs; one that runs already is left as it is.
    ///
    /// With `attaching`, its streams are connected before that process runs. `prepared` is used up in any case.
    public func start(
        attaching: AttachRequest? = nil, prepared: PreparedSupervisor? = nil
    ) async throws -> (any StreamAttachment)? {
        let status = try folder.status()
        if status.phase == .paused {
            throw EngineError(.inUse, "cannot start a paused container, try unpause instead")
        }
        if status.phase == .running { return try await attachIfAsked(attaching) }
        let supervisor = try prepared ?? PreparedSupervisor(executable: executable)
        let connection = supervisor.connection
        try await connection.send(StartOrder(folder: folder, attaching: attaching).frame)
        while let frame = try await connection.next() {
            switch frame.kind {
            case .done:
                guard attaching != nil else {
                    connection.close()
                    return nil
                }
                return ContainerAttachment(connection: connection, folder: folder)
            case .failed: throw frame.engineError
            case .busy: return try await attachIfAsked(attaching)
            default: continue
            }
        }
        throw EngineError(
            .failure, "The supervisor of the container \(folder.id.prefix(12)) ended before the container ran.",
            help: "Somebody killed it, or the memory is used up. Try again.")
    }

    private func attachIfAsked(_ request: AttachRequest?) async throws -> (any StreamAttachment)? {
        guard let request else { return nil }
        return try await attach(request)
    }

    /// Connects with the streams of the running container.
    public func attach(_ request: AttachRequest) async throws -> any StreamAttachment {
        let connection = try await connected()
        try await connection.send(.numbers(.attach, request.flags))
        while let frame = try await connection.next() {
            switch frame.kind {
            case .attached: return ContainerAttachment(connection: connection, folder: folder)
            case .failed: throw frame.engineError
            default: continue
            }
        }
        throw notRunning
    }

    // MARK: - Orders

    /// Stops it: the stop signal (or `signal`, by name or number), then SIGKILL after `seconds` (less than 0: never).
    /// `nil` takes the container's own values. One that does not run is left as it is.
    public func stop(signal: String? = nil, seconds: Int? = nil) async throws {
        let number = try signal.map(Self.signalNumber)
        guard try folder.status().claimsLife else { return }
        guard let connection = try await connectedIfRunning() else { return }
        let frame = ControlFrame.numbers(.stop, Int64(number ?? 0), seconds == nil ? 0 : 1, Int64(seconds ?? 0))
        _ = try await order(frame, over: connection, goneIsFine: true)
    }

    /// Sends a signal, by name or number, to the container's first process. After SIGKILL, waits until it has ended.
    public func kill(signal: String = "KILL") async throws {
        let number = try Self.signalNumber(signal)
        guard try folder.status().claimsLife, let connection = try await connectedIfRunning() else { throw notRunning }
        _ = try await order(.numbers(.kill, Int64(number)), over: connection, goneIsFine: number == SIGKILL)
    }

    public func pause() async throws { try await order(ControlFrame(.pause)) }

    public func unpause() async throws { try await order(ControlFrame(.unpause)) }

    /// Stops and starts it; starts one that does not run.
    public func restart(signal: String? = nil, seconds: Int? = nil) async throws {
        let number = try signal.map(Self.signalNumber)
        if try folder.status().claimsLife, let connection = try await connectedIfRunning() {
            let frame = ControlFrame.numbers(.restart, Int64(number ?? 0), seconds == nil ? 0 : 1, Int64(seconds ?? 0))
            _ = try await order(frame, over: connection, goneIsFine: false)
        } else {
            _ = try await start()
        }
    }

    /// Changes limits or the restart policy of a running container, and of its settings file. Returns warnings.
    ///
    /// A container that does not run gets them with its next start.
    public func update(resources: ContainerResources?, restartPolicy: RestartPolicy?) async throws -> [String] {
        if let connection = try await connectedIfRunning() {
            let frame = try ControlFrame.json(
                .update, UpdateOrder(resources: resources, restartPolicy: restartPolicy))
            return try await order(frame, over: connection, goneIsFine: false).texts
        }
        var settings = try folder.settings()
        if let resources { settings.host.resources = resources }
        if let restartPolicy { settings.host.restartPolicy = restartPolicy }
        try folder.save(settings)
        return []
    }

    /// Joins a network while the container runs. Nothing happens when it does not.
    public func connect(_ endpoint: NetworkEndpoint) async throws {
        guard let connection = try await connectedIfRunning() else { return }
        _ = try await order(try .json(.connect, endpoint), over: connection, goneIsFine: true)
    }

    /// Leaves a network while the container runs. Nothing happens when it does not.
    public func disconnect(networkID: String) async throws {
        guard let connection = try await connectedIfRunning() else { return }
        _ = try await order(.texts(.disconnect, [networkID]), over: connection, goneIsFine: true)
    }

    /// Tells a running container's supervisor that `settings.json` has changed.
    public func reloadSettings() async throws {
        guard let connection = try await connectedIfRunning() else { return }
        _ = try await order(ControlFrame(.reload), over: connection, goneIsFine: true)
    }

    // MARK: - Waiting

    /// Waits for the end of the container, and returns its exit status.
    public func wait(until condition: WaitCondition = .notRunning) async throws -> Int32 {
        switch condition {
        case .notRunning:
            while true {
                let status = try folder.status()
                guard status.claimsLife else { return status.exitCode }
                if let code = try await waitForExit() { return code }
                // Its supervisor is just beginning, or writing down the end.
                try await Self.pause()
            }
        case .nextExit:
            let before = try folder.status()
            while true {
                if let status = try await waitForExit() { return status }
                let now = try folder.status()
                if now.finished != before.finished { return now.exitCode }
                try await Self.pause()
            }
        case .removed:
            var last = try folder.status().exitCode
            while true {
                do {
                    if let status = try await waitForExit() { last = status }
                    let now = try folder.status()
                    if !now.claimsLife { last = now.exitCode }
                } catch let error as EngineError where error.kind == .noSuchContainer {
                    return last
                }
                try await Self.pause()
            }
        }
    }

    /// Waits for the next exit of a running container; `nil` when it does not run.
    private func waitForExit() async throws -> Int32? {
        guard let connection = try await connectedIfRunning() else { return nil }
        try await connection.send(ControlFrame(.wait))
        while let frame = try await connection.next() {
            if frame.kind == .ended, let status = frame.number { return Int32(truncatingIfNeeded: status) }
            if frame.kind == .failed { throw frame.engineError }
        }
        try Task.checkCancellation()
        let status = try folder.status()
        return status.claimsLife ? nil : status.exitCode
    }

    /// Between two looks at something that nobody tells about.
    static func pause() async throws { try await Task.sleep(for: .milliseconds(10)) }

    // MARK: - Talking

    @discardableResult
    private func order(_ frame: ControlFrame) async throws -> ControlFrame {
        try await order(frame, over: try await connected(), goneIsFine: false)
    }

    /// Sends an order and waits until it is carried out.
    private func order(
        _ frame: ControlFrame, over connection: ControlConnection, goneIsFine: Bool
    ) async throws -> ControlFrame {
        defer { connection.close() }
        do {
            try await connection.send(frame)
            while let answer = try await connection.next() {
                switch answer.kind {
                case .done: return answer
                case .failed: throw answer.engineError
                default: continue
                }
            }
        } catch let error as SystemError where error.errno == EPIPE || error.errno == ECONNRESET {
            // The supervisor went; see below.
        }
        try Task.checkCancellation()
        if goneIsFine { return ControlFrame(.done) }
        throw notRunning
    }

    private func connected() async throws -> ControlConnection {
        guard let connection = try await connectedIfRunning() else { throw notRunning }
        return connection
    }

    /// The connection with the supervisor; `nil` when the container does not run.
    func connectedIfRunning() async throws -> ControlConnection? {
        if let connection = try ControlConnection(to: folder) { return connection }
        _ = try folder.status()
        return nil
    }

    var notRunning: EngineError {
        EngineError(
            .notRunning, "container \(folder.id) is not running",
            help: "Start it with: docker start \(folder.id.prefix(12))")
    }

    /// A signal's number, from its name or number.
    static func signalNumber(_ text: String) throws(EngineError) -> Int32 {
        guard let number = SignalName.number(text) else {
            throw EngineError(.invalidArgument, "invalid signal: \(text)", help: "Use a name such as TERM, or 1 to 64.")
        }
        return number
    }
}
