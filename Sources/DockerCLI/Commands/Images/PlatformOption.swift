import OCI

/// The option `--platform` of commands that work with images of this machine's store.
enum PlatformOption {
    /// Reads it and refuses what is not there: the store keeps one platform of each image.
    static func check(_ context: CommandContext) async throws {
        guard context.flags.isSet("platform") else { return }
        for text in context.flags.texts("platform").flatMap({ $0.split(separator: ",") }).map(String.init) {
            guard let platform = ImagePlatform(text) else {
                throw CommandFailure(
                    "invalid platform: \"\(text)\": unknown operating system or architecture: invalid argument",
                    help: "A platform is like linux/amd64.")
            }
            guard platform == .host else {
                throw CommandFailure(
                    "docker: there are images for \(ImagePlatform.host) only",
                    help: "Leave --platform out; this machine cannot run \(platform) programs.")
            }
        }
    }
}
