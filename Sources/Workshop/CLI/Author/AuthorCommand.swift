import ArgumentParser

/// `workshop author`
struct AuthorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "author", abstract: "For those who write chapters and exercises.",
        discussion: """
            Examples:
              workshop author new exercise hello-again
              workshop author check
              workshop author test hello-again
              workshop author record 03-a-first-image --dry-run
              workshop author export go-http /tmp/answer --mistake no-expose
            """,
        subcommands: [
            AuthorNewCommand.self, AuthorCheckCommand.self, AuthorTestCommand.self, AuthorRecordCommand.self,
            AuthorPreviewCommand.self, AuthorExportCommand.self,
        ])
}
