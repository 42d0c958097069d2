import EngineInterface
import Glibc
import Linux
import OCI

/// Keeps one container from its start to its end. Everything happens on one thread, in an ``EventLoop``.
final class Supervisor {
    let folder: ContainerFolder
    let runtime: OCIRuntime
    let hooks: SupervisorHooks
    let loop: EventLoop
    private let signals: SignalReader
    private let holder: ReportingHolder

    private var lock: FileLock?
    private var listener: OwnedDescriptor?
    var settings: StoredContainer
    var status = ContainerStatus(.created)
    var clients: [ControlClient] = []

    /// What there is of the container while it runs.
    var running: RunningContainer?
    var streams: ContainerStreams?
    var log: LogWriter?
    var network: JoinedNetworks?
    var group: ContainerGroup?
    var health: HealthMonitor?
    var limits: LimitWatch?
    private var isMounted = false
    /// Ends of processes that came before their ids were known.
    private var earlyEnds: [pid_t: Termination] = [:]

    /// Somebody is stopping it: who is to be told, and what comes then.
    var stopping: Stopping?
    /// Who killed it and waits until it has ended.
    var pendingKills: [ControlClient] = []
    private var restartTimer: EventLoop.Token?
    private var backOff: Int64 = 0
    private var startedAt: Int64 = 0
    /// What the supervisor does when clients have got everything.
    private var isLeaving = false

    struct Stopping {
        var waiting: [ControlClient] = []
        var killTimer: EventLoop.Token?
        var startsAgain = false
    }

    init(
        _ folder: ContainerFolder, runtime: OCIRuntime, holder: ReportingHolder, signals: SignalReader,
        hooks: SupervisorHooks
    ) throws {
        self.folder = folder
        self.runtime = runtime
        self.holder = holder
        self.signals = signals
        self.hooks = hooks
        settings = try folder.settings()
        loop = try EventLoop()
    }

    // MARK: - Life

    /// Keeps the container until it has ended for good.
    func run(starter: OwnedDescriptor, attaching: AttachRequest?) throws {
        let first = try ControlClient(starter, of: self)
        guard let lock = try takeLock() else {
            first.sendLast(ControlFrame(.busy))
            return
        }
        self.lock = lock
        // Somebody may have changed it while this process waited.
        settings = try folder.settings()
        status = try folder.repair()
        clients.append(first)
        do {
            try listen()
            _ = loop.add(holder.reports.number) { [unowned self] _ in hearHolder() }
            _ = loop.add(signals.descriptor) { [unowned self] _ in
                while signals.next() != nil { stop(signal: nil, seconds: nil, for: nil, startsAgain: false) }
            }
            status.restartCount = 0
            status.wasStopped = false
            try start(attaching: attaching.map { ($0, first) })
            first.send(ControlFrame(.done))
            first.begin()
        } catch {
            fail(error)
            first.sendLast(.failure(error))
            return
        }
        // What starting took is not needed any more.
        ProcessMemory.trim()
        loop.run()
    }

    /// Takes the container's lock. A command that looks after it has it for moments only; `nil` when another supervisor
    /// keeps the container already.
    private func takeLock() throws -> FileLock? {
        while true {
            if let lock = try folder.tryLock() { return lock }
            let status = try folder.read()
            if status.claimsLife,
                let probe = try? LocalSocket.connect(in: folder.path, name: ContainerFolder.controlName)
            {
                probe.closeNow()
                return nil
            }
            usleep(1000)
        }
    }

    private func listen() throws {
        let socket = try LocalSocket.listen(in: folder.path, name: ContainerFolder.controlName)
        listener = socket
        _ = loop.add(socket.number) { [unowned self] _ in
            guard let connection = try? LocalSocket.accept(socket.number),
                let client = try? ControlClient(connection, of: self)
            else { return }
            clients.append(client)
            client.begin()
        }
    }

    // MARK: - Starting

    /// Starts the container's first process.
    ///
    /// - Throws: ``EngineError``.
    func start(attaching: (AttachRequest, ControlClient)? = nil) throws {
        settings = try folder.settings()
        if log == nil, let bounds = try LogBounds(driver: settings.host.logDriver, options: settings.host.logOptions) {
            mkdir(folder.logs, 0o700)
            log = LogWriter(folder: folder.logs, bounds: bounds)
        }
        var launch = ContainerLaunch(folder: folder, settings: settings, runtime: runtime, holder: holder)
        launch.terminalSize = attaching?.0.terminalSize
        // The network may take longest: it is made while the files are prepared.
        let joining = network == nil ? JoiningNetwork(settings, store: folder.store, hooks: hooks) : nil
        do {
            if !isMounted {
                try launch.mount()
                isMounted = true
            }
            if let joining { network = try joining.result() }
        } catch {
            // What came of it is to be given back.
            if let joining, network == nil { network = try? joining.result() }
            throw error
        }
        let streams = ContainerStreams(self, settings.configuration)
        self.streams = streams
        if let (request, client) = attaching {
            event("attach")
            client.attach(request)
        }
        if group == nil {
            var warnings: [String] = []
            group =
                runtime.kind == .crun
                ? ContainerGroup(
                    named: folder.groupName, settings.host.resources, isPrivileged: settings.host.isPrivileged,
                    warnings: &warnings) : nil
        }
        status.error = ""
        status.wasKilledForMemory = false
        let kills = group?.memoryKills ?? 0
        let running = try launch.start(network: network, group: group, streams: streams)
        self.running = running
        running.memoryKillsBefore = kills
        startedAt = Clock.monotonic
        status.phase = .running
        status.process = running.process?.pid ?? 0
        status.exitCode = 0
        status.started = Clock.real
        status.finished = 0
        status.supervisor = getpid()
        status.holder = holder.pid
        status.ports = network?.published ?? []
        health = HealthMonitor(self)
        status.health = health == nil ? nil : ContainerHealth(.starting)
        writeStatus()
        event("start")
        streams.begin()
        health?.begin()
        limits = LimitWatch(self)
        // It may have ended already.
        if let end = earlyEnds.removeValue(forKey: running.processInHolder) { ended(end) }
    }

    /// Writes down that the container could not be started.
    private func fail(_ error: any Error) {
        let known = error as? EngineError
        switch known?.kind {
        case .commandNotFound: status.exitCode = 127
        case .commandNotExecutable: status.exitCode = 126
        default: status.exitCode = 128
        }
        status.error = known?.message ?? "\(error)"
        status.phase = status.started == 0 ? .created : .exited
        status.process = 0
        streams?.close()
        finish(removes: settings.host.removesItself)
    }

    // MARK: - The end

    private func hearHolder() {
        while true {
            switch holder.nextEnd() {
            case .nothing: return
            case .closed:
                // Somebody killed the holder, and with it everything. There is no container without one.
                loop.stop()
                if running != nil { ended(.signalled(SIGKILL), forGood: true) } else { leave() }
                return
            case .ended(let pid, let termination):
                if running?.processInHolder == pid {
                    ended(termination)
                } else if running == nil {
                    earlyEnds[pid] = termination
                }
            }
        }
    }

    /// The container's first process has ended, and the kernel with it has ended all others.
    private func ended(_ termination: Termination, forGood: Bool = false) {
        guard let running else { return }
        self.running = nil
        earlyEnds = [:]
        streams?.drain()
        var code = termination.status
        if code != 0, let fault = running.lateFault(code == 1 ? streams?.runtimesWords : nil) {
            code = RuntimeFault.lateStatus
            streams?.say(([fault.message] + [fault.help].compactMap { $0 }).map { $0 + "\n" }.joined())
        } else {
            streams?.releaseHeld()
        }
        streams?.close()
        limits?.end()
        status.wasKilledForMemory =
            (group?.memoryKills ?? 0) > running.memoryKillsBefore || limits?.exceeded == .memory
        limits = nil
        health?.end()
        health = nil
        if status.health?.status == .starting { status.health?.status = .unhealthy }
        running.clear()
        let ran = Clock.monotonic - startedAt
        status.exitCode = code
        status.process = 0
        status.finished = Clock.real
        if status.wasKilledForMemory { event("oom") }
        event("die", ["exitCode": String(code)])
        let stop = stopping
        stopping = nil
        let killers = pendingKills
        pendingKills = []
        defer { for client in killers { client.send(ControlFrame(.done)) } }
        loop.cancel(stop?.killTimer)
        if stop != nil { event("stop") }
        if !forGood, stop?.startsAgain == true {
            endAttachments(code)
            status.phase = .exited
            writeStatus()
            startAgain(for: stop?.waiting ?? [])
            return
        }
        if !forGood, stop == nil, restarts(code) {
            scheduleRestart(after: ran)
            writeStatus()
            endAttachments(code)
            return
        }
        status.phase = .exited
        // First the state, so that whoever hears of the end finds it.
        finish(removes: settings.host.removesItself)
        for client in stop?.waiting ?? [] { client.send(ControlFrame(.done)) }
        endAttachments(code)
        leave()
    }

    /// Whether the restart policy starts it again.
    private func restarts(_ code: Int32) -> Bool {
        // The policy may have been changed by `update`.
        let policy = settings.host.restartPolicy
        if status.wasStopped { return false }
        switch policy.kind {
        case .no: return false
        case .always, .unlessStopped: return true
        case .onFailure: return code != 0 && (policy.maximumRetries == 0 || status.restartCount < policy.maximumRetries)
        }
    }

    /// Docker's back-off: 100 ms, doubled each time up to a minute; from the start again after ten good seconds.
    private func scheduleRestart(after ran: Int64) {
        backOff = backOff == 0 || ran >= 10_000_000_000 ? 100_000_000 : min(backOff * 2, 60_000_000_000)
        status.phase = .restarting
        status.restartCount += 1
        restartTimer = loop.after(backOff) { [unowned self] in
            restartTimer = nil
            startAgain(for: [])
        }
    }

    /// Takes back a planned restart. Returns whether there was one.
    func cancelRestart() -> Bool {
        guard let timer = restartTimer else { return false }
        loop.cancel(timer)
        restartTimer = nil
        status.phase = .exited
        finish(removes: settings.host.removesItself)
        leave()
        return true
    }

    private func startAgain(for waiting: [ControlClient]) {
        do {
            try start()
            for client in waiting {
                event("restart")
                client.send(ControlFrame(.done))
            }
        } catch {
            fail(error)
            for client in waiting { client.send(.failure(error)) }
            leave()
        }
    }

    /// Tells everybody who is attached or waits that the container has ended.
    private func endAttachments(_ code: Int32) {
        for client in clients { client.containerEnded(code) }
    }

    /// Writes the last state and gives everything back. Afterwards the container is nobody's.
    private func finish(removes: Bool) {
        status.supervisor = 0
        status.holder = 0
        status.ports = []
        // First of all: who asks must not be told that it runs.
        writeStatus()
        if let listener { listener.closeNow() }
        unlink(folder.path + "/" + ContainerFolder.controlName)
        network?.leaveNow()
        network = nil
        group?.hide(in: folder.groups)
        group?.remove()
        group = nil
        log = nil
        try? removeTree(folder.runtimeState)
        if isMounted { try? Mount.unmount(folder.root) }
        isMounted = false
        if removes {
            do {
                try hooks.remove(folder, settings)
            } catch {
                // Whoever comes next finds a container that has ended and removes itself.
                status.error = "The container could not be removed: \(error)"
                writeStatus()
            }
        }
        // Released by itself, not with the last reference: somebody may wait for it to start the container again.
        try? lock?.unlock()
        lock = nil
    }

    /// Ends this process as soon as everybody who is still connected has got what was written for them.
    func leave() {
        isLeaving = true
        leaveIfDone()
    }

    func leaveIfDone() {
        clients.removeAll { $0.isOver }
        guard isLeaving else { return }
        for client in clients { client.closeWhenSent() }
        clients.removeAll { $0.isOver }
        if clients.isEmpty { loop.stop() }
    }

    // MARK: - Writing down

    func writeStatus() {
        // On a full disk the state is kept here, and whoever finds this process dead writes its own.
        try? folder.write(status)
    }

    /// Tells that something happened to the container.
    func event(_ action: String, _ details: [String: String] = [:]) {
        hooks.event(settings.event(action, details), folder.store)
    }

    /// Joins a command to the container's namespaces.
    var place: RuntimePlace { RuntimePlace(holder: holder) }
}

/// Connects the container with its networks while something else goes on.
private final class JoiningNetwork: Sendable {
    private let pipe: (read: OwnedDescriptor, write: OwnedDescriptor)?
    private let outcome = Locked<Result<JoinedNetworks, any Error>?>(nil)

    init(_ settings: StoredContainer, store: String, hooks: SupervisorHooks) {
        pipe = try? Descriptor.pipe()
        // A thread of its own: the pool for tasks takes longer to come up than most networks.
        Thread.start {
            let result = Result { try hooks.join(settings, store) }
            self.outcome.withLock { $0 = result }
            self.pipe?.write.closeNow()
        }
    }

    /// Waits for it.
    func result() throws -> JoinedNetworks {
        guard let pipe else { throw SystemError("pipe2", errno: EMFILE) }
        var byte: UInt8 = 0
        while read(pipe.read.number, &byte, 1) < 0 && errno == EINTR {}
        guard let outcome = outcome.withLock({ $0 }) else { throw CancellationError() }
        return try outcome.get()
    }
}
