import ArgumentParser
import Course
import Engine
import Learning
import Linux
import Progress
import Screen

/// `workshop watch`
struct WatchCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Verify your work again each time you save a file.",
        discussion: """
            On a terminal the checks stay on the screen, with keys for hints and more; elsewhere each run is a line.

            Examples:
              workshop watch
              workshop watch ping-app
            """)

    @Argument(help: "The exercise; see workshop list.", completion: exerciseCompletion)
    var id: String?

    @Option(
        name: .customLong("dir"), help: "The folder with your files (default: the current one).", completion: .directory
    )
    var directory: String?

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let learner = try Learner(options)
        var assignment = try Assignment(id: id, directory: directory, command: "watch") { id in
            learner.progress()[exercise: id].folder
        }
        let engine = try EngineSeam.store()
        while true {
            let exercise = try learner.course.exercise(assignment.exercise)
            let lock = try WatchLock.take(exercise.id, learner)
            defer { withExtendedLifetime(lock) {} }
            let runner = WatchRunner(
                exercise: exercise.id, directory: assignment.directory, learner: learner, engine: engine)
            let changes = try FolderChanges(assignment.directory)
            let loop = WatchLoop(
                exercise: exercise, directory: assignment.directory, learner: learner, runner: runner, changes: changes)
            do {
                guard let next = try await loop.run() else { return }
                assignment = next
            } catch is ScreenUnavailable {
                return try await PlainWatchLoop(exercise: exercise, runner: runner, changes: changes).run()
            }
        }
    }
}

/// Keeps two watches from verifying the same exercise at once.
enum WatchLock {
    /// - Throws: ``UsageError`` when another watch has it. Where no lock can be had, nothing is kept from anybody.
    static func take(_ id: String, _ learner: Learner) throws -> FileLock? {
        try? Paths.makeFolders(learner.store.folder)
        guard let lock = try? FileLock.open("\(learner.store.folder)/\(learner.store.course.id).watch-\(id).lock")
        else {
            return nil
        }
        guard (try? lock.tryExclusive()) != false else {
            throw UsageError("Another workshop watch is at \(id) already. End that one with q, or go on with it.")
        }
        return lock
    }
}
