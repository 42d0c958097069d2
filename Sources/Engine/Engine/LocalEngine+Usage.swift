import EngineInterface
import Foundation
import Images

extension LocalEngine {
    /// What the store takes on the disk. Reads the status of every file in it.
    public func usage() throws -> StoreUsage {
        func part(_ part: DiskUsage.Part) -> StoreUsage.Part {
            StoreUsage.Part(
                count: part.count, active: part.active, bytes: part.bytes, reclaimable: part.reclaimable)
        }
        let usage = try store.usage()
        return StoreUsage(
            images: part(usage.images), buildCache: part(usage.buildCache), cacheMounts: part(usage.cacheMounts),
            drafts: part(usage.drafts), volumes: part(usage.volumes), other: usage.other)
    }

    /// Removes what nobody needs. Safe beside any number of working processes.
    public func prune(_ request: PruneRequest) throws -> PruneReport {
        PruneReport(try store.prune(PruneOptions(request)))
    }

    /// What ``prune(_:)`` would remove, and give back, now.
    public func prunePreview(_ request: PruneRequest) throws -> PruneReport {
        PruneReport(try store.prunePreview(PruneOptions(request)))
    }
}

extension PruneOptions {
    fileprivate init(_ request: PruneRequest) {
        self.init(
            until: request.unusedSince.map { Date(timeIntervalSince1970: $0) }, keepBytes: request.keepBytes,
            all: request.all)
    }
}

extension PruneReport {
    fileprivate init(_ result: PruneResult) {
        self.init(images: result.images, steps: result.steps, cacheMounts: result.cacheMounts, bytes: result.bytes)
    }
}
