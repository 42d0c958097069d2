import ArgumentParser

/// `workshop docker`, as the help of `workshop` shows it. The words after it never come here: see ``DockerEntry``.
struct DockerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docker",
        abstract: "Run docker's commands: run, ps, logs, exec, images, volumes, networks.",
        discussion: """
            Everything after the word docker is understood as docker understands it. Called by the name docker, through a \
            link of that name, this program does the same.

            Examples:
              workshop docker run --rm -it alpine sh
              workshop docker ps -a
              workshop docker --help
            """)

    @Argument(parsing: .captureForPassthrough, help: "docker's own words.")
    var words: [String] = []
}
