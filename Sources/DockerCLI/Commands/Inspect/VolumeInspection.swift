import DockerFormat
import EngineInterface

/// What `docker volume inspect` shows.
struct VolumeInspection {
    let volume: VolumeRecord

    var value: OrderedJSON {
        .object([
            .init("CreatedAt", .string(GoTime(nanoseconds: volume.created).rfc3339)),
            .init("Driver", .string(volume.driver)),
            .init("Labels", JSONFields.mapOrNull(volume.labels)),
            .init("Mountpoint", .string(volume.path)),
            .init("Name", .string(volume.name)),
            .init("Options", JSONFields.mapOrNull(volume.options)),
            .init("Scope", "local"),
        ])
    }
}
