import ArgumentParser
import Building

/// `workshop build`
struct BuildCommand: WaitingCommand, NeedsNamespaces {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build an image from a Dockerfile, and say why each step ran.",
        usage: "workshop build [OPTIONS] CONTEXT | URL | -",
        discussion: """
            CONTEXT is the folder whose files COPY and ADD may read; mostly it is the current one, a dot. It may be the \
            URL of a Git repository (https://host/repository.git#REFERENCE:FOLDER) or of an archive, or - for an \
            archive or a Dockerfile on standard input.

            Exit status: 0 built, 1 the build failed, 2 wrong use, 3 the engine cannot work here, 130 cancelled.

            Examples:
              workshop build -t web .
              workshop build -t web -f docker/Dockerfile.dev --build-arg VERSION=2 .
              workshop build --explain .
              workshop build --check .
              workshop build --debug .
              workshop build -o out --target binaries .
              tar -cz . | workshop build -
            """)

    @OptionGroup(title: "What is built") var source: BuildSourceOptions
    @OptionGroup(title: "The result") var result: BuildResultOptions
    @OptionGroup(title: "The cache") var cache: BuildCacheOptions
    @OptionGroup(title: "RUN steps") var steps: BuildStepOptions
    @OptionGroup(title: "What is shown") var show: BuildShowOptions

    @Argument(help: "A folder, a URL, or - for standard input.", completion: .directory)
    var context: [String] = []

    /// What the options say.
    var arguments: BuildArguments {
        var arguments = BuildArguments()
        arguments.contexts = context
        source.fill(&arguments)
        result.fill(&arguments)
        cache.fill(&arguments)
        steps.fill(&arguments)
        show.fill(&arguments)
        return arguments
    }

    func run() async throws { try await BuildWork(arguments: arguments).run() }
}
