import OCI

/// `docker image tag`
enum ImageTagAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let target = context.arguments[1]
        let reference: Reference
        do throws(ReferenceError) {
            reference = try Reference(target)
        } catch {
            throw CommandFailure(
                "Error parsing reference: \"\(target)\" is not a valid repository/tag: \(error.dockerWords)",
                help: "\(error)")
        }
        guard reference.digest == nil else {
            throw CommandFailure("refusing to create a tag with a digest reference")
        }
        guard reference.familiar.split(separator: ":").first != "sha256" else {
            throw CommandFailure(
                "Error response from daemon: refusing to create an ambiguous tag using digest algorithm as name")
        }
        try await context.engine.tagImage(context.arguments[0], as: target)
        return 0
    }
}
