import ArgumentParser
import Building
import Engine
import EngineInterface
import Glibc
import Presentation

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

    func run() async throws {
        let argument = try Self.single(context)
        var request = BuildRequest(context: "/")
        try source.fill(&request)
        try steps.fill(&request)
        try cache.fill(&request)
        try result.fill(&request)
        let outputs = try result.outputs()
        request.tags += outputs.flatMap(\.names)
        let mode = try progressMode()
        try BuildResultFiles.check(outputs)
        if let file = result.iidfile { unlink(file) }

        let engine = try EngineSeam.store()
        for text in cache.cacheFrom where mode != .quiet && mode != .rawjson { try noteCache(text, engine) }
        let folder = try engine.makeWorkFolder()
        defer { engine.removeWorkFolder(folder) }
        let keepsGit = ["1", "true"].contains(request.buildArguments["BUILDKIT_CONTEXT_KEEP_GIT_DIR"])
        let maker = ContextMaker(workFolder: folder, currentFolder: Paths.current(), keepsGitFolder: keepsGit)
        let made = try await maker.make(ContextSource(argument), file: source.file)
        request.namedContexts = try await NamedContexts(engine: engine, workFolder: folder)
            .resolve(source.buildContexts)
        request.context = made.folder
        request.dockerfile = made.dockerfile
        request.dockerfileBytes = made.dockerfileBytes
        request.breakpoint = show.breakpoint
        let isRepeatable = argument != "-" && source.file != "-"
        let build = BuildRun(
            engine: engine, request: request, shownDockerfile: made.shownDockerfile, mode: mode,
            hiddenContext: made.folder.hasPrefix(folder) ? made.folder : nil,
            debugCommand: isRepeatable ? BuildDebugger.commandLine() : nil)
        if show.check { return try build.check() }
        let built = try await build.run(explains: show.explain)
        try await BuildResultFiles(engine: engine, result: built, names: request.tags)
            .write(outputs, iidfile: result.iidfile, metadataFile: result.metadataFile)
        if mode == .quiet { Terminal.print(built.image.id) }
    }

    /// The context, or what Docker says when there is none, and how to mend it.
    private static func single(_ arguments: [String]) throws -> String {
        guard let first = arguments.first else {
            throw UsageError(
                """
                "workshop build" requires exactly 1 argument: the context, the folder whose files COPY may read.
                Mostly it is the current folder, which is written as a dot: workshop build -t NAME .
                """)
        }
        guard arguments.count == 1 else {
            throw UsageError(
                """
                "workshop build" requires exactly 1 argument, the context, but got \(arguments.count): \
                \(arguments.joined(separator: " ")).
                An option's value that has blanks in it must stand in quotes.
                """)
        }
        if first.isEmpty {
            throw UsageError("The context is an empty word. Is a variable unset? The current folder is a dot.")
        }
        return first
    }

    private func progressMode() throws -> ProgressMode {
        if show.quiet { return .quiet }
        let name = show.progress?.rawValue ?? Environment.value("BUILDKIT_PROGRESS").flatMap { $0.isEmpty ? nil : $0 }
        guard let mode = ProgressMode(rawValue: name ?? "auto") else {
            throw UsageError(
                "BUILDKIT_PROGRESS is \(name ?? ""), but the views are auto, plain, tty, rawjson and quiet.")
        }
        if mode == .tty && !Terminal.errorStyle.isTerminal {
            throw UsageError("--progress=tty needs a terminal, and standard error is none. Take --progress=plain.")
        }
        return mode
    }

    /// Says what becomes of the option: never silently nothing.
    private func noteCache(_ text: String, _ engine: LocalEngine) throws {
        let reference = try CacheOption.source(text)
        let isHere = try engine.storedImage(reference) != nil
        Terminal.error(
            isHere
                ? "workshop: --cache-from \(reference): steps that were built here are used without it; an image that was loaded brings none."
                : "workshop: --cache-from \(reference): this image is not in the store, so nothing of it can be used.")
    }
}
