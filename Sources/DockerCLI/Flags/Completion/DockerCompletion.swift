/// What a shell may offer for an option's value or a command's argument.
public enum DockerCompletion: Sendable, Equatable {
    /// Nothing, and no file names either.
    case nothing
    /// File names, as the shell does by itself.
    case files
    /// Names of directories.
    case directories
    /// These words.
    case words([String])
    /// These words, each the start of a longer one, so that no space follows: `label=`, `status=`.
    case prefixes([String])
    /// Names of things that exist, which a ``CompletionSource`` lists.
    case objects(DockerObjectKind)
    /// Such names with something before or after each: `container:web`, `data:`.
    case named(before: String = "", DockerObjectKind, after: String = "")
    /// `key=value`: the keys first, and after the `=` what belongs to the key.
    indirect case pairs([String: DockerCompletion])
    /// All of these.
    indirect case either([DockerCompletion])
    /// The names of variables in the environment.
    case environment
    /// Commands, for `docker help`.
    case commands
}

/// What may be completed as a command's arguments, place by place.
public enum DockerArgumentCompletion: Sendable, Equatable {
    /// Nothing.
    case nothing
    /// These for the first places, nothing after them.
    case places([DockerCompletion])
    /// The same for every place, each name offered once.
    case every(DockerCompletion)
    /// One for the first place, another for all that follow.
    case first(DockerCompletion, then: DockerCompletion)
}

/// Things whose names may be completed.
public enum DockerObjectKind: String, Sendable, CaseIterable {
    case containers
    case runningContainers
    case pausedContainers
    /// Neither running nor paused: created, exited or dead.
    case stoppedContainers
    case images
    case volumes
    case networks
    case contexts
    case builders
}

/// Lists the names of things that exist, for completion.
///
/// Completion happens while somebody types: an implementation answers from records, asks no container and never waits.
public protocol CompletionSource: Sendable {
    /// Names that a user would type, newest or most likely first. Where nothing can be known, an empty list.
    func names(of kind: DockerObjectKind) async -> [String]
}
