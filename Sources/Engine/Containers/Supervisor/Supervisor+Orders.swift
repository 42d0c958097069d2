import EngineInterface
import Glibc
import Linux
import OCI

extension Supervisor {
    /// Carries out what a client asks for.
    func handle(_ frame: ControlFrame, from client: ControlClient) {
        do {
            switch frame.kind {
            case .attach:
                guard running != nil || status.phase == .restarting else { throw notRunning }
                client.attach(AttachRequest(flags: frame.number ?? 0))
                client.send(ControlFrame(.attached))
                event("attach")
            case .input: streams?.add(input: frame.contents)
            case .closeInput:
                if settings.configuration.closesInputAfterOne { streams?.closeInput() }
            case .resize:
                var reader = ContentsReader(frame.contents)
                let rows = try reader.number()
                streams?.resize(rows: Int(clamping: rows), columns: Int(clamping: try reader.number()))
            case .signal: try kill(Int32(truncatingIfNeeded: frame.number ?? 0))
            case .stop, .restart:
                var reader = ContentsReader(frame.contents)
                let signal = Int32(truncatingIfNeeded: try reader.number())
                let hasSeconds = try reader.number() != 0
                let seconds = Int(clamping: try reader.number())
                stop(
                    signal: signal == 0 ? nil : signal, seconds: hasSeconds ? seconds : nil, for: client,
                    startsAgain: frame.kind == .restart)
            case .kill:
                let number = Int32(truncatingIfNeeded: frame.number ?? 0)
                try kill(number)
                if number == SIGKILL, running != nil {
                    if stopping == nil { pendingKills.append(client) } else { stopping?.waiting.append(client) }
                } else {
                    client.send(ControlFrame(.done))
                }
            case .pause:
                try pause()
                client.send(ControlFrame(.done))
            case .unpause:
                try unpause()
                client.send(ControlFrame(.done))
            case .wait: client.awaitEnd()
            case .update: client.send(.texts(.done, try update(try frame.decode(UpdateOrder.self))))
            case .connect:
                let endpoint = try frame.decode(NetworkEndpoint.self)
                try network?.connectNow(endpoint)
                try networksChanged()
                client.send(ControlFrame(.done))
            case .disconnect:
                if let id = frame.texts.first { try network?.disconnectNow(id) }
                try networksChanged()
                client.send(ControlFrame(.done))
            case .reload:
                let name = settings.name
                settings = try folder.settings()
                if settings.name != name { try network?.rename(to: settings.name) }
                client.send(ControlFrame(.done))
            case .start, .detach, .done, .failed, .attached, .output, .error, .ended, .busy: throw ProtocolFault()
            }
        } catch is ProtocolFault {
            client.end()
        } catch {
            client.send(.failure(error))
        }
    }

    /// What /etc/hosts and /etc/resolv.conf say of the container's networks has changed, and where its ports are.
    private func networksChanged() throws {
        settings = try folder.settings()
        guard running != nil, network?.sharesFilesOf == nil else { return }
        try ContainerTextFiles.write(folder, settings, network)
        status.ports = network?.published ?? []
        writeStatus()
    }

    private var notRunning: EngineError {
        EngineError(.notRunning, "Container \(settings.id) is not running")
    }

    // MARK: - Signals

    /// Sends a signal to the first process.
    func kill(_ number: Int32) throws {
        if running == nil, status.phase == .restarting, number == SIGKILL || number == stopSignal {
            status.wasStopped = true
            _ = cancelRestart()
            return
        }
        guard let running else { throw notRunning }
        event("kill", ["signal": String(number)])
        // Who kills it wants it to stay so; other signals are messages.
        if number == SIGKILL || number == stopSignal { status.wasStopped = true }
        running.process?.signal(number)
        // What is frozen does not notice that it was killed.
        if number == SIGKILL, status.phase == .paused { try unpause() }
    }

    private var stopSignal: Int32 {
        settings.configuration.stopSignal.flatMap(SignalName.number) ?? SIGTERM
    }

    /// Stops the container: a signal, then SIGKILL when its time is over.
    func stop(signal: Int32?, seconds: Int?, for client: ControlClient?, startsAgain: Bool) {
        guard let running else {
            if startsAgain, status.phase == .restarting {
                // It is on its way already.
                client?.send(ControlFrame(.done))
                return
            }
            status.wasStopped = true
            _ = cancelRestart()
            client?.send(ControlFrame(.done))
            return
        }
        var order = stopping ?? Stopping()
        if let client { order.waiting.append(client) }
        // Whoever says last what comes then, decides.
        order.startsAgain = startsAgain
        if !startsAgain { status.wasStopped = true }
        let limit = seconds ?? settings.configuration.stopTimeout ?? 10
        loop.cancel(order.killTimer)
        order.killTimer = nil
        if limit >= 0 {
            order.killTimer = loop.after(Int64(limit) * 1_000_000_000) { [unowned self] in
                guard let running = self.running else { return }
                event("kill", ["signal": String(SIGKILL)])
                running.process?.signal(SIGKILL)
                if status.phase == .paused { try? unpause() }
            }
        }
        stopping = order
        let number = signal ?? stopSignal
        event("kill", ["signal": String(number)])
        running.process?.signal(number)
        if status.phase == .paused { try? unpause() }
    }

    // MARK: - Pausing

    func pause() throws {
        guard let running, let first = running.process else { throw notRunning }
        guard status.phase != .paused else {
            throw EngineError(.inUse, "Container \(settings.id) is already paused")
        }
        if let group, group.canFreeze {
            guard group.freeze(true) else {
                _ = group.freeze(false)
                throw EngineError(.failure, "Cannot pause container \(settings.id): its processes could not be frozen.")
            }
        } else {
            ProcessStopper.stop(below: first.pid)
        }
        status.phase = .paused
        health?.suspend()
        writeStatus()
        event("pause")
    }

    func unpause() throws {
        guard let running, let first = running.process else { throw notRunning }
        guard status.phase == .paused else {
            throw EngineError(.inUse, "Container \(settings.id) is not paused")
        }
        if let group, group.canFreeze {
            guard group.freeze(false) else {
                throw EngineError(.failure, "Cannot unpause container \(settings.id): its processes stay frozen.")
            }
        } else {
            ProcessStopper.proceed(below: first.pid)
        }
        status.phase = .running
        health?.resume()
        writeStatus()
        event("unpause")
    }

    // MARK: - Changing

    /// New limits and another restart policy, here and in the settings file. Returns warnings.
    private func update(_ order: UpdateOrder) throws -> [String] {
        var settings = try folder.settings()
        var warnings: [String] = []
        if let resources = order.resources {
            settings.host.resources = resources
            if let group {
                warnings = group.set(resources)
            } else {
                warnings = LimitWatch.warnings(resources)
            }
        }
        if let policy = order.restartPolicy { settings.host.restartPolicy = policy }
        try folder.save(settings)
        self.settings = settings
        limits?.end()
        limits = running == nil ? nil : LimitWatch(self)
        event("update")
        return warnings
    }
}
