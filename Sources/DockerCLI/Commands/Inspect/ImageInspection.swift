import DockerFormat
import EngineInterface
import OCI

/// What `docker image inspect` shows.
struct ImageInspection {
    let image: StoredImageDetails

    var value: OrderedJSON {
        let size = JSONFields.number(image.size)
        return .object([
            .init("Id", .string(image.id)),
            .init("RepoTags", .strings(image.names.filter { !$0.contains("@") })),
            .init("RepoDigests", .strings(image.names.filter { $0.contains("@") })),
            .init("Parent", .string(image.parent ?? "")),
            .init("Comment", .string(image.comment)),
            .init("Created", .string(image.created?.text ?? "0001-01-01T00:00:00Z")),
            .init("Container", ""),
            .init("ContainerConfig", ConfigInspection().value),
            .init("DockerVersion", ""),
            .init("Author", .string(image.author)),
            .init("Config", ConfigInspection(image: image.config).value),
            .init("Architecture", .string(image.platform.architecture)),
            .init("Variant", .string(image.platform.variant ?? ""), omitsEmpty: true),
            .init("Os", .string(image.platform.os)),
            .init("Size", size),
            .init("VirtualSize", size),
            .init(
                "GraphDriver",
                .object([.init("Data", .map([:])), .init("Name", "overlay2")])),
            .init(
                "RootFS",
                .object([
                    .init("Type", "layers"),
                    .init("Layers", JSONFields.listOrNull(image.diffIDs), omitsEmpty: true),
                ])),
            .init(
                "Metadata",
                .object([.init("LastTagTime", JSONFields.time(image.lastTagged))])),
        ])
    }
}
