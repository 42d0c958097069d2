import Glibc
import Linux

/// Where the processes of a store find each other for its networks: STORE/network.
struct HubFolder: Sendable {
    let path: String
    let store: String

    init(store: String) {
        self.store = store
        path = store + "/network"
    }

    /// Held by who starts a keeper, and by the keeper until it is ready.
    var setupLock: String { path + "/setup.lock" }
    /// Held by the keeper as long as it lives.
    var keeperLock: String { path + "/keeper.lock" }
    /// Shared by those who use the networks; the keeper ends when it can have it alone.
    var usersLock: String { path + "/users.lock" }
    /// Held by who changes bridges.
    var changeLock: String { path + "/change.lock" }
    /// A ``HubState``, written by the keeper.
    var state: String { path + "/keeper.json" }
    /// A file for each user, named by its process and the descriptor with which it holds the hub.
    var users: String { path + "/users" }
    /// A folder for each network, with a file for each container on it.
    var names: String { path + "/names" }
    /// What is published, a file for each container.
    var ports: String { path + "/ports" }

    /// Says that a network was removed which stopped containers were on.
    func gone(_ networkID: String) -> String { path + "/gone-" + networkID }

    func make() throws(SystemError) {
        for folder in [path, users, names, ports] {
            if mkdir(folder, 0o700) != 0 && errno != EEXIST { throw SystemError("mkdir", folder, errno: errno) }
        }
    }
}

/// What the keeper tells about itself.
struct HubState: Codable, Sendable, Equatable {
    var process: Int32
    /// The descriptor with which it holds the hub's namespace.
    var descriptor: Int32
    /// The hub's namespace.
    var inode: UInt64
    /// Why the hub has no way out; `nil` when it has one.
    var obstacle: String?
}

/// Small JSON files that appear and change at once.
enum StateFile {
    static func write(_ text: [UInt8], to path: String) throws(SystemError) {
        let draft = "\(path).\(getpid()).\(RandomName.hex(words: 1))"
        let file = try Descriptor.open(draft, O_WRONLY | O_CREAT | O_EXCL)
        do throws(SystemError) {
            try Descriptor.write(text, to: file.number)
            file.closeNow()
            try systemCall("rename", path) { rename(draft, path) }
        } catch {
            unlink(draft)
            throw error
        }
    }
}
