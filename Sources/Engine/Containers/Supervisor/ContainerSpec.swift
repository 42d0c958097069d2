import EngineInterface
import Glibc
import Linux
import OCI

/// Writes what the runtime is told about a container: Docker's rules, applied to its settings.
struct ContainerSpec {
    let settings: StoredContainer
    let folder: ContainerFolder
    let identity: UserDatabase.Identity
    let capabilities: CapabilitySet
    let security: SecurityOptions
    /// Namespaces of other containers to join, by type: paths that hold where the runtime runs.
    var joined: [String: String] = [:]
    /// The container whose hosts, hostname and resolv.conf this one has: itself, or the one whose network it shares.
    var files: ContainerFolder
    /// Where the container's control groups are mounted for it: a path in the container, and one of the host.
    var groups: [(target: String, source: String)] = []
    /// The size of the terminal at the start.
    var terminalSize: TerminalCells?
    var hostName: String { Self.hostName(settings) }

    private var configuration: ContainerConfiguration { settings.configuration }
    private var host: HostConfiguration { settings.host }
    private var isHostNetwork: Bool { host.networkMode == "host" }

    /// - Throws: ``EngineError`` of kind `invalidArgument`, `invalidUser`, `hostUnable`.
    init(_ settings: StoredContainer, folder: ContainerFolder, root: RootedDirectory) throws {
        self.settings = settings
        self.folder = folder
        files = folder
        if settings.host.isPrivileged, ProcessNamespaces.isRootless {
            throw EngineError(
                .hostUnable, "--privileged is for root only: an ordinary user has no rights over this machine to give.",
                help:
                    "Use --cap-add for what the container needs within its own namespaces, or run the command as root.")
        }
        security = try SecurityOptions(settings.host.securityOptions)
        capabilities = try CapabilitySet(settings.host)
        let users = UserDatabase(root: root)
        var identity = try users.dockerIdentity(settings.configuration.user ?? "")
        var groups = Set(identity.additionalGroups)
        for name in settings.host.addedGroups {
            do {
                groups.insert(try users.group(name))
            } catch {
                throw EngineError(.invalidUser, "unable to find group \(name): no matching entries in group file")
            }
        }
        identity.additionalGroups = groups.sorted()
        self.identity = identity
    }

    /// The name that the container's processes see.
    static func hostName(_ settings: StoredContainer) -> String {
        if let name = settings.configuration.hostname, !name.isEmpty { return name }
        if settings.host.networkMode == "host" || settings.host.utsMode == "host" {
            return SmallFile.text("/proc/sys/kernel/hostname")?.split(separator: "\n").first.map(String.init) ?? "host"
        }
        return String(settings.id.prefix(12))
    }

    var arguments: [String] { (configuration.entrypoint ?? []) + (configuration.command ?? []) }

    var workingDirectory: String {
        configuration.workingDirectory.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
    }

    /// The container's first process, or another one in it.
    func process(
        arguments: [String], environment: [String], hasTerminal: Bool, workingDirectory: String,
        identity: UserDatabase.Identity, capabilities: [String]
    ) -> RuntimeSpec.Process {
        let active = identity.uid == 0 ? capabilities : []
        var process = RuntimeSpec.Process(
            user: .init(
                uid: identity.uid, gid: identity.gid,
                additionalGids: [identity.gid] + identity.additionalGroups.filter { $0 != identity.gid }),
            args: arguments, env: environment, cwd: workingDirectory,
            capabilities: .init(bounding: capabilities, effective: active, permitted: active),
            rlimits: limits, noNewPrivileges: security.refusesNewPrivileges)
        process.terminal = hasTerminal
        if hasTerminal, let terminalSize {
            process.consoleSize = .init(height: terminalSize.rows, width: terminalSize.columns)
        }
        if host.resources.outOfMemoryScore != 0 { process.oomScoreAdj = host.resources.outOfMemoryScore }
        return process
    }

    private var limits: [RuntimeSpec.ResourceLimit] {
        let asked = host.limits.map {
            RuntimeSpec.ResourceLimit(type: "RLIMIT_" + $0.name.uppercased(), soft: $0.soft, hard: $0.hard)
        }
        // Nothing dumps its memory into somebody's folder unless that is asked for.
        return (asked.contains { $0.type == "RLIMIT_CORE" } ? [] : [.init(type: "RLIMIT_CORE", value: 0)]) + asked
    }

    /// - Throws: ``EngineError`` of kind `hostUnable` when there is no init to run; `invalidArgument` for devices.
    func make() throws -> RuntimeSpec {
        var arguments = arguments
        var mounts =
            standardMounts() + groupMounts()
        mounts = mounts.filter { mount in !settings.mounts.contains { $0.destination == mount.destination } }
        // What lies deeper is mounted later, wherever it comes from: a folder mounted on /etc does not hide /etc/hosts.
        mounts = (mounts + settings.mounts.map(Self.mount)).enumerated().sorted { first, second in
            (Self.depth(first.element.destination), first.offset) < (
                Self.depth(second.element.destination), second.offset
            )
        }.map(\.element)
        if host.runsInit {
            mounts.append(
                .init(
                    Self.initPath, type: "bind", source: try Self.findInit(),
                    options: ["bind", "ro", "nosuid", "nodev"]))
            arguments = [Self.initPath, "--"] + arguments
        }
        let environment = ContainerEnvironment.make(
            configuration.environment, hostName: hostName, home: identity.home, hasTerminal: configuration.hasTerminal)
        let main = process(
            arguments: arguments, environment: environment, hasTerminal: configuration.hasTerminal,
            workingDirectory: workingDirectory, identity: identity, capabilities: capabilities.names)
        let isOpen = host.isPrivileged || security.showsSystemPaths
        var linux = RuntimeSpec.Linux(
            namespaces: namespaces, maskedPaths: isOpen ? [] : Confinement.maskedPaths,
            readonlyPaths: isOpen ? [] : Confinement.readonlyPaths, seccomp: try filter())
        // The network's are set by the engine, for the runtime does not make that namespace.
        let sysctls = host.sysctls.filter { !$0.key.hasPrefix("net.") && !$0.key.hasPrefix("net/") }
        if !sysctls.isEmpty { linux.sysctl = sysctls }
        let devices = try host.isPrivileged ? HostDevices.all() : host.devices.flatMap(HostDevices.resolve)
        if !devices.isEmpty { linux.devices = devices }
        if settings.mounts.contains(where: { $0.propagation.hasSuffix("shared") || $0.propagation.hasSuffix("slave") })
        {
            linux.rootfsPropagation =
                settings.mounts.contains { $0.propagation.hasSuffix("shared") } ? "shared" : "slave"
        }
        var spec = RuntimeSpec(
            process: main, root: .init(path: folder.root, readonly: host.hasReadOnlyRoot),
            hostname: host.utsMode == "host" ? nil : hostName, mounts: mounts, linux: linux)
        if !configuration.domainname.isEmpty, host.utsMode != "host" { spec.domainname = configuration.domainname }
        return spec
    }

    private func filter() throws -> RuntimeSpec.Seccomp? {
        if host.isPrivileged { return nil }
        let names = Set(capabilities.names)
        switch security.filter {
        case .standard: return SystemCallProfile.filter(capabilities: names)
        case .none: return nil
        case .profile(let text): return try SeccompProfile.filter(text, capabilities: names)
        }
    }

    private var namespaces: [RuntimeSpec.Namespace] {
        var result = [RuntimeSpec.Namespace("mount")]
        if host.pidMode != "host" { result.append(.init("pid", path: joined["pid"])) }
        if host.ipcMode != "host" { result.append(.init("ipc", path: joined["ipc"])) }
        if host.utsMode != "host" { result.append(.init("uts")) }
        return result
    }

    // MARK: - Mounts

    private func standardMounts() -> [RuntimeSpec.Mount] {
        let isRootless = ProcessNamespaces.isRootless
        var sys = RuntimeSpec.Mount(
            "/sys", type: "sysfs", source: "sysfs",
            options: ["nosuid", "noexec", "nodev", host.isPrivileged ? "rw" : "ro"])
        // The kernel allows a fresh sysfs only to the owner of the network namespace.
        if isRootless && (isHostNetwork) {
            sys = .init("/sys", type: "none", source: "/sys", options: ["rbind", "nosuid", "noexec", "nodev", "ro"])
        }
        let size = host.sharedMemoryBytes > 0 ? host.sharedMemoryBytes : 64 << 20
        var result: [RuntimeSpec.Mount] = [
            .init("/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"]),
            .init(
                "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "strictatime", "mode=755", "size=65536k"]),
            .init(
                "/dev/pts", type: "devpts", source: "devpts",
                options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
            sys,
        ]
        if host.ipcMode == "host" {
            result.append(.init("/dev/shm", type: "bind", source: "/dev/shm", options: ["rbind", "rprivate"]))
        } else {
            if host.ipcMode != "none", let shared = joined["shm"] {
                result.append(.init("/dev/shm", type: "bind", source: shared, options: ["rbind", "rprivate"]))
            } else if host.ipcMode != "none" {
                result.append(
                    .init(
                        "/dev/shm", type: "tmpfs", source: "shm",
                        options: ["nosuid", "noexec", "nodev", "mode=1777", "size=\(size)"]))
            }
            result.append(
                .init("/dev/mqueue", type: "mqueue", source: "mqueue", options: ["nosuid", "noexec", "nodev"]))
        }
        for (target, source) in [
            ("/etc/resolv.conf", files.resolver), ("/etc/hostname", files.hostname), ("/etc/hosts", files.hosts),
        ] { result.append(.init(target, type: "bind", source: source, options: ["rbind", "rprivate"])) }
        return result
    }

    /// The control groups, each at its place below an empty folder; version 2 has a single place.
    private func groupMounts() -> [RuntimeSpec.Mount] {
        let place = "/sys/fs/cgroup"
        let safe = ["nosuid", "nodev", "noexec"]
        let isSingle = groups.first?.target == place
        let base: [RuntimeSpec.Mount] =
            groups.isEmpty || isSingle
            ? [] : [.init(place, type: "tmpfs", source: "tmpfs", options: safe + ["mode=755", "size=64k"])]
        return base + groups.map { .init($0.target, type: "bind", source: $0.source, options: ["bind", "ro"] + safe) }
    }

    private static func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

    private static func mount(_ point: MountPoint) -> RuntimeSpec.Mount {
        let access = point.isReadOnly ? "ro" : "rw"
        guard point.kind != .tmpfs else {
            return .init(
                point.destination, type: "tmpfs", source: "tmpfs", options: temporary(point.options + [access]))
        }
        let kind = point.options.contains("bind") ? "bind" : "rbind"
        let propagation = point.propagation.isEmpty ? "rprivate" : point.propagation
        return .init(
            point.destination, type: "bind", source: point.source, options: [kind, propagation, access])
    }

    /// Docker's options of a tmpfs, each unless the opposite is asked for.
    private static func temporary(_ asked: [String]) -> [String] {
        let standard = [("noexec", "exec"), ("nosuid", "suid"), ("nodev", "dev")]
        var result = standard.filter { !asked.contains($0.1) }.map(\.0)
        result += asked.filter { !["exec", "suid", "dev"].contains($0) && !result.contains($0) }
        if !asked.contains(where: { $0.hasPrefix("mode=") }) { result.append("mode=1777") }
        return result
    }

    // MARK: - Init

    private static let initPath = "/sbin/docker-init"

    /// A small init that needs nothing of the container's files.
    private static func findInit() throws(EngineError) -> String {
        for name in ["docker-init", "catatonit", "tini-static", "tini"] {
            if let path = Tool.find(name), isStatic(path) { return path }
        }
        throw EngineError(
            .hostUnable, "--init needs a small init program, and there is none on this machine.",
            help: "Install one with: apt-get install catatonit")
    }

    /// Whether a program names no loader: ELF without a `PT_INTERP` entry. See elf(5).
    private static func isStatic(_ path: String) -> Bool {
        guard let bytes = try? SmallFile.read(path, limit: 64 << 10), bytes.count > 64,
            bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
        else { return false }
        func number(_ offset: Int, _ size: Int) -> Int {
            bytes[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        let start = number(32, 4)
        let size = number(54, 2)
        for index in 0..<number(56, 2) {
            let entry = start + index * size
            guard entry + 4 <= bytes.count else { return false }
            if number(entry, 4) == 3 { return false }
        }
        return true
    }
}
