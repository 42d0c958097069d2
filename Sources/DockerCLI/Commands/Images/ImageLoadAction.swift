import EngineInterface
import Glibc

/// `docker image load`
enum ImageLoadAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        try await PlatformOption.check(context)
        let path = context.flags.string("input")
        let before = try await owners(context)
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
        let after = loaded.contains { before[$0.name] != nil } ? try await owners(context) : [:]
        for image in loaded {
            if let old = before[image.name], let new = after[image.name], old != new {
                context.output.line(
                    "The image \(image.name) already exists, renaming the old one with ID \(old) to empty string")
            }
            context.output.line("Loaded image\(image.isIdentifier ? " ID" : ""): \(image.name)")
        }
        return 0
    }

    /// The image that each name stands for.
    private static func owners(_ context: CommandContext) async throws -> [String: String] {
        let images = try await context.engine.storedImages()
        return Dictionary(images.flatMap { image in image.names.map { ($0, image.id) } }) { first, _ in first }
    }
}
