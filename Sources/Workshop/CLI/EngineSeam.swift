import Engine
import EngineInterface

/// The only place that makes the engine and looks into its store.
enum EngineSeam {
    /// The engine over this user's store. Call it in the engine's namespaces.
    static func makeEngine() throws -> any ContainerEngine { try store() }

    /// What `workshop images` works on.
    static func store() throws -> LocalEngine { try LocalEngine(store: StoreLocation.standard()) }
}
