import Build
import Catalogue
import Containers
import EngineInterface
import Glibc
import Images
import Linux
import Synchronization

/// The engine of this machine, over one store.
///
/// It is made in the engine's namespaces; see ``EngineProcess/enterNamespaces()``.
public final class LocalEngine: ContainerEngine {
    let store: ImageStore
    let catalogue: OfflineCatalogue
    private let sessionCount = Atomic(0)
    private let foundRuntime = Locked<OCIRuntime?>(nil)

    /// Opens the store in a folder, which is made if it is missing, and clears up what dead processes left there.
    ///
    /// - Throws: ``EngineError`` of kind `hostUnable`, `damagedStore`, `diskFull`.
    public init(store path: String) throws {
        guard EngineProcess.isInNamespaces else {
            throw EngineError(.failure, "The engine was started outside its namespaces.")
        }
        store = try ImageStore(root: path)
        catalogue = OfflineCatalogue(store: store)
        // What cannot be cleared up now, because something still ends, is left to the next process.
        try? store.reapSessions { lease, _ in try ControlGroup.removeAll(withPrefix: lease) }
    }

    /// The OCI runtime, looked for when something is to run first.
    func runtime() throws -> OCIRuntime {
        if let known = foundRuntime.withLock({ $0 }) { return known }
        let found = try OCIRuntime.find()
        foundRuntime.withLock { $0 = found }
        return found
    }

    public func openSession() async throws -> any EngineSession {
        let number = sessionCount.add(1, ordering: .relaxed).newValue
        let folder = "\(store.sessionFolder)/\(number)"
        mkdir(store.sessionFolder, 0o700)
        try systemCall("mkdir", folder) { mkdir(folder, 0o700) }
        return try LocalEngineSession(engine: self, folder: folder)
    }

    public func prepareImages(_ names: [String], events: @escaping BuildEventHandler) async throws {
        for name in names { _ = try await baseImage(name, events: events) }
    }

    /// The image with this name, assembled by the catalogue if it is missing.
    ///
    /// - Throws: ``EngineError`` of kind `noSuchImage` when neither the store nor the catalogue has it.
    public func baseImage(_ name: String, events: @escaping BuildEventHandler) async throws -> ImageDetails {
        if let record = try store.image(name) { return try store.details(record) }
        guard let record = try await BaseImages(engine: self).image(name, events: events) else {
            throw EngineError(
                .noSuchImage, "The image \(name) is not on this machine, and the offline catalogue does not know it.",
                help: "See what there is with: workshop images list")
        }
        return try store.details(record)
    }

    // MARK: Images

    /// Every image of the store.
    public func images() throws -> [StoredImage] {
        let unlisted = try store.unlistedImages()
        return try store.images().map {
            StoredImage(
                details: try store.details($0), createdSeconds: $0.created.timeIntervalSince1970,
                isUnlisted: $0.names.isEmpty && unlisted.contains($0.id))
        }
    }

    /// The kinds of images that the catalogue can assemble.
    public var catalogueFamilies: [CatalogueFamily] {
        catalogue.all.map { CatalogueFamily(name: $0.family, contents: $0.contents, names: $0.usualNames) }
    }

    /// Removes a name, or the image when it is named by its identifier or has no other name.
    public func removeImage(_ reference: String) throws { try store.removeImage(reference) }

    /// Removes images without a name, cached steps, and the files that nothing needs. Returns the bytes given back.
    public func prune() throws -> Int64 { try store.prune() }
}

/// An image with the time at which it came into the store.
public struct StoredImage: Sendable {
    public var details: ImageDetails
    /// Seconds since 1970.
    public var createdSeconds: Double
    /// Whether lists leave it out: a check made it, and it has no name.
    public var isUnlisted: Bool

    init(details: ImageDetails, createdSeconds: Double, isUnlisted: Bool) {
        self.details = details
        self.createdSeconds = createdSeconds
        self.isUnlisted = isUnlisted
    }
}

/// A kind of image that the catalogue can assemble.
public struct CatalogueFamily: Sendable {
    public var name: String
    /// What its images are made of.
    public var contents: String
    /// Names that the course uses.
    public var names: [String]
}
