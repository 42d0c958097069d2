import ArgumentParser
import Learning
import Screen

/// `workshop next`
struct NextCommand: WaitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Open what comes next: a chapter to read or an exercise to do.",
        discussion: """
            On a terminal, a chapter is opened in the reader; an exercise is begun, if it is not yet, and watched. \
            Without a terminal the next step is only named.

            Examples:
              workshop next
              workshop next --show
            """)

    @Flag(help: "Only say what comes next.")
    var show = false

    @OptionGroup var options: CourseOptions

    func run() async throws {
        let learner = try Learner(options)
        let overview = try learner.overview()
        let step = overview.next
        if show || Screen.unavailable() != nil || step == .finished {
            Terminal.print(PassMessage.next(step, overview))
            return
        }
        let status = try await StepOpener(learner: learner).open(step)
        if let status = ExitStatus(rawValue: status), status != .success { throw status }
    }
}

/// Opens what comes next in a process of its own, which has the terminal meanwhile.
struct StepOpener {
    let learner: Learner

    /// - Returns: the exit status.
    func open(_ step: NextStep) async throws -> Int32 {
        switch step {
        case .read(let chapter): return try await read(chapter)
        case .exercise(let id): return try await work(id)
        case .finished: return 0
        }
    }

    /// A chapter, or what an exercise asks for, in the reader.
    func read(_ name: String) async throws -> Int32 {
        try await OwnProgram.run(["read", name], course: learner.course)
    }

    /// Begins an exercise where it is not begun, below the current folder, and watches it.
    func work(_ id: String) async throws -> Int32 {
        let folder: String
        do {
            folder = try begin(id, in: Paths.current()).directory
        } catch {
            Terminal.error("workshop: \(error)")
            return ExitStatus(of: error).rawValue
        }
        return try await OwnProgram.run(["watch", id, "--dir", folder], course: learner.course)
    }

    /// Where the learner works on an exercise; it is begun first where that is needed, in a folder of its name.
    ///
    /// - Parameter place: where that folder goes.
    func begin(_ id: String, in place: String) throws -> Assignment {
        let assignment = try Assignment(id: id, directory: nil, command: "watch", here: place) { id in
            learner.progress()[exercise: id].folder
        }
        if ExerciseFolder.isMarked(assignment, id) { return assignment }
        let folder = place + "/" + id
        _ = try StartCommand.start(try learner.course.exercise(id), in: folder, learner)
        return try Assignment(id: nil, directory: folder)
    }
}
