import EngineInterface
import Images
import Linux

/// Steps that other image stores have done, and this build's own for them: `--cache-from` and `--cache-to`.
///
/// In the store itself a step is known by what lies below it there. Elsewhere the same files have other names, so keys that
/// are shared hold the files' contents instead.
struct SharedSteps: Sendable {
    private let sources: [any StepSource]
    private let store: ImageStore
    private let known = Locked(Known())

    private struct Known {
        /// What snapshots hold.
        var chains: [SnapshotID: String] = [:]
        /// This build's steps, by stage.
        var steps: [Int: [SharedStep]] = [:]
    }

    /// `nil` when the build has nothing to do with other stores.
    init?(_ request: BuildRequest, _ store: ImageStore, warn: (String) -> Void) throws {
        if request.cacheSources.isEmpty && request.cacheTargets.isEmpty { return nil }
        self.store = store
        sources = try request.cacheSources.compactMap { source -> (any StepSource)? in
            switch source {
            case .folder(let path):
                // A cache that is not there yet, or is damaged, costs time and nothing else.
                do {
                    return try StepFolder(path)
                } catch let error as EngineError {
                    warn("--cache-from \(path) is not used: \(error.message)")
                    return nil
                }
            case .image(let name):
                guard let record = try store.image(name) else {
                    warn("--cache-from \(name): this image is not in the store, so nothing of it can be used.")
                    return nil
                }
                if let image = try StepImage(record, in: store) { return image }
                warn(
                    "--cache-from \(name): this image does not say what its layers are results of. Build it with --cache-to type=inline."
                )
                return nil
            }
        }
    }

    /// What stands for the files of a snapshot in a shared key.
    func identity(of snapshot: SnapshotID?) throws -> String {
        guard let snapshot else { return "" }
        if let chain = known.withLock({ $0.chains[snapshot] }) { return chain }
        let chain = try store.chainID(of: snapshot)
        known.withLock { $0.chains[snapshot] = chain }
        return chain
    }

    /// The result of a step that somebody else has done; its layer is in the store then.
    ///
    /// - Parameter warn: is told what is damaged and therefore not used.
    func result(
        _ key: String, on parent: SnapshotID?, warn: (String) -> Void
    ) async throws -> ImageStore.CacheRecord? {
        for source in sources {
            let step: SharedStep?
            do {
                step = try await source.result(key, on: parent, in: store)
            } catch let error as EngineError where error.kind != .diskFull {
                warn(error.message)
                continue
            }
            guard let step else { continue }
            return ImageStore.CacheRecord(snapshot: step.layer ?? parent, bytes: step.bytes, created: step.created)
        }
        return nil
    }

    /// Notes what a step of this build came to.
    func add(_ key: String, _ record: ImageStore.CacheRecord, on parent: SnapshotID?, stage: Int) {
        let step = SharedStep(
            key: key, layer: record.snapshot == parent ? nil : record.snapshot, bytes: record.bytes,
            created: record.created)
        known.withLock { $0.steps[stage, default: []].append(step) }
    }

    /// The steps of some stages, in the Dockerfile's order.
    func steps(of stages: some Sequence<Int>) -> [SharedStep] {
        known.withLock { known in stages.sorted().flatMap { known.steps[$0] ?? [] } }
    }

    /// Writes the folders that were asked for.
    ///
    /// - Parameter own: the stages that the image consists of: the target and those that it is built on.
    func write(to targets: [CacheTarget], own: Set<Int>) async throws {
        let all = known.withLock { Array($0.steps.keys) }
        for target in targets {
            guard case .folder(let path, let everyStage, let name) = target else { continue }
            try await store.writeSteps(
                steps(of: everyStage ? all : all.filter { own.contains($0) }), toFolder: path,
                compression: try Compression.forLayers(name))
        }
    }
}
