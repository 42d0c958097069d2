import DockerFormat
import EngineInterface

/// `docker inspect`: of whatever has the name, containers first.
enum InspectAnyAction: DockerCommandAction {
    /// In the order in which a name is looked up.
    private enum Kind: String, CaseIterable {
        case container, image, network, volume
    }

    /// What Docker knows; those that belong to clusters and plugins do not exist here.
    private static let types = [
        "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume",
    ]

    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let type = flags.string("type")
        let list = types.map { "\"\($0)\"" }.joined(separator: ", ")
        if flags.isSet("type"), type.isEmpty { throw CommandFailure("type is empty: must be one of \(list)") }
        guard type.isEmpty || types.contains(type) else {
            throw CommandFailure("unknown type: \"\(type)\": must be one of \(list)")
        }
        let inspection = try Inspection(format: flags.string("format"))
        let lookup = InspectLookup(engine: try context.engine)
        let wantsSizes = flags.bool("size")
        let kinds = type.isEmpty ? Kind.allCases : Kind(rawValue: type).map { [$0] } ?? []
        return try await inspection.run(context) { reference in
            for kind in kinds {
                do {
                    let value = try await find(reference, kind, lookup, withSizes: wantsSizes)
                    if wantsSizes, kind != .container {
                        context.error.line("WARNING: --size ignored for \(kind.rawValue)")
                    }
                    return value
                } catch let error as EngineError where type.isEmpty && error.isAbsence {
                    continue
                }
            }
            throw CommandFailure(
                "Error: No such object: \(reference)",
                help: "List what is there with: docker ps -a, docker images, docker volume ls, docker network ls")
        }
    }

    private static func find(
        _ reference: String, _ kind: Kind, _ lookup: InspectLookup, withSizes: Bool
    ) async throws -> OrderedJSON {
        switch kind {
        case .container: try await lookup.container(reference, withSizes: withSizes)
        case .image: try await lookup.image(reference)
        case .network: try await lookup.network(reference)
        case .volume: try await lookup.volume(reference)
        }
    }
}

extension EngineError {
    /// Whether the thing is not there, or cannot be because no such thing has such a name.
    fileprivate var isAbsence: Bool {
        switch kind {
        case .noSuchImage, .noSuchContainer, .noSuchVolume, .noSuchNetwork, .invalidArgument: true
        default: false
        }
    }
}

/// `docker container inspect`
enum ContainerInspectAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let lookup = InspectLookup(engine: try context.engine)
        let withSizes = context.flags.bool("size")
        return try await Inspection(format: context.flags.string("format")).run(context) {
            try await lookup.container($0, withSizes: withSizes)
        }
    }
}

/// `docker image inspect`
enum ImageInspectAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        try await PlatformOption.check(context)
        let lookup = InspectLookup(engine: try context.engine)
        return try await Inspection(format: context.flags.string("format")).run(context) {
            try await lookup.image($0)
        }
    }
}

/// `docker volume inspect`
enum VolumeInspectAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let lookup = InspectLookup(engine: try context.engine)
        return try await Inspection(format: context.flags.string("format"), only: "volume.Volume").run(context) {
            try await lookup.volume($0)
        }
    }
}

/// `docker network inspect`
enum NetworkInspectAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let lookup = InspectLookup(engine: try context.engine)
        return try await Inspection(format: context.flags.string("format")).run(context) {
            try await lookup.network($0)
        }
    }
}
