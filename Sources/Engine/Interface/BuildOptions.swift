/// A secret that `RUN --mount=type=secret,id=…` can read. It never becomes part of a layer, a key or a log.
public struct BuildSecret: Sendable {
    public enum Source: Sendable {
        /// A file of the host. An absolute path.
        case file(String)
        /// The value itself, as an environment variable gave it.
        case value([UInt8])
    }
    public var id: String
    public var source: Source

    public init(id: String, source: Source) {
        self.id = id
        self.source = source
    }
}

/// What `RUN --mount=type=ssh,id=…` reaches: an agent's socket, or private keys that the build serves by an agent of
/// its own.
public struct BuildAgent: Sendable {
    /// `default` unless the user says otherwise.
    public var id: String
    /// An agent's socket, or files with private keys. Absolute paths.
    public var paths: [String]

    public init(id: String = "default", paths: [String]) {
        self.id = id
        self.paths = paths
    }
}

/// What a name in `FROM`, `COPY --from` or a mount's `from` stands for instead of a stage or an image
/// (`--build-context NAME=…`).
public enum NamedContext: Sendable {
    /// A folder of the host. An absolute path.
    case folder(String)
    /// An image, by name or identifier.
    case image(String)
}

/// A limit of `setrlimit` for the commands of `RUN` (`--ulimit nofile=1024:2048`).
public struct ResourceLimit: Sendable, Hashable, Codable {
    /// Without `RLIMIT_`, in small letters: `nofile`.
    public var name: String
    public var soft: UInt64
    public var hard: UInt64

    public init(name: String, soft: UInt64, hard: UInt64) {
        self.name = name
        self.soft = soft
        self.hard = hard
    }
}

/// Where a build stops so that somebody can look inside (`build --debug`).
public enum BuildBreakpoint: Sendable, Hashable {
    /// At the first step that fails.
    case failure
    /// Before the step with this number, counted as ``BuildEvent/started(number:stage:text:line:)`` does.
    case step(Int)
}

/// How an image is written to a stream or a folder.
public enum ImageFormat: String, Sendable, CaseIterable {
    /// The files, as a tar archive.
    case tar
    /// An OCI image layout, as a tar archive.
    case oci
    /// What `docker save` writes, and `docker load` reads.
    case docker
}
