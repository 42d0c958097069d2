import Containers
import EngineInterface
import Glibc
import Images

/// The processes that the engine starts for itself, as the same executable with a private first argument.
public enum EngineCommands {
    /// Runs one of them when the arguments name one, and returns its exit status; `nil` for everything else.
    ///
    /// To be called first thing in `main`: these processes are to be small, and quickly there.
    public static func run(_ arguments: [String]) -> Int32? {
        switch arguments.first {
        case SupervisorProcess.argument:
            SupervisorProcess.main(Array(arguments.dropFirst()), hooks: hooks)
        case NetworkKeeper.command: NetworkKeeper.main(Array(arguments.dropFirst()))
        default: nil
        }
    }

    private static var hooks: SupervisorHooks {
        SupervisorHooks(
            remove: { folder, _ in
                let store = try ImageStore(root: folder.store)
                defer { store.close() }
                try ContainerRemoval(store: store, eventLog: EventLog(store: folder.store))
                    .removeLocked(folder, volumes: true)
            },
            event: { event, store in EventLog(store: store).append(event) })
    }
}
