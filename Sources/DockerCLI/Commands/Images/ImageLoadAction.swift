import EngineInterface
import Glibc

/// `docker image load`
enum ImageLoadAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        try await PlatformOption.check(context)
        let path = context.flags.string("input")
        let loaded: [(name: String, isIdentifier: Bool)]
        if path.isEmpty {
            guard !context.input.isTerminal else {
                throw CommandFailure(
                    "requested load from stdin, but stdin is empty",
                    help: "Name the archive (docker load -i FILE) or redirect it (docker load < FILE).")
            }
            loaded = try await context.engine.loadImages(from: context.input.descriptor)
        } else {
            let file = try OwnedFile(opening: context.absolutePath(path), flags: O_RDONLY, named: path)
            loaded = try await context.engine.loadImages(from: file.number)
            withExtendedLifetime(file) {}
        }
        for image in loaded {
            context.output.line("Loaded image\(image.isIdentifier ? " ID" : ""): \(image.name)")
        }
        return 0
    }
}
