import DockerFormat
import EngineInterface
import OCI

/// Which containers the filters of a list accept.
struct ContainerSelection: Sendable {
    static let names: Set<String> = [
        "ancestor", "before", "exited", "expose", "health", "id", "is-task", "label", "name", "network", "publish",
        "since", "status", "volume",
    ]

    private let filters: Filters
    private let isTask: Bool?
    private let exitCodes: Set<Int32>?
    private let before: Int64?
    private let since: Int64?
    private let images: Set<String>?
    private let networks: Set<String>?
    private let published: Set<String>?
    private let exposed: Set<String>?

    /// Whether the filters speak of containers that do not run, so that all are meant.
    let includesStopped: Bool

    /// Reads filters, and looks up the containers, images and networks that they name.
    ///
    /// - Throws: ``CommandFailure`` and ``EngineError`` in the words of Docker's engine.
    init(_ filters: Filters, engine: any DockerEngine) async throws {
        self.filters = filters
        func refuse(_ text: String, help: String? = nil) -> EngineError {
            EngineError(.invalidArgument, text, help: help)
        }
        for name in filters.names where !Self.names.contains(name) {
            throw refuse(
                "invalid filter '\(name)'", help: "docker ps filters by: \(Self.names.sorted().joined(separator: ", "))"
            )
        }
        let phases = ["created", "restarting", "running", "removing", "paused", "exited", "dead"]
        for status in filters["status"] where !phases.contains(status) {
            throw refuse("invalid filter 'status=\(status)'", help: "There are \(phases.joined(separator: ", ")).")
        }
        for health in filters["health"] where ContainerHealth.Status(rawValue: health) == nil {
            throw refuse(
                "unrecognized filter value for health: \(health)",
                help: "There are none, starting, healthy and unhealthy.")
        }
        includesStopped = filters.contains("status")
        isTask = try filters.choice("is-task")
        exitCodes = try Self.codes(filters)
        published = try Self.ports(filters, "publish")
        exposed = try Self.ports(filters, "expose")
        before = try await Self.created(filters["before"], engine)
        since = try await Self.created(filters["since"], engine)
        images = filters.contains("ancestor") ? try await Self.descendants(filters["ancestor"], engine) : nil
        networks = filters.contains("network") ? try await Self.networks(filters["network"], engine) : nil
    }

    private static func codes(_ filters: Filters) throws -> Set<Int32>? {
        guard filters.contains("exited") else { return nil }
        return Set(
            try filters["exited"].map { text in
                guard let code = Int32(text) else {
                    throw EngineError(.invalidArgument, "strconv.Atoi: parsing \"\(text)\": invalid syntax")
                }
                return code
            })
    }

    /// `80/tcp` for each port of `80`, `80/udp`, `8000-8010/tcp`.
    private static func ports(_ filters: Filters, _ name: String) throws -> Set<String>? {
        guard filters.contains(name) else { return nil }
        var found: Set<String> = []
        for text in filters[name] {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let transport = parts.count > 1 && !parts[1].isEmpty ? parts[1] : "tcp"
            guard let range = PortRange(parts[0]), PortBinding.Transport(rawValue: transport) != nil else {
                throw EngineError(
                    .invalidArgument, "invalid port filter: '\(text)'", help: "A port is like 80 or 53/udp.")
            }
            for port in range.first...range.last { found.insert("\(port)/\(transport)") }
        }
        return found
    }

    private static func created(_ references: [String], _ engine: any DockerEngine) async throws -> Int64? {
        var time: Int64?
        for reference in references { time = try await engine.container(reference).created }
        return time
    }

    /// Whether an image has another's layers and steps, and more of either.
    private static func isBuilt(_ image: StoredImageDetails, on base: StoredImageDetails) -> Bool {
        guard image.diffIDs.starts(with: base.diffIDs) else { return false }
        if image.diffIDs.count > base.diffIDs.count { return true }
        return image.history.count > base.history.count
            && zip(image.history, base.history).allSatisfy { $0.entry.createdBy == $1.entry.createdBy }
    }

    /// The images of those names, and all that were built on them. A name that is not there stands for none.
    private static func descendants(_ names: [String], _ engine: any DockerEngine) async throws -> Set<String> {
        var found: Set<String> = []
        for name in names {
            do {
                found.insert(try await engine.storedImage(name).id)
            } catch let failure as EngineError where failure.kind == .noSuchImage { continue }
        }
        guard !found.isEmpty else { return [] }
        let images = try await engine.storedImages()
        let roots = images.filter { found.contains($0.id) && !$0.diffIDs.isEmpty }
        for image in images where roots.contains(where: { Self.isBuilt(image, on: $0) }) { found.insert(image.id) }
        while let next = images.first(where: { image in
            !found.contains(image.id) && image.parent.map(found.contains) == true
        }) {
            found.insert(next.id)
        }
        return found
    }

    /// The names of the networks that are meant by names and identifiers.
    private static func networks(_ references: [String], _ engine: any DockerEngine) async throws -> Set<String> {
        let known = try await engine.networks()
        var found = Set(references)
        for reference in references {
            for network in known where !reference.isEmpty && network.id.hasPrefix(reference) {
                found.insert(network.name)
            }
        }
        return found
    }

    /// Whether a container is one of those asked for.
    func accepts(_ container: ContainerSummary) -> Bool {
        isTask != true && acceptsTexts(container) && acceptsState(container) && acceptsPlaces(container)
            && before.map { container.created < $0 } ?? true && since.map { container.created > $0 } ?? true
    }

    private func acceptsTexts(_ container: ContainerSummary) -> Bool {
        (filters.matches("name", patternIn: container.name) || filters.matches("name", patternIn: "/" + container.name))
            && filters.matches("id", patternIn: container.id)
            && filters.matchesLabels(container.labels)
    }

    private func acceptsState(_ container: ContainerSummary) -> Bool {
        let status = container.status
        if let exitCodes {
            guard !status.isRunning, status.phase != .created, exitCodes.contains(status.exitCode) else { return false }
        }
        return filters.matches("status", exactly: status.phase.rawValue)
            && filters.matches("health", exactly: (status.health?.status ?? .none).rawValue)
    }

    private func acceptsPlaces(_ container: ContainerSummary) -> Bool {
        if let images, !images.contains(container.imageID) { return false }
        if let networks, networks.isDisjoint(with: container.networks) { return false }
        if filters.contains("volume") {
            let volumes = filters["volume"]
            guard
                container.mounts.contains(where: { mount in
                    volumes.contains(mount.destination) || volumes.contains(mount.source)
                        || mount.name.map(volumes.contains) == true
                })
            else { return false }
        }
        guard published != nil || exposed != nil else { return true }
        return container.ports.contains { port in
            let transport = port.transport.rawValue
            let isPublished = port.hostPort.map { published?.contains("\($0)/\(transport)") == true } ?? false
            return isPublished || exposed?.contains("\(port.containerPort)/\(transport)") == true
        }
    }
}
