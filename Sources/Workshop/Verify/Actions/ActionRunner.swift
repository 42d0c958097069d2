import Course
import EngineInterface

/// Carries out the actions of a check. Each action has a file of its own.
struct ActionRunner: Sendable {
    let check: Check
    let scope: CheckScope
    let context: RunContext
    let clock: CheckClock

    var session: any EngineSession { context.session }

    /// Carries out all actions in order; the first that does not hold ends the check.
    ///
    /// - Throws: ``Failure`` when the learner's work is not as it should be, ``CheckFault`` when the check is wrong,
    ///   `EngineError` and `BuildFailure` as the engine throws them.
    func runAll() async throws {
        for action in check.actions {
            try Task.checkCancellation()
            try await run(action.action)
        }
    }

    private func run(_ action: Action) async throws {
        switch action {
        case .build(let build):
            clock.enter("building the image", blamesLearner: true)
            try await run(build)
        case .dockerfile(let dockerfile):
            clock.enter("reading the Dockerfile", blamesLearner: false)
            try run(dockerfile)
        case .image(let image):
            clock.enter("looking at the image", blamesLearner: false)
            try await run(image)
        case .volume(let volume):
            clock.enter("looking at a volume", blamesLearner: false)
            try await run(volume)
        case .run(let run):
            clock.enter("waiting for the container \(run.container.name) to end", blamesLearner: true)
            try await self.run(run)
        case .start(let settings):
            clock.enter("starting the container \(settings.name)", blamesLearner: false)
            try await start(settings)
        case .logs(let logs):
            clock.enter("waiting for output of the container \(logs.container)", blamesLearner: true)
            try await run(logs)
        case .exec(let exec):
            clock.enter("running a command in the container \(exec.container)", blamesLearner: true)
            try await run(exec)
        case .process(let process):
            clock.enter("looking at the processes of the container \(process.container)", blamesLearner: true)
            try await run(process)
        case .http(let http):
            clock.enter("waiting for an answer of the container \(http.container)", blamesLearner: true)
            try await run(http)
        case .listen(let listen):
            clock.enter("opening the listener \(listen.name)", blamesLearner: false)
            try await run(listen)
        case .received(let received):
            clock.enter("waiting for requests to \(received.listener)", blamesLearner: true)
            try await run(received)
        case .stop(let stop):
            clock.enter("waiting for the container \(stop.container) to stop", blamesLearner: true)
            try await run(stop)
        case .restart(let container):
            clock.enter("restarting the container \(container)", blamesLearner: true)
            try await restart(container)
        case .remove(let container, let volumes):
            clock.enter("removing the container \(container)", blamesLearner: false)
            try await remove(container, volumes: volumes)
        case .gone(let container):
            clock.enter("looking for what is left of the container \(container)", blamesLearner: false)
            try await requireGone(container)
        case .listens(let listens):
            clock.enter("waiting for the container \(listens.container) to listen", blamesLearner: true)
            try await run(listens)
        }
    }
}
