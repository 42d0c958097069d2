import Glibc

/// A control group that holds a container to its limits.
///
/// Works with version 2, and with version 1 in both layouts (`hybrid` too). Without the right to make groups — an
/// ordinary user without delegation — there is none, and the limits are kept by other means.
public final class ControlGroup: Sendable {
    /// The group's folders: one for version 2, one a controller for version 1.
    private let folders: [String: String]
    private let isUnified: Bool
    private static let root = "/sys/fs/cgroup"
    private static let parent = "workshop"

    /// Makes a group with limits, or returns `nil` where this process cannot.
    public init?(name: String, memoryBytes: Int64?, processes: Int?) {
        guard geteuid() == 0, !ProcessNamespaces.isRootless else { return nil }
        isUnified = access(Self.root + "/cgroup.controllers", F_OK) == 0
        var made: [String: String] = [:]
        if isUnified {
            let top = Self.root + "/" + Self.parent
            // The children of `workshop` get these controllers only if every folder above them passes them on.
            try? SmallFile.write("+memory +pids", to: Self.root + "/cgroup.subtree_control")
            mkdir(top, 0o755)
            try? SmallFile.write("+memory +pids", to: top + "/cgroup.subtree_control")
            let folder = top + "/" + name
            guard mkdir(folder, 0o755) == 0 else { return nil }
            made["unified"] = folder
        } else {
            for controller in ["memory", "pids"] {
                let top = "\(Self.root)/\(controller)/\(Self.parent)"
                mkdir(top, 0o755)
                if mkdir(top + "/" + name, 0o755) == 0 { made[controller] = top + "/" + name }
            }
            guard !made.isEmpty else { return nil }
        }
        folders = made
        if let memoryBytes { setMemory(memoryBytes) }
        if let processes, let folder = folders["unified"] ?? folders["pids"] {
            try? SmallFile.write(String(processes), to: folder + "/pids.max")
        }
    }

    private func setMemory(_ bytes: Int64) {
        if let folder = folders["unified"] {
            try? SmallFile.write(String(bytes), to: folder + "/memory.max")
            try? SmallFile.write("0", to: folder + "/memory.swap.max")
        } else if let folder = folders["memory"] {
            try? SmallFile.write(String(bytes), to: folder + "/memory.limit_in_bytes")
            try? SmallFile.write(String(bytes), to: folder + "/memory.memsw.limit_in_bytes")
        }
    }

    /// Opens the files through which a new process enters the group.
    ///
    /// Where there is `tasks` (version 1), it is used: a single thread that moves itself by it does not make every other
    /// process of the machine wait for it, as one that is written to `cgroup.procs` does for some milliseconds.
    public func openEntrances() throws(SystemError) -> [OwnedDescriptor] {
        let file = isUnified ? "/cgroup.procs" : "/tasks"
        var result: [OwnedDescriptor] = []
        for folder in folders.values.sorted() { result.append(try Descriptor.open(folder + file, O_WRONLY)) }
        return result
    }

    /// Whether the memory limit is kept by this group.
    public var limitsMemory: Bool { hasFile("memory.max") || folders["memory"] != nil }
    /// Whether the limit on processes is kept by this group.
    public var limitsProcesses: Bool { hasFile("pids.max") || folders["pids"] != nil }

    private func hasFile(_ name: String) -> Bool {
        folders["unified"].map { access($0 + "/" + name, F_OK) == 0 } ?? false
    }

    /// How many processes the kernel has killed because the memory limit was reached.
    public var memoryKills: Int {
        let file =
            folders["unified"].map { $0 + "/memory.events" } ?? folders["memory"].map { $0 + "/memory.oom_control" }
        return file.flatMap { Self.value(of: "oom_kill", in: $0) } ?? 0
    }

    /// How often a new process was refused because the limit was reached.
    public var processRefusals: Int {
        let file = (folders["unified"] ?? folders["pids"]).map { $0 + "/pids.events" }
        return file.flatMap { Self.value(of: "max", in: $0) } ?? 0
    }

    private static func value(of key: String, in file: String) -> Int? {
        for line in (SmallFile.text(file) ?? "").split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 2, fields[0] == key { return Int(fields[1]) }
        }
        return nil
    }

    /// Removes the group. Its processes must have ended; the kernel may need a moment to count them out.
    public func remove() {
        for folder in folders.values {
            var tries = 0
            while rmdir(folder) != 0, errno == EBUSY, tries < 100 {
                tries += 1
                usleep(1000)
            }
        }
    }

    /// The group's folders that still exist.
    public var remains: [String] { folders.values.filter { access($0, F_OK) == 0 }.sorted() }

    /// Removes the groups of a process that died: those whose names begin with `prefix`.
    ///
    /// - Throws: when a process is still in one of them.
    public static func removeAll(withPrefix prefix: String) throws(SystemError) {
        guard !prefix.isEmpty else { return }
        for top in ["", "/memory", "/pids"].map({ "\(root)\($0)/\(parent)" }) {
            guard let folder = try? RootedDirectory(top), let names = try? folder.list("/") else { continue }
            for name in names where name.hasPrefix(prefix) {
                if rmdir(top + "/" + name) != 0 && errno != ENOENT {
                    throw SystemError("rmdir", top + "/" + name, errno: errno)
                }
            }
        }
    }
}
