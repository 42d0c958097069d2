import EngineInterface
import Glibc
import Images
import Linux
import OCI

/// A container's folder: its layer, the mounted root file system, the bundle, the runtime's records.
struct ContainerFiles: Sendable {
    let folder: String
    var upper: String { folder + "/upper" }
    var work: String { folder + "/work" }
    var root: String { folder + "/rootfs" }
    var bundle: String { folder + "/bundle" }
    var state: String { folder + "/state" }

    /// Makes the folder and mounts the image's layers with an empty one above them.
    init(folder: String, lower: [String]) throws {
        self.folder = folder
        for path in [folder, folder + "/upper", folder + "/work", folder + "/rootfs", folder + "/bundle"] {
            try systemCall("mkdir", path) { mkdir(path, 0o755) }
        }
        try Overlay.mount(lower: lower, upper: upper, work: work, at: root)
    }

    /// Unmounts and removes everything.
    func remove() throws {
        try? Mount.unmount(root)
        try removeTree(folder)
    }

    /// What is left of it.
    var remains: [String] {
        var result: [String] = []
        if access(folder, F_OK) == 0 { result.append("the folder \(folder)") }
        let mounts = SmallFile.text("/proc/self/mountinfo") ?? ""
        if mounts.contains(" \(root) ") { result.append("the mount \(root)") }
        return result
    }
}

/// Which process a container runs: the image's configuration with what the request replaces.
struct ProcessChoice {
    let arguments: [String]
    let environment: [String]
    let workingDirectory: String
    let user: String

    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// - Throws: ``EngineError`` of kind `noCommand`.
    init(_ request: ContainerRequest, config: ImageConfig) throws(EngineError) {
        // Another entry point makes the image's CMD meaningless, as with docker run --entrypoint.
        let command = request.command ?? (request.entrypoint == nil ? config.cmd : nil)
        arguments = (request.entrypoint ?? config.entrypoint ?? []) + (command ?? [])
        guard let first = arguments.first, !first.isEmpty else {
            throw EngineError(
                .noCommand, "The image says nothing about what to run: it has neither ENTRYPOINT nor CMD.",
                help: "Add a last line such as CMD [\"/app/server\"] to the Dockerfile.")
        }
        environment = Self.environment(config.env, adding: request.environment)
        workingDirectory = request.workingDirectory ?? config.workingDir.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
        user = request.user ?? config.user ?? ""
    }

    /// The image's variables with additions, each name once; `PATH` has a value always.
    static func environment(_ base: [String], adding additions: [String: String]) -> [String] {
        var config = ImageConfig()
        config.env = base
        if config.environmentValue("PATH") == nil { config.env.insert("PATH=" + defaultPath, at: 0) }
        for name in additions.keys.sorted() { config.setEnvironment(name, to: additions[name] ?? "") }
        return config.env
    }

    /// Adds what the system gives to every process.
    static func complete(_ environment: [String], hostName: String, home: String) -> [String] {
        var config = ImageConfig()
        config.env = environment
        if config.environmentValue("HOSTNAME") == nil { config.env.append("HOSTNAME=" + hostName) }
        if config.environmentValue("HOME") == nil { config.env.append("HOME=" + home) }
        return config.env
    }
}

extension UserDatabase {
    /// Resolves a user as ``resolve(_:)`` does, with an error for the learner.
    func identity(_ specification: String) throws(EngineError) -> Identity {
        do {
            return try resolve(specification)
        } catch {
            switch error {
            case .noUser(let name):
                throw EngineError(
                    .invalidUser, "There is no user named \(name) in the image's /etc/passwd.",
                    help: "Create it in the Dockerfile before USER, or use a number, such as USER 1001.")
            case .noGroup(let name):
                throw EngineError(
                    .invalidUser, "There is no group named \(name) in the image's /etc/group.",
                    help: "Create it in the Dockerfile, or use a number.")
            case .badNumber(let text):
                throw EngineError(.invalidUser, "\(text) is too large for the number of a user or group.")
            }
        }
    }
}
