import ArgumentParser
import EngineInterface

/// The command line's root.
struct Workshop: ParsableCommand {
    static let versionNumber = Release.version

    static let configuration = CommandConfiguration(
        commandName: "workshop",
        abstract: "Learn containers by doing: write Dockerfiles, and have them built, run and checked.",
        discussion: """
            A first exercise:
              workshop list
              workshop start ping-app
              cd ping-app
              workshop verify

            Exit status: 0 all passed, 1 a check failed, 2 wrong use or a course with mistakes, \
            3 the engine cannot work here (see workshop doctor), 130 cancelled.
            """,
        version: "workshop \(versionNumber)",
        subcommands: [
            ListCommand.self, StartCommand.self, VerifyCommand.self, BuildCommand.self, LayersCommand.self,
            PruneCommand.self, SystemCommand.self, GradeCommand.self,
            DoctorCommand.self, ImagesCommand.self, AuthorCommand.self, CompletionsCommand.self,
            UnshareCommand.self, DoctorInsideCommand.self, DockerCommand.self, SandboxCommand.self,
        ])
}
