import Containers
import Linux

/// A supervisor's process that was started before it is known which container it keeps, so that its own start goes on
/// beside the work of making that container.
public final class EarlySupervisor: Sendable {
    private let prepared = Locked<PreparedSupervisor?>(nil)

    public init() {}

    /// Starts the process. A failure shows when a container is started.
    public func begin() {
        guard let made = try? PreparedSupervisor() else { return }
        prepared.withLock { $0 = made }
    }

    /// Hands it over, once.
    func take() -> PreparedSupervisor? {
        prepared.withLock { prepared in
            defer { prepared = nil }
            return prepared
        }
    }
}
