import Course
import EngineInterface
import Synchronization

/// What all checks of one run share.
struct RunContext: Sendable {
    let exercise: Exercise
    /// The learner's folder. It is read only.
    let directory: String
    let engine: any ContainerEngine
    let session: any EngineSession
    let options: VerifyOptions
    let folder: WorkingFolder
    let loops: EventLoops
    let names = NameRegistry()
    let leftovers = Leftovers()
    let events: VerifyEventHandler
}

/// What could not be removed, as sentences.
final class Leftovers: Sendable {
    private let sentences = Mutex<[String]>([])

    func add(_ sentence: String) { sentences.withLock { $0.append(sentence) } }

    var all: [String] { sentences.withLock { $0 } }
}
