import DockerFlags
import EngineInterface

/// What the executable gives to the docker-compatible command line: everything that it cannot do by itself.
public struct DockerHost: Sendable {
    /// The version of this program, such as `0.5.0`.
    public var version: String
    /// Makes this process the engine's: enters its namespaces. Called before any task runs, while there is one thread,
    /// and only for commands that need the engine.
    public var enterNamespaces: @Sendable () throws -> Void
    /// Opens the engine, once at most.
    public var openEngine: @Sendable () async throws -> any DockerEngine
    /// Runs `build` with the words that follow it, to its end; returns the exit status. The words are docker build's.
    public var build: @Sendable (_ words: [String]) -> Int32
    /// Finds things in stores that this user does not work with, if that can be done.
    public var otherStores: (any OtherStores)?
    /// Lists names for completion without the engine's namespaces; `nil` asks this program's own lists.
    public var completion: (any CompletionSource)?

    /// Joins what the executable gives.
    public init(
        version: String, enterNamespaces: @escaping @Sendable () throws -> Void,
        openEngine: @escaping @Sendable () async throws -> any DockerEngine,
        build: @escaping @Sendable (_ words: [String]) -> Int32, otherStores: (any OtherStores)? = nil,
        completion: (any CompletionSource)? = nil
    ) {
        self.version = version
        self.enterNamespaces = enterNamespaces
        self.openEngine = openEngine
        self.build = build
        self.otherStores = otherStores
        self.completion = completion
    }
}

/// Looks into stores that belong to somebody else: what `sudo docker …` does not find may be in the calling user's own.
public protocol OtherStores: Sendable {
    /// The name of the user whose store has it, such as `ada` for a container that `sudo docker logs web` asked for.
    /// Asked only after the thing was not found. Never throws: where nothing can be known, `nil`.
    func owner(of kind: EngineError.Kind, named reference: String) async -> String?
}
