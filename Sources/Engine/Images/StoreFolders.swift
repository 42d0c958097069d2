/// Where things are below the store's root. All names are the store's own.
struct StoreFolders: Sendable {
    let root: String

    var database: String { root + "/db.sqlite" }
    /// Held while the database is being set up.
    var setupLock: String { root + "/setup.lock" }
    /// Held alone while what is pruned is chosen, and together with others while something is looked up that is to stay.
    var pruneLock: String { root + "/prune.lock" }
    var snapshots: String { root + "/snapshots" }
    var drafts: String { root + "/drafts" }
    var sessions: String { root + "/sessions" }
    var volumes: String { root + "/volumes" }
    var leases: String { root + "/leases" }
    /// Folders on their way out: whoever finds something here may remove it.
    var trash: String { root + "/trash" }
    /// The lower folder of overlays that have no layer.
    var empty: String { root + "/empty" }
    var downloads: String { root + "/downloads" }
    var locks: String { root + "/locks" }
    /// Archives of layers as they came from elsewhere, by their digests. Made when the first one comes.
    var blobs: String { root + "/blobs" }
    /// Containers that no command owns, by their identifiers. Made when the first one comes.
    var containers: String { root + "/containers" }
    /// The contents of cache mounts.
    var caches: String { root + "/caches" }

    var all: [String] { [root, snapshots, drafts, sessions, volumes, leases, trash, empty, downloads, locks] }

    func snapshot(_ id: SnapshotID) -> String { snapshots + "/" + id }
    func drafts(of lease: String) -> String { drafts + "/" + lease }
    func session(of lease: String) -> String { sessions + "/" + lease }
    /// `digest` is `sha256:…`.
    func blob(_ digest: String) -> String { blobs + "/" + digest.dropFirst(7) }
    func lease(_ id: String) -> String { leases + "/" + id }
}
