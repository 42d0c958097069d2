import EngineInterface
import Glibc
import Linux

/// `docker image save`
enum ImageSaveAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        try await PlatformOption.check(context)
        let path = context.flags.string("output")
        guard !path.isEmpty else {
            guard !context.output.isTerminal else {
                throw CommandFailure(
                    "cowardly refusing to save to a terminal. Use the -o flag or redirect",
                    help: "For example: docker save -o \(example(context.arguments[0])) \(context.arguments[0])")
            }
            try await context.engine.saveImages(context.arguments, to: context.output.descriptor)
            return 0
        }
        let file: NewFile
        do throws(CommandFailure) {
            file = try NewFile(at: path, in: context.workingDirectory)
        } catch {
            throw CommandFailure("failed to save image: \(error.message)", help: error.help)
        }
        try await context.engine.saveImages(context.arguments, to: file.descriptor)
        try file.finish()
        return 0
    }

    /// A file name for an image, `nginx.tar` for `nginx:latest`.
    private static func example(_ reference: String) -> String {
        let last = reference.split(separator: "/").last ?? "image"
        return (last.split(separator: ":").first.map(String.init) ?? "image") + ".tar"
    }
}
