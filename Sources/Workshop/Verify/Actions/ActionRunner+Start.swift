import Course
import EngineInterface
import OCI

extension ActionRunner {
    func start(_ settings: ContainerSettings) async throws {
        let container = try await create(settings, defaultSeconds: nil)
        try await launch(container, settings)
    }

    /// Creates a container without starting it. It goes with the check, unless it is shared.
    func create(_ settings: ContainerSettings, defaultSeconds: Double?) async throws -> TestContainer {
        let image = scope.image(settings.image)
        let limits = Self.limits(settings.limits, context.exercise.limits, seconds: defaultSeconds)
        var mounts: [ContainerMount] = []
        for mount in settings.mounts { mounts.append(try await resolve(mount)) }
        let name = context.names.claim(settings.name)
        var request = ContainerRequest(
            image: image?.details.id ?? settings.image, name: name, entrypoint: settings.entrypoint,
            command: settings.command, environment: settings.environment, user: settings.user,
            workingDirectory: settings.workingDirectory, mounts: mounts,
            publishedPorts: settings.publish.map { PublishedPort(container: $0) },
            network: Self.network(settings.network), hosts: scope.listenerAddresses,
            standardInput: settings.standardInput.map { Array($0.utf8) }, limits: limits)
        request.isRootReadOnly = settings.isRootReadOnly
        let handle: any ContainerHandle
        do {
            handle = try await createPreparing(request)
        } catch {
            context.names.release(name)
            throw Self.explain(error, settings, image: image)
        }
        let container = TestContainer(
            name: settings.name, handle: handle, image: image,
            command: Self.command(settings, handle.image.config), isShared: settings.isShared, limits: limits)
        guard scope.add(container) else {
            try? await handle.remove(volumes: true)
            context.names.release(name)
            throw CancellationError()
        }
        return container
    }

    /// An image from the catalogue may have to be fetched first.
    private func createPreparing(_ request: ContainerRequest) async throws -> any ContainerHandle {
        do {
            return try await session.createContainer(request)
        } catch let error as EngineError where error.kind == .noSuchImage && !request.image.hasPrefix("sha256:") {
            try await prepare(request.image)
            return try await session.createContainer(request)
        }
    }

    func prepare(_ image: String) async throws {
        clock.pause()
        defer { clock.resume() }
        let name = check.id
        let events = context.events
        try await context.engine.prepareImages([image]) { events(.build(check: name, $0)) }
    }

    func launch(_ container: TestContainer, _ settings: ContainerSettings) async throws {
        do {
            try await container.handle.start()
        } catch {
            throw Self.explain(error, settings, image: container.image)
        }
    }

    private func resolve(_ mount: MountSetting) async throws -> ContainerMount {
        switch mount.source {
        case .tmpfs:
            return ContainerMount(source: .tmpfs, target: mount.target, isReadOnly: mount.isReadOnly)
        case .volume(let name):
            guard let volume = scope.volume(name) else {
                throw CheckFault("The check mounts a volume \(name), but nobody created it.")
            }
            return ContainerMount(source: .volume(volume), target: mount.target, isReadOnly: mount.isReadOnly)
        case .bind(let path):
            guard let source = FilePaths.realPath(path, below: context.directory) else {
                throw Failure(
                    "\(path) is to be mounted, but it is not in your folder, or a symbolic link leads out of the folder.",
                    expected: "\(path) in your folder", seen: "nothing")
            }
            let copy = context.folder.newPath()
            do {
                try await FileTree.copy(source, to: copy)
            } catch let error as FileTree.CopyError {
                throw CheckFault(error.description)
            }
            return ContainerMount(source: .bind(copy), target: mount.target, isReadOnly: mount.isReadOnly)
        }
    }

    private static func network(_ network: ContainerSettings.Network) -> NetworkMode {
        switch network {
        case .session: .session
        case .none: .none
        case .outbound: .outbound
        }
    }

    /// The action's own limits, else the exercise's, else the engine's.
    static func limits(_ own: Limits, _ exercise: Limits, seconds: Double?) -> ResourceLimits {
        let base = ResourceLimits.container
        return ResourceLimits(
            seconds: own.seconds ?? seconds ?? exercise.seconds ?? base.seconds,
            memoryBytes: own.memoryBytes ?? exercise.memoryBytes ?? base.memoryBytes,
            processes: own.processes ?? exercise.processes ?? base.processes,
            diskBytes: own.diskBytes ?? exercise.diskBytes ?? base.diskBytes,
            outputBytes: own.outputBytes ?? exercise.outputBytes ?? base.outputBytes)
    }

    /// What a container runs: the image's command, or what the check gives it instead.
    static func command(_ settings: ContainerSettings, _ config: ImageConfig) -> Evidence? {
        let isReplaced = settings.entrypoint != nil || settings.command != nil
        let words =
            settings.entrypoint.map { $0 + (settings.command ?? []) }
            ?? (config.entrypoint ?? []) + (settings.command ?? config.cmd ?? [])
        guard !words.isEmpty else { return nil }
        return Evidence(label: isReplaced ? "the command" : "the image's command", text: Wording.command(words))
    }

    /// An error of the engine as a failure that names the line that it comes from, when the learner's image is at fault.
    static func explain(_ error: any Error, _ settings: ContainerSettings, image: BuiltImage?) -> any Error {
        guard let error = error as? EngineError, Verdicts.isLearners(error.kind) else { return error }
        var failure = Failure(error.message, hint: error.help)
        guard let image else { return failure }
        let config = image.details.config
        switch error.kind {
        case .commandNotFound, .commandNotExecutable, .noCommand:
            let replaced = settings.entrypoint != nil || settings.command != nil
            failure.location = replaced ? nil : image.commandLine
            failure = failure.adding(command(settings, config))
        case .invalidUser:
            failure.location = settings.user == nil ? image.line(of: ["USER"]) : nil
            if let user = settings.user ?? config.user {
                failure.evidence.append(Evidence(label: "the user", text: user))
            }
        case .mount:
            failure.location = image.line(of: ["VOLUME", "WORKDIR", "COPY"])
        case .invalidArgument:
            failure.location = image.line(of: ["WORKDIR", "ENV", "USER"])
        default:
            break
        }
        return failure
    }
}
