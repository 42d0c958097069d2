import ArgumentParser
import EngineInterface

/// The command line's root.
struct Workshop: ParsableCommand {
    static let versionNumber = Release.version

    static let configuration = CommandConfiguration(
        commandName: "workshop",
        abstract: "Learn containers by doing: write Dockerfiles, and have them built, run and checked.",
        discussion: """
            workshop alone shows the course, how far you are, and what comes next. Or, command by command:
              workshop list
              workshop start hello-image
              cd hello-image
              workshop verify

            Exit status: 0 all passed, 1 a check failed, 2 wrong use or a course with mistakes, \
            3 the engine cannot work here (see workshop doctor), 130 cancelled.
            """,
        version: "workshop \(versionNumber)",
        subcommands: [
            HomeCommand.self, NextCommand.self, ReadCommand.self, ListCommand.self, StartCommand.self,
            VerifyCommand.self, WatchCommand.self,
            HintCommand.self, SolutionCommand.self, DiffCommand.self, ResetCommand.self, ProgressCommand.self,
            InitCommand.self, BuildCommand.self, LayersCommand.self,
            PruneCommand.self, SystemCommand.self, GradeCommand.self,
            DoctorCommand.self, ImagesCommand.self, AuthorCommand.self, CompletionsCommand.self,
            UnshareCommand.self, DoctorInsideCommand.self, DockerCommand.self, SandboxCommand.self,
        ])
}
