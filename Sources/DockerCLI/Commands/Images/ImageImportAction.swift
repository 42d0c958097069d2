import EngineInterface
import Glibc
import OCI

/// `docker image import`
enum ImageImportAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        let source = context.arguments[0]
        let reference = context.arguments.dropFirst().first.flatMap { $0.isEmpty ? nil : $0 }
        if let reference {
            do throws(ReferenceError) {
                _ = try Reference(reference)
            } catch {
                throw CommandFailure(error.dockerWords, help: "\(error)")
            }
        }
        var platform: String?
        if let text = flags.given("platform"), !text.isEmpty {
            guard ImagePlatform(text) != nil else {
                throw CommandFailure(
                    "\"\(text)\": unknown operating system or architecture: invalid argument",
                    help: "A platform is like linux/amd64.")
            }
            platform = text
        }
        let isRemote = source.hasPrefix("http://") || source.hasPrefix("https://")
        guard !isRemote else {
            throw CommandFailure(
                "docker: an archive cannot be imported from \(source) directly",
                help: "Fetch it on the way: curl -fL \(source) | docker import - \(reference ?? "NAME")")
        }
        let file =
            source == "-"
            ? nil : try OwnedFile(opening: context.absolutePath(source), flags: O_RDONLY, named: source)
        if file == nil, context.input.isTerminal {
            throw CommandFailure(
                "docker: there is no archive on standard input",
                help: "Name a file, or give one: docker import - NAME < rootfs.tar")
        }
        let id = try await context.engine.importImage(
            from: file?.number ?? context.input.descriptor, reference: reference, message: flags.string("message"),
            changes: flags.strings("change"), platform: platform)
        withExtendedLifetime(file) {}
        context.output.line(id)
        return 0
    }
}
