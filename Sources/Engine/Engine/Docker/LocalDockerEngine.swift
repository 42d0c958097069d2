import Containers
import EngineInterface
import Images
import Linux

/// The engine of this machine as the docker-compatible command line sees it: containers that no command owns.
///
/// It is made in the engine's namespaces, like the ``LocalEngine`` that it stands on.
public struct LocalDockerEngine: Sendable {
    let engine: LocalEngine
    var store: ImageStore { engine.store }
    let eventLog: EventLog
    let earlySupervisor: EarlySupervisor
    var housekeeping: Housekeeping { Housekeeping(store: store, eventLog: eventLog) }
    var networkService: NetworkService { NetworkService(store: store) }

    /// An engine over the same store.
    ///
    /// - Parameter supervisor: the one that the first container to be started gets.
    public init(_ engine: LocalEngine, supervisor: EarlySupervisor = EarlySupervisor()) {
        self.engine = engine
        earlySupervisor = supervisor
        eventLog = EventLog(store: engine.store.root)
    }

    /// Enters something that happened now into the log of events.
    func note(
        _ subject: EngineEvent.Subject, _ action: String, _ id: String, _ attributes: [String: String] = [:]
    ) {
        eventLog.append(
            EngineEvent(time: Clock.real, subject: subject, action: action, id: id, attributes: attributes))
    }
}
