import EngineInterface
import OCI

/// An engine that has what a test gives it, and remembers what it was asked to do.
actor FakeDockerEngine: DockerEngine {
    /// What was asked for, a line each: `stop web signal=nil seconds=3`.
    private(set) var calls: [String] = []
    private(set) var created: (name: String?, configuration: ContainerConfiguration, host: HostConfiguration)?
    private(set) var execs: [ContainerExec] = []
    private(set) var logRequests: [LogRequest] = []
    private(set) var attachRequests: [AttachRequest] = []
    private(set) var updates: [(ContainerResources?, RestartPolicy?)] = []
    private(set) var commits: [CommitRequest] = []

    var records: [ContainerRecord] = []
    var summaries: [ContainerSummary] = []
    var images: [StoredImageDetails] = []
    var volumeList: [VolumeSummary] = []
    var networkList: [NetworkDetails] = []
    /// What calls throw, by the first word of their line.
    var failures: [String: EngineError] = [:]
    var attachment: FakeAttachment?
    var logEntries: [LogEntry] = []
    var usages: [String: [ContainerUsage]] = [:]
    var fileChanges: [FileChange] = []
    var processTable: (titles: [String], rows: [[String]]) = ([], [])
    var warnings: [String] = []
    var preparations: [String] = []
    var exitStatus: Int32 = 0
    var pruned: (ids: [String], bytes: Int64) = ([], 0)
    var loaded: [(name: String, isIdentifier: Bool)] = []
    var eventList: [EngineEvent] = []
    var cacheReport = PruneReport(images: 0, steps: 0, cacheMounts: 0, bytes: 0)
    var storeUsage = StoreUsage.none
    var information = SystemInformation.sample
    static let newID = String(repeating: "ab12cd34", count: 8)

    func change(_ body: @Sendable (isolated FakeDockerEngine) -> Void) { body(self) }

    private func note(_ line: String) throws {
        calls.append(line)
        if let failure = failures[String(line.prefix { $0 != " " })] { throw failure }
    }

    private func missing(_ reference: String) -> EngineError {
        EngineError(.noSuchContainer, "No such container: \(reference)")
    }

    // MARK: Containers

    func createContainer(
        name: String?, _ configuration: ContainerConfiguration, host: HostConfiguration,
        events: @escaping BuildEventHandler
    ) async throws -> (id: String, warnings: [String]) {
        for message in preparations {
            events(.preparing(image: configuration.image, message: message, fraction: nil))
        }
        try note("create \(configuration.image)")
        created = (name, configuration, host)
        return (Self.newID, warnings)
    }

    func containers(withSizes: Bool) async throws -> [ContainerSummary] {
        try note("containers sizes=\(withSizes)")
        return summaries
    }

    func container(_ reference: String) async throws -> ContainerRecord {
        guard let record = records.first(where: { $0.name == reference || $0.id.hasPrefix(reference) }) else {
            throw missing(reference)
        }
        return record
    }

    func startContainer(_ reference: String, attaching: AttachRequest?) async throws -> (any StreamAttachment)? {
        try note("start \(reference) attaching=\(attaching != nil)")
        guard let attaching else { return nil }
        attachRequests.append(attaching)
        return attachment
    }

    func attach(to reference: String, _ request: AttachRequest) async throws -> any StreamAttachment {
        try note("attach \(reference)")
        attachRequests.append(request)
        guard let attachment else { throw EngineError(.failure, "nothing to attach to") }
        return attachment
    }

    private func act(_ word: String, _ reference: String, _ rest: String = "") throws {
        try note("\(word) \(reference)\(rest)")
        guard reference == Self.newID || records.contains(where: { $0.name == reference || $0.id == reference }) else {
            throw missing(reference)
        }
    }

    func stopContainer(_ reference: String, signal: String?, seconds: Int?) async throws {
        try act("stop", reference, " signal=\(signal ?? "nil") seconds=\(seconds.map(String.init) ?? "nil")")
    }

    func restartContainer(_ reference: String, signal: String?, seconds: Int?) async throws {
        try act("restart", reference, " signal=\(signal ?? "nil") seconds=\(seconds.map(String.init) ?? "nil")")
    }

    func killContainer(_ reference: String, signal: String) async throws {
        try act("kill", reference, " signal=\(signal)")
    }

    func pauseContainer(_ reference: String) async throws { try act("pause", reference) }
    func unpauseContainer(_ reference: String) async throws { try act("unpause", reference) }

    func removeContainer(_ reference: String, force: Bool, volumes: Bool, link: Bool) async throws {
        try act("rm", reference, " force=\(force) volumes=\(volumes) link=\(link)")
    }

    func renameContainer(_ reference: String, to name: String) async throws { try act("rename", reference, " \(name)") }

    func waitForContainer(_ reference: String, until condition: WaitCondition) async throws -> Int32 {
        try act("wait", reference, " \(condition.rawValue)")
        return exitStatus
    }

    func updateContainer(
        _ reference: String, resources: ContainerResources?, restartPolicy: RestartPolicy?
    ) async throws -> [String] {
        try act("update", reference)
        updates.append((resources, restartPolicy))
        return warnings
    }

    func exec(in reference: String, _ request: ContainerExec) async throws -> (any StreamAttachment)? {
        try act("exec", reference)
        execs.append(request)
        return request.isDetached ? nil : attachment
    }

    func logs(of reference: String, _ request: LogRequest) async throws -> AsyncThrowingStream<LogEntry, any Error> {
        try note("logs \(reference)")
        logRequests.append(request)
        let entries = logEntries
        return AsyncThrowingStream { continuation in
            for entry in entries { continuation.yield(entry) }
            continuation.finish()
        }
    }

    func processes(of reference: String, psArguments: [String]) async throws -> (titles: [String], rows: [[String]]) {
        try act("top", reference, psArguments.map { " " + $0 }.joined())
        return processTable
    }

    func usage(of reference: String) async throws -> ContainerUsage? {
        guard var left = usages[reference], !left.isEmpty else { return nil }
        defer { usages[reference] = left }
        return left.count > 1 ? left.removeFirst() : left[0]
    }

    func changes(of reference: String) async throws -> [FileChange] {
        try act("diff", reference)
        return fileChanges
    }

    func copy(
        from reference: String, path: String, to destination: CopyEnd, followsLinks: Bool, keepsOwners: Bool
    ) async throws {
        try act("copy-out", reference, " \(path) \(destination) links=\(followsLinks) owners=\(keepsOwners)")
    }

    func copy(
        from source: CopyEnd, to reference: String, path: String, followsLinks: Bool, keepsOwners: Bool
    ) async throws {
        try act("copy-in", reference, " \(source) \(path) links=\(followsLinks) owners=\(keepsOwners)")
    }

    func commitContainer(_ reference: String, _ request: CommitRequest) async throws -> String {
        try act("commit", reference)
        commits.append(request)
        return "sha256:" + Self.newID
    }

    func exportContainer(_ reference: String, to descriptor: Int32) async throws { try act("export", reference) }

    func pruneContainers(
        _ filter: @Sendable (ContainerSummary) -> Bool
    ) async throws -> (ids: [String], bytes: Int64) {
        let accepted = summaries.filter(filter).map(\.name)
        try note("prune \(accepted.joined(separator: ","))")
        return pruned
    }

    // MARK: Volumes

    func createVolume(_ request: VolumeRequest) async throws -> VolumeRecord {
        try note("volume-create \(request.name ?? "-")")
        return VolumeRecord(
            name: request.name ?? Self.newID, created: 0, labels: request.labels, options: request.options, path: "/v")
    }

    func volumes(withSizes: Bool) async throws -> [VolumeSummary] { volumeList }

    func volume(_ name: String) async throws -> VolumeSummary {
        guard let volume = volumeList.first(where: { $0.volume.name == name }) else {
            throw EngineError(.noSuchVolume, "get \(name): no such volume")
        }
        return volume
    }

    func removeVolume(_ name: String, force: Bool) async throws { try note("volume-rm \(name) force=\(force)") }

    func pruneVolumes(
        all: Bool, _ filter: @Sendable (VolumeRecord) -> Bool
    ) async throws -> (names: [String], bytes: Int64) {
        let names = volumeList.map(\.volume).filter(filter).map(\.name)
        try note("volume-prune all=\(all) \(names.joined(separator: ","))")
        return (names, pruned.bytes)
    }

    // MARK: Networks

    func createNetwork(_ request: NetworkRequest) async throws -> NetworkRecord {
        try note("network-create \(request.name)")
        return NetworkRecord(id: Self.newID, name: request.name, created: 0)
    }

    func networks() async throws -> [NetworkRecord] { networkList.map(\.network) }

    func network(_ reference: String) async throws -> NetworkDetails {
        guard let network = networkList.first(where: { $0.network.name == reference || $0.network.id == reference })
        else { throw EngineError(.noSuchNetwork, "network \(reference) not found") }
        return network
    }

    func removeNetwork(_ reference: String, force: Bool) async throws { try note("network-rm \(reference)") }

    func pruneNetworks(_ filter: @Sendable (NetworkRecord) -> Bool) async throws -> [String] {
        networkList.map(\.network).filter(filter).map(\.name)
    }

    func connect(_ container: String, to network: String, _ endpoint: EndpointRequest) async throws {
        try note("connect \(container) \(network)")
    }

    func disconnect(_ container: String, from network: String, force: Bool) async throws {
        try note("disconnect \(container) \(network) force=\(force)")
    }

    // MARK: Images

    func storedImages() async throws -> [StoredImageDetails] { images }

    func storedImage(_ reference: String) async throws -> StoredImageDetails {
        let found = images.first { image in
            image.names.contains(reference) || image.names.contains(reference + ":latest") || image.id == reference
        }
        guard let found else { throw EngineError(.noSuchImage, "No such image: \(reference)") }
        return found
    }

    func tagImage(_ reference: String, as name: String) async throws { try note("tag \(reference) \(name)") }

    func removeImage(_ reference: String, force: Bool, keepsParents: Bool) async throws -> [ImageRemoval] {
        try note("rmi \(reference) force=\(force) keepsParents=\(keepsParents)")
        return [.untagged(reference)]
    }

    func pruneImages(
        all: Bool, _ filter: @Sendable (StoredImageDetails) -> Bool
    ) async throws -> (removals: [ImageRemoval], bytes: Int64) {
        (images.filter(filter).map { .deleted($0.id) }, pruned.bytes)
    }

    func saveImages(_ references: [String], to descriptor: Int32) async throws {
        try note("save \(references.joined(separator: ","))")
    }

    func loadImages(from descriptor: Int32) async throws -> [(name: String, isIdentifier: Bool)] {
        try note("load")
        return loaded
    }

    func importImage(
        from descriptor: Int32, reference: String?, message: String, changes: [String], platform: String?
    ) async throws -> String {
        try note("import \(reference ?? "-")")
        return "sha256:" + Self.newID
    }

    // MARK: System

    func systemUsage() async throws -> SystemUsage {
        SystemUsage(store: storeUsage, images: images, containers: summaries, volumes: volumeList)
    }

    func pruneBuildCache(_ request: PruneRequest) async throws -> PruneReport {
        try note(
            "build-prune all=\(request.all) since=\(request.unusedSince.map { "\(Int64($0))" } ?? "nil") "
                + "keep=\(request.keepBytes.map(String.init) ?? "nil")")
        return cacheReport
    }

    func systemInformation() async throws -> SystemInformation { information }

    func events(since: Int64?, until: Int64?) async throws -> AsyncThrowingStream<EngineEvent, any Error> {
        try note("events \(since.map(String.init) ?? "nil") \(until.map(String.init) ?? "nil")")
        let events = eventList
        return AsyncThrowingStream { continuation in
            for event in events { continuation.yield(event) }
            continuation.finish()
        }
    }
}
