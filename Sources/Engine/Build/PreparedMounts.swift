import EngineInterface
import Images
import Linux

/// Mounts that are ready, and what must be taken back after the step.
final class PreparedMounts {
    var mounts: [RunMount] = []
    /// Variables that only this command sees: secrets, and where the agent's socket is.
    var environment: [String] = []
    private let store: ImageStore
    private var drafts: [SnapshotDraft] = []
    private var mountPoints: [String] = []
    private var locks: [FileLock] = []
    private var forwarders: [AgentForwarder] = []
    private var memory: String?

    init(_ store: ImageStore) { self.store = store }

    func add(_ draft: SnapshotDraft) { drafts.append(draft) }
    func addMount(_ path: String) { mountPoints.append(path) }
    func add(_ lock: FileLock) { locks.append(lock) }
    func add(_ forwarder: AgentForwarder) { forwarders.append(forwarder) }

    /// A folder in memory that nobody outside this process's mount namespace sees. Nothing in it reaches the disk's
    /// files.
    func memoryFolder() throws -> String {
        if let memory { return memory }
        let draft = try store.beginDraft(parent: nil)
        add(draft)
        try Mount.tmpfs(at: draft.merged, options: "mode=700,size=16m")
        addMount(draft.merged)
        memory = draft.merged
        return draft.merged
    }

    /// Unmounts, removes and unlocks. Doing it twice does no harm.
    func release() {
        for forwarder in forwarders { forwarder.close() }
        for path in mountPoints.reversed() { try? Mount.unmount(path) }
        for draft in drafts { store.discard(draft) }
        for lock in locks { try? lock.unlock() }
        forwarders = []
        mountPoints = []
        drafts = []
        locks = []
        environment = []
        memory = nil
    }
}
