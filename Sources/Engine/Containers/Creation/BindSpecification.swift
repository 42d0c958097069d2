import EngineInterface
import Linux

/// What `-v` and `HostConfiguration.binds` take: `[SOURCE:]TARGET[:OPTIONS]`.
public struct BindSpecification: Sendable, Equatable {
    /// A path, a volume's name, or nothing for an anonymous volume.
    public var source: String
    public var target: String
    /// As they were written.
    public var mode: String
    public var isReadOnly = false
    public var skipsCopy = false
    /// Empty for `rprivate`.
    public var propagation = ""

    /// Whether the source is a path of the host.
    public var isPath: Bool { source.hasPrefix("/") }

    /// - Throws: ``EngineError`` of kind `invalidArgument`, in Docker's words.
    public init(_ text: String) throws(EngineError) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(fields.count), fields.allSatisfy({ !$0.isEmpty }) else {
            throw Self.invalid(text)
        }
        switch fields.count {
        case 1: (source, target, mode) = ("", fields[0], "")
        case 2:
            // `/path:ro` is what people write who forget that a source is needed for options.
            (source, target, mode) = (fields[0], fields[1], "")
        default: (source, target, mode) = (fields[0], fields[1], fields[2])
        }
        guard target.hasPrefix("/") else {
            throw EngineError(
                .invalidArgument,
                "invalid volume specification: '\(text)': invalid mount config for type \"volume\": "
                    + "invalid mount path: '\(target)' mount path must be absolute",
                help: "The part after the first colon is a path in the container; it begins with a slash.")
        }
        target = try ContainerPath.normalized(target, specification: text)
        var kinds: Set<String> = []
        for option in mode.split(separator: ",", omittingEmptySubsequences: false) {
            let kind: String
            switch option {
            case "": continue
            case "ro": (kind, isReadOnly) = ("access", true)
            case "rw": kind = "access"
            case "z", "Z": kind = "label"
            case "nocopy": (kind, skipsCopy) = ("copy", true)
            case "private", "rprivate", "shared", "rshared", "slave", "rslave":
                (kind, propagation) = ("propagation", String(option))
            case "consistent", "cached", "delegated", "default": kind = "consistency"
            default: throw Self.badMode(mode)
            }
            guard kinds.insert(kind).inserted else { throw Self.badMode(mode) }
        }
        if !mode.isEmpty, mode.split(separator: ",").isEmpty { throw Self.badMode(mode) }
        if isPath && skipsCopy || !isPath && !propagation.isEmpty { throw Self.badMode(mode) }
    }

    private static func invalid(_ text: String) -> EngineError {
        EngineError(
            .invalidArgument, "invalid volume specification: '\(text)'",
            help: "It is written SOURCE:/TARGET, or SOURCE:/TARGET:ro.")
    }

    private static func badMode(_ mode: String) -> EngineError {
        EngineError(
            .invalidArgument, "invalid mode: \(mode)", help: "What follows the second colon is ro or rw, and the like.")
    }
}

/// Paths in containers.
enum ContainerPath {
    /// An absolute path without `.`, `..`, or slashes at its end.
    static func normalized(_ path: String, specification: String) throws(EngineError) -> String {
        let parts = CleanPath.parts(path)
        guard !parts.isEmpty else {
            throw EngineError(
                .invalidArgument,
                "invalid volume specification: '\(specification)': invalid specification: destination can't be '/'",
                help: "Name a folder below it.")
        }
        return "/" + parts.joined(separator: "/")
    }
}
