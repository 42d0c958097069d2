import EngineInterface
import Images
import Linux
import OCI

/// Stand-ins for official images, for where no registry can be reached.
///
/// They are assembled from Debian's packages, whose signatures the package tool checks, and from upstream programs in Python
/// wheels, which are pinned to their digests. An image says what it really is: in its record, and in a label.
public struct OfflineCatalogue: Sendable {
    /// The label that tells what stands in for what.
    public static let label = "workshop.stand-in"

    private let store: ImageStore
    private let environment: [String: String]

    public init(store: ImageStore) { self.init(store: store, environment: [:]) }

    /// With variables for the assembling scripts in place of this process's own.
    init(store: ImageStore, environment: [String: String]) {
        self.store = store
        self.environment = environment
    }

    /// The kinds of images that there are.
    public var all: [CatalogueEntry] { Self.entries }

    /// The kinds of images that there are.
    public static var entries: [CatalogueEntry] { Family.allCases.map(CatalogueEntry.init) }

    /// Whether the catalogue can assemble an image of this name.
    public static func knows(_ reference: String) -> Bool { StandIn(reference) != nil }

    /// The kind of image that a name belongs to; `nil` when the catalogue has none.
    public func entry(for reference: String) -> CatalogueEntry? {
        StandIn(reference).map { CatalogueEntry($0.family) }
    }

    /// What stands in for the image of this name, as a phrase: `Debian 12 with Node 20.18.0, in place of node:20-alpine`.
    public static func standIn(for reference: String) -> String? { StandIn(reference)?.text }

    /// The image of this name, assembled now if it is not in the store.
    ///
    /// Of any number of processes one works and the others wait. What was finished before an interruption is used again.
    ///
    /// - Parameter progress: called with what happens now and how much of the whole is done, from 0 to 1.
    /// - Throws: ``EngineError`` of kind `noSuchImage` when the catalogue does not know the name, `hostUnable` when this machine
    ///   lacks a program, `network` when something cannot be fetched, `diskFull`, `failure`; `CancellationError`.
    public func prepare(
        _ reference: String, progress: @escaping @Sendable (_ message: String, _ fraction: Double?) -> Void
    ) async throws -> ImageRecord {
        guard let standIn = StandIn(reference) else {
            throw EngineError(
                .noSuchImage, "The offline catalogue has no stand-in for '\(reference)'.",
                help: "It knows " + Self.entries.map(\.family).joined(separator: ", ") + " with their usual tags.")
        }
        do {
            return try await prepare(standIn, progress: progress)
        } catch let error as SystemError {
            throw EngineError(error, inStore: store.root)
        }
    }

    private func prepare(
        _ standIn: StandIn, progress: @escaping @Sendable (String, Double?) -> Void
    ) async throws -> ImageRecord {
        let platform = try Platform.host()
        if let record = try existing(standIn, platform: platform) { return record }
        let lock = try await workLock(for: standIn, progress: progress)
        defer { try? lock.unlock() }
        if let record = try existing(standIn, platform: platform) { return record }
        let snapshot = try await assemble(standIn, platform: platform, progress: progress)
        let history = [HistoryEntry(createdBy: standIn.text, comment: standIn.part.key(platform))]
        return try store.putImage(
            config: standIn.family.config(standIn: standIn.text), snapshot: snapshot, history: history,
            names: [standIn.reference.canonical], standIn: standIn.text)
    }

    /// The image if it is in the store: a real one, or a stand-in made by the present recipes.
    private func existing(_ standIn: StandIn, platform: Platform) throws -> ImageRecord? {
        guard let record = try store.image(standIn.reference.canonical) else { return nil }
        if record.standIn == nil { return record }
        let isCurrent = record.history.last?.comment == standIn.part.key(platform) && record.standIn == standIn.text
        return isCurrent ? record : nil
    }

    private func workLock(
        for standIn: StandIn, progress: @Sendable (String, Double?) -> Void
    ) async throws -> FileLock {
        let lock = try FileLock.open(store.locksFolder + "/catalogue")
        var hasTold = false
        while try !lock.tryExclusive() {
            if !hasTold {
                progress("\(standIn.reference.familiar): waiting for another process that prepares images", nil)
                hasTold = true
            }
            // The kernel cannot wake a task; a blocking wait would hold one of the few threads and ignore cancelling.
            try await Task.sleep(for: .milliseconds(100))
        }
        return lock
    }

    private func assemble(
        _ standIn: StandIn, platform: Platform, progress: @escaping @Sendable (String, Double?) -> Void
    ) async throws -> SnapshotID? {
        let parts = standIn.part.chain
        var snapshot: SnapshotID?
        var missing = parts[...]
        while let part = missing.first, let record = try store.cacheRecord(part.key(platform)), record.snapshot != nil {
            snapshot = record.snapshot
            missing.removeFirst()
        }
        if !missing.isEmpty { try HostTools.require(for: Array(missing)) }
        let total = missing.reduce(0) { $0 + $1.weight }
        var done = 0.0
        for part in missing {
            let before = done
            let made = try await Assembly(store: store, part: part, platform: platform, environment: environment)
                .run(parent: snapshot) { fraction, message in
                    progress(
                        "\(standIn.reference.familiar): \(message)", (before + part.weight * fraction) / total)
                }
            try store.saveCacheRecord(part.key(platform), .init(snapshot: made.id, bytes: made.bytes))
            snapshot = made.id
            done += part.weight
        }
        progress("\(standIn.reference.familiar): ready", 1)
        return snapshot
    }
}

/// A name that the catalogue has an image for.
struct StandIn {
    let reference: Reference
    let family: Family
    let part: Part

    /// `nil` when the catalogue has no image for the name. A name with a digest means one certain image and no other.
    init?(_ text: String) {
        guard let reference = try? Reference(text), reference.domain == Reference.defaultDomain,
            reference.repository.hasPrefix("library/"), reference.digest == nil, let tag = reference.tag,
            let family = Family(rawValue: String(reference.repository.dropFirst("library/".count))),
            TagGrammar(family: family).accepts(tag)
        else { return nil }
        self.reference = reference
        self.family = family
        part = family.part(isAlpine: TagGrammar.promisesAlpine(tag))
    }

    var text: String { "\(family.contents), in place of \(reference.familiar)" }
}
