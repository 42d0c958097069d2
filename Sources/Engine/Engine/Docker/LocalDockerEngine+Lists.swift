import Containers
import EngineInterface
import Images
import Linux
import OCI

extension LocalDockerEngine {
    public func containers(withSizes: Bool) async throws -> [ContainerSummary] {
        let images = try store.imageIDsByName()
        let entries = try store.containers()
        housekeeping.sweep(besides: Set(entries.map(\.id)))
        let folders = entries.map { ContainerFolder(store: store.root, id: $0.id) }
        // The name may stand for another image by now. Many containers are of the same image.
        var standing: [String: Bool] = [:]
        return try zip(entries, zip(folders, ContainerFolder.claims(of: folders))).compactMap { entry, known in
            let (folder, claim) = known
            // It may have been removed since the database was read.
            guard let status = claim.flatMap({ $0.claimsLife ? nil : $0 }) ?? (try? housekeeping.status(of: folder))
            else { return nil }
            var summary = summary(of: entry, status)
            let pair = entry.image + " " + entry.imageID
            let stands = standing[pair] ?? Self.stands(entry.image, for: entry.imageID, images)
            standing[pair] = stands
            if !stands { summary.image = entry.imageID }
            if withSizes { summary.sizes = try sizes(of: folder, image: entry.imageID) }
            return summary
        }
    }

    /// Whether what somebody called an image still is that image: its name, or its identifier.
    private static func stands(_ text: String, for id: String, _ images: [String: String]) -> Bool {
        if let name = try? Reference(text).familiar, let found = images[name] { return found == id }
        let digits = text.hasPrefix("sha256:") ? text.dropFirst("sha256:".count) : text[...]
        return id.dropFirst("sha256:".count).hasPrefix(digits)
    }

    private func summary(of entry: ContainerEntry, _ status: ContainerStatus) -> ContainerSummary {
        var ports = status.isRunning ? status.ports : []
        if status.isRunning {
            for text in entry.exposedPorts {
                let fields = text.split(separator: "/").map(String.init)
                guard let number = fields.first.flatMap({ Int($0) }) else { continue }
                let transport = fields.count > 1 ? PortBinding.Transport(rawValue: fields[1]) ?? .tcp : .tcp
                if ports.contains(where: { $0.containerPort == number && $0.transport == transport }) { continue }
                ports.append(PublishedEndpoint(containerPort: number, transport: transport))
            }
        }
        return ContainerSummary(
            id: entry.id, name: entry.name, image: entry.image, imageID: entry.imageID, command: entry.command,
            created: entry.created, status: status, ports: ports, labels: entry.labels, mounts: entry.mounts,
            networks: entry.networks)
    }

    private func sizes(of folder: ContainerFolder, image: String) throws -> (own: Int64, total: Int64) {
        let own = (try? ImageStore.bytes(ofFolder: folder.upper)) ?? 0
        let base = try store.image(image).map { try store.details($0).size } ?? 0
        return (own, own + base)
    }

    public func container(_ reference: String) async throws -> ContainerRecord {
        let folder = try folder(of: reference)
        let settings = try folder.settings()
        let status = try housekeeping.status(of: folder)
        return ContainerRecord(
            id: settings.id, name: settings.name, created: settings.created, imageID: settings.imageID,
            configuration: settings.configuration, host: settings.host, mounts: settings.mounts, status: status,
            endpoints: status.isRunning
                ? settings.endpoints : settings.endpoints.map { NetworkEndpoint(withoutAddress: $0) },
            folder: folder.path)
    }
}

extension NetworkEndpoint {
    /// As it shows while the container does not run.
    fileprivate init(withoutAddress endpoint: NetworkEndpoint) {
        self = endpoint
        address = ""
        prefixLength = 0
        gateway = ""
        hardwareAddress = ""
        id = ""
    }
}
