import EngineInterface
import Foundation
import Linux
import OCI

/// A process to run in a root file system, with every name resolved.
struct LaunchPlan: Sendable {
    var id: String
    var hostName: String
    /// The mounted root file system.
    var root: String
    var arguments: [String]
    /// `NAME=value`.
    var environment: [String]
    var workingDirectory: String
    var identity: UserDatabase.Identity
    /// Mounts besides /proc, /dev, /sys and the files in /etc that every container has.
    var mounts: [RuntimeSpec.Mount]
    var network: LaunchNetwork
    /// Lines for /etc/hosts: address and name.
    var hosts: [(address: String, name: String)]
    var limits: ResourceLimits
    /// Limits of setrlimit(2), besides that nothing dumps its memory.
    var resourceLimits: [ResourceLimit] = []
    /// The size of /dev/shm; `nil` is 64 MiB.
    var sharedMemoryBytes: Int64?
    /// The process gets a terminal, which the runtime connects with its own standard input and output.
    var hasTerminal = false
    /// Only what is mounted can be written to.
    var isRootReadOnly = false
}

/// The network namespace that a process starts in.
enum LaunchNetwork: Sendable {
    case namespace(NetworkNamespace, resolver: [String])
    case host
}

/// Writes the folder that an OCI runtime starts a container from.
struct Bundle {
    let folder: String

    init(at folder: String, plan: LaunchPlan) throws {
        self.folder = folder
        try SmallFile.write(Self.hostsFile(plan), to: folder + "/hosts")
        try SmallFile.write(plan.hostName + "\n", to: folder + "/hostname")
        try SmallFile.write(Self.resolverFile(plan), to: folder + "/resolv.conf")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(spec(plan)), as: UTF8.self)
        try SmallFile.write(json, to: folder + "/config.json", mode: 0o600)
    }

    private static func hostsFile(_ plan: LaunchPlan) -> String {
        var lines = ["127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost ip6-loopback"]
        if case .host = plan.network { lines.append("127.0.1.1\t\(plan.hostName)") }
        lines += plan.hosts.map { "\($0.address)\t\($0.name)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func resolverFile(_ plan: LaunchPlan) -> String {
        switch plan.network {
        case .host: SmallFile.text("/etc/resolv.conf") ?? ""
        case .namespace(_, let servers): servers.map { "nameserver \($0)\n" }.joined()
        }
    }

    private func spec(_ plan: LaunchPlan) -> RuntimeSpec {
        var process = RuntimeSpec.Process(
            user: .init(
                uid: plan.identity.uid, gid: plan.identity.gid, additionalGids: plan.identity.additionalGroups),
            args: plan.arguments, env: plan.environment, cwd: plan.workingDirectory,
            capabilities: Confinement.capabilities(uid: plan.identity.uid),
            rlimits: Self.resourceLimits(plan))
        process.terminal = plan.hasTerminal
        var isHostNetwork = false
        if case .host = plan.network { isHostNetwork = true }
        let linux = RuntimeSpec.Linux(
            namespaces: ["pid", "mount", "ipc", "uts"].map { .init($0) },
            maskedPaths: Confinement.maskedPaths, readonlyPaths: Confinement.readonlyPaths,
            seccomp: Confinement.seccomp)
        return RuntimeSpec(
            process: process, root: .init(path: plan.root, readonly: plan.isRootReadOnly), hostname: plan.hostName,
            mounts: standardMounts(isHostNetwork: isHostNetwork, sharedMemoryBytes: plan.sharedMemoryBytes ?? 64 << 20)
                + plan.mounts.sorted { $0.destination < $1.destination },
            linux: linux)
    }

    private static func resourceLimits(_ plan: LaunchPlan) -> [RuntimeSpec.ResourceLimit] {
        let asked = plan.resourceLimits.map { limit in
            RuntimeSpec.ResourceLimit(
                type: "RLIMIT_" + limit.name.uppercased(), soft: limit.soft, hard: limit.hard)
        }
        return (asked.contains { $0.type == "RLIMIT_CORE" } ? [] : [.init(type: "RLIMIT_CORE", value: 0)]) + asked
    }

    private func standardMounts(isHostNetwork: Bool, sharedMemoryBytes: Int64) -> [RuntimeSpec.Mount] {
        // The kernel allows a fresh sysfs only to the owner of the network namespace.
        let sys: RuntimeSpec.Mount =
            isHostNetwork && ProcessNamespaces.isRootless
            ? .init("/sys", type: "none", source: "/sys", options: ["rbind", "nosuid", "noexec", "nodev", "ro"])
            : .init("/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", "ro"])
        return [
            .init("/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"]),
            .init(
                "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "strictatime", "mode=755", "size=65536k"]),
            .init(
                "/dev/pts", type: "devpts", source: "devpts",
                options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
            .init(
                "/dev/shm", type: "tmpfs", source: "shm",
                options: ["nosuid", "noexec", "nodev", "mode=1777", "size=\(sharedMemoryBytes)"]),
            .init("/dev/mqueue", type: "mqueue", source: "mqueue", options: ["nosuid", "noexec", "nodev"]),
            sys,
            file("/etc/hosts"), file("/etc/hostname"), file("/etc/resolv.conf"),
        ]
    }

    private func file(_ path: String) -> RuntimeSpec.Mount {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return .init(path, type: "bind", source: folder + "/" + name, options: ["rbind", "rprivate"])
    }
}
