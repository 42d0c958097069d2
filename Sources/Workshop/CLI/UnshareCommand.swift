import ArgumentParser
import Engine

/// `workshop unshare`
struct UnshareCommand: ParsableCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "unshare",
        abstract: "Run a command in the namespaces that the engine works in.",
        discussion: """
            There you are root over the files of images and containers that belong to your user, with mounts that \
            nobody else sees. For looking around and for tests.

            Examples:
              workshop unshare -- ls -l ~/.local/share/workshop
              workshop unshare -- bash
            """)

    @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
    var command: [String] = []

    func run() throws {
        // The separator belongs to this command, not to the one that is run.
        let words = command.first == "--" ? Array(command.dropFirst()) : command
        guard !words.isEmpty else {
            throw UsageError("Name a command to run: workshop unshare -- COMMAND [ARGUMENT…].")
        }
        throw EngineProcess.execute(words)
    }
}
