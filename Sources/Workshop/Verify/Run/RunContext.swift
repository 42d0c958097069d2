import Course
import EngineInterface

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
    let events: VerifyEventHandler
}
