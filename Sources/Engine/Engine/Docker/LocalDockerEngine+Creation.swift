import Containers
import EngineInterface
import Images
import Linux
import OCI

extension LocalDockerEngine {
    public func createContainer(
        name: String?, _ configuration: ContainerConfiguration, host: HostConfiguration,
        events: @escaping BuildEventHandler
    ) async throws -> (id: String, warnings: [String]) {
        if let name { try ContainerNames.check(name) }
        if host.userNamespace.hasPrefix("keep-id") {
            throw EngineError(
                .invalidArgument, "the user namespace mode \(host.userNamespace) is not there yet",
                help: "What a container's root writes into a mounted folder belongs to you on the host already: run it "
                    + "with --user 0, or keep the data in a volume.")
        }
        if host.pidMode == "host" {
            throw EngineError(
                .invalidArgument, "the PID mode host is not there yet",
                help: "Processes of another container are seen with --pid container:NAME; the host's with ps.")
        }
        let image = try await self.image(configuration.image, events: events)
        var effective = try configuration.merged(with: image.config)
        if let signal = effective.stopSignal, SignalName.number(signal) == nil {
            throw EngineError(.invalidArgument, "invalid signal: \(signal)")
        }
        let id = RandomName.hex(words: 4)
        if effective.hostname == nil { effective.hostname = host.networkMode == "host" ? nil : String(id.prefix(12)) }
        let host = try resolved(host)
        for attempt in 0... {
            var plan = MountPlan(store: store)
            do {
                try plan.add(host, volumes: effective.volumes) { try settings($0) }
                let container = StoredContainer(
                    id: id, name: name ?? "", created: Clock.real, imageID: image.id,
                    snapshots: try store.chain(to: image.snapshot).reversed().map(\.id), configuration: effective,
                    host: host, mounts: plan.mounts)
                let made = try await enter(container, isNamed: name != nil, uncopied: plan.uncopied)
                note(.container, "create", id, made.eventAttributes())
                return (id, ContainerWarnings.about(made))
            } catch {
                // Nobody else can have begun to use what was made a moment ago without a name.
                for volume in plan.madeVolumes { try? store.removeVolume(volume) }
                // Somebody has pruned a volume before this container was entered as its user: it is made again.
                guard (error as? EngineError)?.kind == .noSuchVolume, attempt < 10 else { throw error }
            }
        }
        throw EngineError(.failure, "The container's volumes vanish again and again.", help: "Try again.")
    }

    /// The settings as they take effect: with the identifiers of the containers whose namespaces are to be shared,
    /// whatever they are called later.
    private func resolved(_ host: HostConfiguration) throws -> HostConfiguration {
        var host = host
        // As much swap as memory, which is what Docker makes of a limit on memory alone.
        if host.resources.memoryBytes > 0, host.resources.memorySwapBytes == 0 {
            host.resources.memorySwapBytes = host.resources.memoryBytes * 2
        }
        for field in [\HostConfiguration.networkMode, \.ipcMode, \.pidMode] {
            guard host[keyPath: field].hasPrefix("container:") else { continue }
            let reference = String(host[keyPath: field].dropFirst("container:".count))
            host[keyPath: field] = "container:" + (try folder(of: reference).id)
        }
        return host
    }

    /// The image, from the store or assembled by the catalogue.
    private func image(_ reference: String, events: @escaping BuildEventHandler) async throws -> ImageRecord {
        if let record = try store.image(reference) { return record }
        do {
            _ = try await engine.baseImage(reference, events: events)
        } catch let error as EngineError where error.kind == .noSuchImage {
            throw EngineError(
                .noSuchImage, Self.noSuchImage(reference).message,
                help: "Images cannot be pulled yet. See which there are with: docker images")
        }
        guard let record = try store.image(reference) else {
            throw Self.noSuchImage(reference)
        }
        return record
    }

    /// Makes the folder and enters the container into the database; a name is found for one without.
    private func enter(
        _ container: StoredContainer, isNamed: Bool, uncopied: Set<String>
    ) async throws -> StoredContainer {
        var container = container
        let folder = ContainerFolder(store: store.root, id: container.id)
        let host = container.host
        for attempt in 0... {
            if !isNamed { container.name = ContainerNames.random(attempt: attempt) }
            if !folder.exists { try folder.create(container) }
            // While the lock is held, nobody takes the folder for one that a dead process left.
            guard let lock = try folder.tryLock() else { continue }
            defer { withExtendedLifetime(lock) {} }
            do {
                if attempt == 0 { try VolumeContents(store: store).fill(container, uncopied: uncopied) }
                return try store.addContainer(container) { container, networks in
                    container.endpoints = try NetworkService.endpoints(for: host, networks)
                    try folder.save(container)
                }
            } catch let error as EngineError where error.kind == .nameInUse && !isNamed && attempt < 100 {
                continue
            } catch {
                try? folder.remove()
                throw error
            }
        }
        throw EngineError(.failure, "No name was found for the container.", help: "Name it with --name.")
    }

    /// The settings of a container by its name or identifier.
    func settings(_ reference: String) throws -> StoredContainer { try folder(of: reference).settings() }

    /// The folder of a container by its name or identifier.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchContainer`.
    func folder(of reference: String) throws -> ContainerFolder {
        guard let id = try store.containerID(reference) else {
            throw EngineError(
                .noSuchContainer, "No such container: \(reference)",
                help: "See which there are with: docker ps -a")
        }
        return ContainerFolder(store: store.root, id: id)
    }
}
