import Containers
import EngineInterface
import Images
import Linux

extension LocalDockerEngine {
    func control(_ folder: ContainerFolder) -> ContainerControl { ContainerControl(folder: folder) }

    func control(_ reference: String) throws -> ContainerControl { control(try folder(of: reference)) }

    public func startContainer(
        _ reference: String, attaching: AttachRequest?
    ) async throws -> (any StreamAttachment)? {
        let control = try control(reference)
        return try await control.start(attaching: attaching, prepared: earlySupervisor.take())
    }

    public func attach(to reference: String, _ request: AttachRequest) async throws -> any StreamAttachment {
        let control = try control(reference)
        note(.container, "attach", control.folder.id, try control.folder.settings().eventAttributes())
        return try await control.attach(request)
    }

    public func stopContainer(_ reference: String, signal: String?, seconds: Int?) async throws {
        try await control(reference).stop(signal: signal, seconds: seconds)
    }

    public func restartContainer(_ reference: String, signal: String?, seconds: Int?) async throws {
        let control = try control(reference)
        try await control.restart(signal: signal, seconds: seconds)
        note(.container, "restart", control.folder.id, try control.folder.settings().eventAttributes())
    }

    public func killContainer(_ reference: String, signal: String) async throws {
        let control = try control(reference)
        do {
            try await control.kill(signal: signal)
        } catch let error as EngineError where error.kind == .notRunning {
            throw EngineError(
                .notRunning,
                "Cannot kill container: \(reference): Container \(control.folder.id) is not running",
                help: "See which are running with: docker ps")
        }
    }

    public func pauseContainer(_ reference: String) async throws { try await control(reference).pause() }

    public func unpauseContainer(_ reference: String) async throws { try await control(reference).unpause() }

    public func waitForContainer(_ reference: String, until condition: WaitCondition) async throws -> Int32 {
        try await control(reference).wait(until: condition)
    }

    public func renameContainer(_ reference: String, to name: String) async throws {
        let control = try control(reference)
        guard !name.isEmpty else {
            throw EngineError(.invalidArgument, "Neither old nor new names may be empty")
        }
        try ContainerNames.check(name)
        var settings = try control.folder.settings()
        guard settings.name != name else {
            throw EngineError(
                .invalidArgument, "Renaming a container with the same name as its current name")
        }
        let old = settings.name
        try store.renameContainer(settings.id, to: name)
        settings.name = name
        try control.folder.save(settings)
        try await control.reloadSettings()
        note(
            .container, "rename", settings.id,
            settings.eventAttributes(["oldName": "/" + old]))
    }

    public func updateContainer(
        _ reference: String, resources: ContainerResources?, restartPolicy: RestartPolicy?
    ) async throws -> [String] {
        let control = try control(reference)
        if restartPolicy != nil, restartPolicy?.kind != .no, try control.folder.settings().host.removesItself {
            throw EngineError(
                .invalidArgument,
                "Restart policy cannot be updated because AutoRemove is enabled for the container")
        }
        let warnings = try await control.update(resources: resources, restartPolicy: restartPolicy)
        note(.container, "update", control.folder.id, try control.folder.settings().eventAttributes())
        return warnings
    }

    public func exec(in reference: String, _ request: ContainerExec) async throws -> (any StreamAttachment)? {
        let control = try control(reference)
        let text = request.command.joined(separator: " ")
        let settings = try control.folder.settings()
        note(.container, "exec_create: " + text, settings.id, settings.eventAttributes())
        let attachment = try await control.exec(request)
        note(.container, "exec_start: " + text, settings.id, settings.eventAttributes())
        return attachment
    }

    public func logs(
        of reference: String, _ request: LogRequest
    ) async throws -> AsyncThrowingStream<LogEntry, any Error> {
        try await control(reference).logs(request)
    }

    public func processes(
        of reference: String, psArguments: [String]
    ) async throws -> (titles: [String], rows: [[String]]) {
        let control = try control(reference)
        let rows = try await control.processes(psArguments: psArguments)
        note(.container, "top", control.folder.id, try control.folder.settings().eventAttributes())
        return rows
    }

    public func usage(of reference: String) async throws -> ContainerUsage? {
        try await control(reference).usage()
    }

    public func removeContainer(
        _ reference: String, force: Bool, volumes: Bool, link: Bool
    ) async throws {
        let control = try control(reference)
        if link {
            throw EngineError(
                .invalidArgument, "cannot remove link \(reference)",
                help: "Links between containers are made on networks here: use docker network disconnect.")
        }
        let folder = control.folder
        let status = try housekeeping.status(of: folder)
        if status.isRunning || status.phase == .restarting {
            guard force else {
                throw EngineError(
                    .inUse,
                    "You cannot remove a \(status.phase.rawValue) container \(folder.id). "
                        + (status.phase == .paused
                            ? "Unpause and then stop the container before attempting removal or force remove"
                            : "Stop the container before attempting removal or force remove"),
                    help: "Stop it first, or remove it at once with: docker rm -f \(reference)")
            }
            do {
                try await control.kill(signal: "KILL")
                _ = try await control.wait(until: .notRunning)
            } catch let error as EngineError where error.kind == .notRunning || error.kind == .noSuchContainer {
                // It has ended meanwhile, or gone by itself.
            }
        }
        do {
            try await ContainerRemoval(store: store, eventLog: eventLog).remove(folder, volumes: volumes)
        } catch let error as EngineError where error.kind == .noSuchContainer {
            // It existed when this began; with --rm its supervisor removes it, too.
        }
    }

    public func pruneContainers(
        _ filter: @Sendable (ContainerSummary) -> Bool
    ) async throws -> (ids: [String], bytes: Int64) {
        var ids: [String] = []
        var bytes: Int64 = 0
        for summary in try await containers(withSizes: true) {
            guard [.created, .exited, .dead].contains(summary.status.phase), filter(summary) else { continue }
            do {
                try await removeContainer(summary.id, force: false, volumes: false, link: false)
            } catch let error as EngineError where error.kind == .inUse || error.kind == .noSuchContainer {
                continue
            }
            ids.append(summary.id)
            bytes += summary.sizes?.own ?? 0
        }
        return (ids, bytes)
    }
}
