import Building
import Engine
import EngineInterface
import Glibc
import Presentation

/// What `workshop build` does, once its arguments are read.
struct BuildWork: Sendable {
    var arguments: BuildArguments

    func run() async throws {
        let argument = try Self.single(arguments.contexts)
        var request = try arguments.request()
        let outputs = try arguments.outputs.map { try BuildOutput($0, absolute: Paths.absolute) }
        request.tags += outputs.flatMap(\.names)
        let mode = try progressMode()
        try BuildResultFiles.check(outputs)
        if let file = arguments.iidfile { unlink(file) }

        let engine = try EngineSeam.store()
        let folder = try engine.makeWorkFolder()
        defer { engine.removeWorkFolder(folder) }
        let keepsGit = ["1", "true"].contains(request.buildArguments["BUILDKIT_CONTEXT_KEEP_GIT_DIR"])
        let maker = ContextMaker(workFolder: folder, currentFolder: Paths.current(), keepsGitFolder: keepsGit)
        let made = try await maker.make(ContextSource(argument), file: arguments.file)
        request.namedContexts = try await NamedContexts(engine: engine, workFolder: folder)
            .resolve(arguments.buildContexts)
        request.context = made.folder
        request.dockerfile = made.dockerfile
        request.dockerfileBytes = made.dockerfileBytes
        request.breakpoint = arguments.breakpoint
        let isRepeatable = argument != "-" && arguments.file != "-"
        let build = BuildRun(
            engine: engine, request: request, shownDockerfile: made.shownDockerfile, mode: mode,
            hiddenContext: made.folder.hasPrefix(folder) ? made.folder : nil,
            debugCommand: isRepeatable ? BuildDebugger.commandLine() : nil)
        if arguments.check { return try build.check() }
        let built = try await build.run(explains: arguments.explain)
        try await BuildResultFiles(engine: engine, result: built, names: request.tags)
            .write(outputs, iidfile: arguments.iidfile, metadataFile: arguments.metadataFile)
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
        if arguments.quiet { return .quiet }
        let name =
            arguments.progress?.rawValue ?? Environment.value("BUILDKIT_PROGRESS").flatMap { $0.isEmpty ? nil : $0 }
        guard let mode = ProgressMode(rawValue: name ?? "auto") else {
            throw UsageError(
                "BUILDKIT_PROGRESS is \(name ?? ""), but the views are auto, plain, tty, rawjson and quiet.")
        }
        if mode == .tty && !Terminal.errorStyle.isTerminal {
            throw UsageError("--progress=tty needs a terminal, and standard error is none. Take --progress=plain.")
        }
        return mode
    }
}
