import Images
import Linux

/// Changes files of an image in this process: mounts the image writable, lets somebody work on it, keeps the result.
enum DraftWork {
    /// Makes a snapshot on top of `parent`. When `body` returns false, nothing is kept and `parent` is the result.
    static func snapshot(
        on parent: SnapshotID?, in store: ImageStore, _ body: (RootedDirectory) throws -> Bool
    ) throws -> StageBuilder.Work {
        let draft = try store.beginDraft(parent: parent)
        do {
            let isKept: Bool
            if parent == nil {
                isKept = try body(try RootedDirectory(draft.upper))
            } else {
                try Overlay.mount(
                    lower: try store.mountLowers(of: parent), upper: draft.upper, work: draft.work, at: draft.merged)
                do {
                    isKept = try body(try RootedDirectory(draft.merged))
                } catch {
                    try? Mount.unmount(draft.merged)
                    throw error
                }
                try Mount.unmount(draft.merged)
            }
            guard isKept else {
                store.discard(draft)
                return StageBuilder.Work(snapshot: parent, bytes: 0)
            }
            let snapshot = try store.commit(draft)
            return StageBuilder.Work(snapshot: snapshot.id, bytes: snapshot.bytes)
        } catch {
            store.discard(draft)
            throw error
        }
    }

    /// Makes a snapshot that lies over `parent` without having seen it: `body` works on an empty folder. What it puts
    /// there covers files and links of the same name; folders are merged, and have its owners and modes.
    static func layer(
        over parent: SnapshotID?, in store: ImageStore, _ body: (RootedDirectory) throws -> Void
    ) throws -> StageBuilder.Work {
        let draft = try store.beginDraft(parent: parent)
        do {
            try body(try RootedDirectory(draft.upper))
            let snapshot = try store.commit(draft)
            return StageBuilder.Work(snapshot: snapshot.id, bytes: snapshot.bytes)
        } catch {
            store.discard(draft)
            throw error
        }
    }

    /// Lets somebody read the files of a snapshot.
    static func reading<Result>(
        _ snapshot: SnapshotID?, in store: ImageStore, _ body: (RootedDirectory) throws -> Result
    ) throws -> Result {
        let chain = try store.chain(to: snapshot)
        // One folder alone needs no mount, and none is as good as an empty one.
        if chain.count == 1 { return try body(try RootedDirectory(chain[0].path)) }
        let draft = try store.beginDraft(parent: snapshot)
        defer { store.discard(draft) }
        if chain.isEmpty { return try body(try RootedDirectory(draft.upper)) }
        try Overlay.mount(lower: chain.reversed().map(\.path), upper: nil, work: nil, at: draft.merged)
        defer { try? Mount.unmount(draft.merged) }
        return try body(try RootedDirectory(draft.merged))
    }
}
