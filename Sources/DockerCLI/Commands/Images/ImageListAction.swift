import DockerFormat
import EngineInterface
import GoTemplate
import OCI

/// `docker image ls`
enum ImageListAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let flags = context.flags
        if flags.isSet("tree"), flags.bool("tree") {
            throw CommandFailure(
                "docker: --tree shows the platforms of an image; there is one only",
                help: "Leave --tree out: docker images")
        }
        let name = context.arguments.first ?? ""
        var pairs = flags.pairs("filter")
        if !name.isEmpty { pairs.append(("reference", name)) }
        let selection = try await ImageSelection(
            Filters(
                pairs, accepted: ["before", "dangling", "label", "label!", "reference", "since", "until"]),
            engine: context.engine, now: context.now())
        let showsDigests = flags.bool("digests")
        let format = FormatContext(
            format: ImageTable.format(flags.given("format"), digests: showsDigests),
            quiet: flags.bool("quiet"), noTrunc: flags.bool("no-trunc"))
        let layout = ImageTable.layout(digests: showsDigests)
        let needsDigests = showsDigests || format.format.source.contains("{{.Digest}}")
        let now = context.now()
        let images = try await context.engine.storedImages()
        let parents = Set(images.compactMap(\.parent))
        let rows = images.filter { image in
            flags.bool("all") || !image.names.isEmpty || !(image.isUnlisted || parents.contains(image.id))
        }.compactMap(selection.accepted).flatMap {
            ImageTable.rows(of: $0, digests: needsDigests, digestRows: showsDigests, now: now)
        }
        context.output.write(try format.render(rows, layout))
        if rows.isEmpty, context.invocation.calledAs == ["images"], commands.contains(name) {
            context.error.line("\nNo images found matching \"\(name)\": did you mean \"docker image \(name)\"?")
        }
        return 0
    }

    /// What follows `docker image`, and is written after `docker images` by mistake.
    private static let commands: Set = [
        "build", "history", "import", "inspect", "list", "load", "ls", "prune", "pull", "push", "rm", "save", "tag",
    ]
}
