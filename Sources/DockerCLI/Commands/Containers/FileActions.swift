import EngineInterface
import Glibc
import Linux
import OCI

/// `docker diff`
enum DiffAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let changes = try await context.engine.changes(of: context.arguments[0])
        context.output.write(changes.map { "\($0.kind.rawValue) \($0.path)\n" }.joined())
        return 0
    }
}

/// `docker cp`
enum CopyAction: DockerCommandAction {
    /// One side of a copy: a path, in a container or here.
    struct Place: Equatable {
        var container: String?
        var path: String

        /// `CONTAINER:PATH` or a path. Paths that begin with a slash or a dot are here, whatever follows.
        init(_ text: String) {
            let name = text.prefix { $0 != ":" }
            guard !text.hasPrefix("/"), name.endIndex < text.endIndex, !name.hasPrefix("."), !name.isEmpty else {
                path = text
                return
            }
            container = String(name)
            path = String(text[text.index(after: name.endIndex)...])
        }
    }

    static func run(_ context: CommandContext) async throws -> Int32 {
        guard !context.arguments[0].isEmpty else { throw CommandFailure("source can not be empty") }
        guard !context.arguments[1].isEmpty else { throw CommandFailure("destination can not be empty") }
        let (source, target) = (Place(context.arguments[0]), Place(context.arguments[1]))
        let follows = context.flags.bool("follow-link")
        let keeps = context.flags.bool("archive")
        let said: String?
        switch (source.container, target.container) {
        case (_?, _?):
            throw CommandFailure(
                "copying between containers is not supported",
                help: "Copy to a folder here first, and from there into the other container.")
        case (nil, nil):
            throw CommandFailure(
                "must specify at least one container source",
                help: "A container's side is written CONTAINER:PATH, such as web:/etc/hosts.")
        case (let container?, nil):
            if target.path == "-" {
                try await context.engine.copy(
                    from: container, path: inside(source.path), to: .archive(context.output.descriptor),
                    followsLinks: follows, keepsOwners: keeps)
                said = nil
            } else {
                let path = outside(target.path, context)
                try checkOutput(path)
                try await context.engine.copy(
                    from: container, path: inside(source.path), to: .host(path), followsLinks: follows,
                    keepsOwners: keeps)
                said = path
            }
        case (nil, let container?):
            let end: CopyEnd =
                source.path == "-"
                ? .archive(context.input.descriptor) : .host(outside(source.path, context))
            try await context.engine.copy(
                from: end, to: container, path: inside(target.path), followsLinks: follows, keepsOwners: keeps)
            said = source.path == "-" ? nil : "\(container):\(target.path)"
        }
        let isQuiet = context.flags.isSet("quiet") ? context.flags.bool("quiet") : !context.output.isTerminal
        if !isQuiet, let said { context.error.line("Successfully copied to \(said)") }
        return 0
    }

    /// A path in a container begins at its root.
    private static func inside(_ path: String) -> String { path.hasPrefix("/") ? path : "/" + path }

    /// An absolute path that still ends with `/` or `/.` when the given one did: both mean something.
    private static func outside(_ path: String, _ context: CommandContext) -> String {
        let absolute = context.absolutePath(path)
        if path == "." || path.hasSuffix("/.") { return absolute == "/" ? "/." : absolute + "/." }
        return path.hasSuffix("/") && absolute != "/" ? absolute + "/" : absolute
    }

    private static func checkOutput(_ path: String) throws(CommandFailure) {
        let clean = FilePath.clean(path)
        let parent = clean.lastIndex(of: "/").map { String(clean[..<$0]) } ?? ""
        var status = stat()
        if !parent.isEmpty, stat(parent, &status) != 0 {
            throw CommandFailure(
                "invalid output path: directory \"\(parent)\" does not exist", help: "Make it first: mkdir -p \(parent)"
            )
        }
        guard stat(clean, &status) == 0 else { return }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFCHR || kind == S_IFBLK {
            throw CommandFailure("got a device")
        }
    }
}

/// `docker export`
enum ExportAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let (name, path) = (context.arguments[0], context.flags.string("output"))
        guard !path.isEmpty else {
            guard !context.output.isTerminal else {
                throw CommandFailure(
                    "cowardly refusing to save to a terminal. Use the -o flag or redirect",
                    help: "For example: docker export -o \(name).tar \(name)")
            }
            try await context.engine.exportContainer(name, to: context.output.descriptor)
            return 0
        }
        let file: NewFile
        do throws(CommandFailure) {
            file = try NewFile(at: path, in: context.workingDirectory)
        } catch {
            throw CommandFailure("failed to export container: \(error.message)", help: error.help)
        }
        try await context.engine.exportContainer(name, to: file.descriptor)
        try file.finish()
        return 0
    }
}

/// `docker commit`
enum CommitAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        var request = CommitRequest()
        if context.arguments.count > 1, !context.arguments[1].isEmpty {
            do throws(ReferenceError) {
                _ = try Reference(context.arguments[1])
            } catch {
                throw CommandFailure(error.dockerWords, help: "\(error)")
            }
            request.reference = context.arguments[1]
        }
        request.author = context.flags.string("author")
        request.message = context.flags.string("message")
        request.changes = context.flags.strings("change")
        request.pauses = context.flags.bool("pause")
        context.output.line(try await context.engine.commitContainer(context.arguments[0], request))
        return 0
    }
}
