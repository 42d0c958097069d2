import EngineInterface
import OCI

extension RecordedObject {
    /// The image that Docker told of.
    var image: StoredImageDetails {
        var config = ImageConfig()
        let recorded = object("Config")
        config.user = recorded.text("User")
        config.exposedPorts = recorded.keys("ExposedPorts")
        config.env = recorded.texts("Env")
        config.cmd = recorded.optionalTexts("Cmd")
        config.entrypoint = recorded.optionalTexts("Entrypoint")
        config.healthcheck = recorded.has("Healthcheck") ? recorded.object("Healthcheck").healthcheck : nil
        config.volumes = recorded.keys("Volumes")
        config.workingDir = recorded.text("WorkingDir")
        config.labels = recorded.map("Labels")
        config.stopSignal = recorded.has("StopSignal") ? recorded.text("StopSignal") : nil
        config.shell = recorded.optionalTexts("Shell")
        config.onBuild = recorded.texts("OnBuild")
        let layers = object("RootFS").texts("Layers")
        return StoredImageDetails(
            id: text("Id"), names: texts("RepoTags"), parent: text("Parent").isEmpty ? nil : text("Parent"),
            created: Timestamp(text("Created")), comment: text("Comment"), author: text("Author"), config: config,
            platform: ImagePlatform(os: text("Os"), architecture: text("Architecture")), size: number("Size"),
            diffIDs: layers, history: [], standIn: nil, containers: 0,
            lastTagged: object("Metadata").time("LastTagTime"))
    }

    var volume: VolumeRecord {
        VolumeRecord(
            name: text("Name"), driver: text("Driver"), created: time("CreatedAt"), labels: map("Labels"),
            options: map("Options"), path: text("Mountpoint"))
    }

    var network: NetworkDetails {
        let pool = object("IPAM").objects("Config").first ?? RecordedObject(nil)
        let containers = object("Containers")
        let record = NetworkRecord(
            id: text("Id"), name: text("Name"), driver: text("Driver"), created: time("Created"),
            subnet: pool.text("Subnet"), gateway: pool.text("Gateway"), addressRange: pool.text("IPRange"),
            isInternal: flag("Internal"), isAttachable: flag("Attachable"), labels: map("Labels"),
            options: map("Options"))
        return NetworkDetails(
            network: record,
            containers: containers.fields.keys.sorted().map { id in
                let endpoint = containers.object(id)
                let parts = endpoint.text("IPv4Address").split(separator: "/").map(String.init)
                return (
                    id: id, name: endpoint.text("Name"),
                    endpoint: NetworkEndpoint(
                        networkID: record.id, networkName: record.name, id: endpoint.text("EndpointID"),
                        address: parts.first ?? "", prefixLength: parts.count > 1 ? Int(parts[1]) ?? 0 : 0,
                        hardwareAddress: endpoint.text("MacAddress"))
                )
            })
    }
}
