import EngineInterface
import Linux
import OCI

/// `docker image pull`: of what is here already, and of what the offline catalogue can make.
enum ImagePullAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        try await PlatformOption.check(context)
        let flags = context.flags
        let name = context.arguments[0]
        let reference: Reference
        do throws(ReferenceError) {
            reference = try Reference(name)
        } catch {
            throw CommandFailure(error.dockerWords, help: "\(error)")
        }
        guard !flags.bool("all-tags") else {
            throw CommandFailure(
                "docker: --all-tags needs a registry to ask for the tags",
                help: "Name the image with its tag: docker pull \(name):TAG")
        }
        let isQuiet = flags.bool("quiet")
        if !isQuiet, reference.isTaggedByDefault(in: name) { context.output.line("Using default tag: latest") }
        let engine = try context.engine
        let isNew: Bool
        do {
            _ = try await engine.storedImage(name)
            isNew = false
        } catch let error as EngineError where error.kind == .noSuchImage {
            try await prepare(name, context, isQuiet: isQuiet)
            isNew = true
        }
        if !isQuiet {
            context.output.line(
                isNew
                    ? "Status: Downloaded newer image for \(reference.familiar)"
                    : "Status: Image is up to date for \(reference.familiar)")
        }
        context.output.line(reference.canonical)
        return 0
    }

    /// Makes an image that the catalogue knows, as creating a container of it would.
    private static func prepare(_ name: String, _ context: CommandContext, isQuiet: Bool) async throws {
        var configuration = ContainerConfiguration(image: name)
        configuration.command = ["true"]
        let output = context.output
        let last = Locked("")
        do {
            let (id, _) = try await context.engine.createContainer(
                name: nil, configuration, host: HostConfiguration()
            ) { event in
                guard !isQuiet, case .preparing(_, let message, _) = event else { return }
                if last.withLock({ known in
                    defer { known = message }
                    return known != message
                }) {
                    output.line(message)
                }
            }
            try await context.engine.removeContainer(id, force: true, volumes: true, link: false)
        } catch let error as EngineError where error.kind == .noSuchImage {
            throw CommandFailure(
                "docker: \(name) is neither here nor in the offline catalogue, and there is no way to a registry yet",
                help: "Build it (docker build), or bring it in a file (docker load -i FILE).")
        }
    }
}

/// `docker image push`
enum ImagePushAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let name = context.arguments[0]
        let reference: Reference
        do throws(ReferenceError) {
            reference = try Reference(name)
        } catch {
            throw CommandFailure(error.dockerWords, help: "\(error)")
        }
        if !context.flags.bool("quiet") {
            if reference.isTaggedByDefault(in: name) { context.output.line("Using default tag: latest") }
            context.output.line("The push refers to repository [\(reference.domain)/\(reference.repository)]")
        }
        _ = try await context.engine.storedImage(name)
        throw CommandFailure(
            "docker: \(name) cannot be pushed: there is no way to a registry yet",
            help: "Take it along in a file: docker save -o image.tar \(name)")
    }
}

extension Reference {
    /// Whether the tag was not written but is the usual one.
    fileprivate func isTaggedByDefault(in text: String) -> Bool {
        tag == Self.defaultTag && !text.hasSuffix(":" + Self.defaultTag)
    }
}
