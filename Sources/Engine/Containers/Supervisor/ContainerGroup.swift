import EngineInterface
import Glibc
import Linux

/// The control groups of a container: its limits, what it has used, and pausing it.
///
/// Version 2 has one folder for everything, version 1 one for each controller. See cgroups(7).
struct ContainerGroup {
    /// By controller; `unified` for version 2.
    let folders: [String: String]

    private static let root = "/sys/fs/cgroup"
    private static let parent = "workshop"
    private static let versionOne = ["memory", "pids", "cpu", "cpuacct", "cpuset", "freezer", "blkio", "devices"]

    static var isUnified: Bool { access(root + "/cgroup.controllers", F_OK) == 0 }

    /// Makes the groups with these limits; `nil` where this process may not.
    ///
    /// - Parameter warnings: gets what cannot be limited.
    init?(named name: String, _ resources: ContainerResources, isPrivileged: Bool, warnings: inout [String]) {
        guard geteuid() == 0, !ProcessNamespaces.isRootless else { return nil }
        var made: [String: String] = [:]
        if Self.isUnified {
            let top = "\(Self.root)/\(Self.parent)"
            let wanted = "+memory +pids +cpu +cpuset +io"
            mkdir(top, 0o755)
            for folder in [Self.root, top] {
                // All at once fails when one is missing.
                if (try? SmallFile.write(wanted, to: folder + "/cgroup.subtree_control")) == nil {
                    for one in wanted.split(separator: " ") {
                        try? SmallFile.write(String(one), to: folder + "/cgroup.subtree_control")
                    }
                }
            }
            if mkdir(top + "/" + name, 0o755) == 0 || errno == EEXIST { made["unified"] = top + "/" + name }
        } else {
            for controller in Self.versionOne where Self.isNeeded(controller, resources) {
                let top = "\(Self.root)/\(controller)/\(Self.parent)"
                mkdir(top, 0o755)
                if mkdir(top + "/" + name, 0o755) == 0 || errno == EEXIST { made[controller] = top + "/" + name }
            }
            if let folder = made["cpuset"] {
                // A new group has none, and nobody can enter it then.
                for file in ["cpuset.cpus", "cpuset.mems"] {
                    for path in ["\(Self.root)/cpuset/\(Self.parent)", folder] {
                        guard let own = SmallFile.text(path + "/" + file), own.allSatisfy(\.isWhitespace) else {
                            continue
                        }
                        let above = path.split(separator: "/").dropLast().joined(separator: "/")
                        if let value = SmallFile.text("/" + above + "/" + file) {
                            try? SmallFile.write(value, to: path + "/" + file)
                        }
                    }
                }
            }
            if let folder = made["devices"], !isPrivileged { Self.confineDevices(folder) }
        }
        guard !made.isEmpty else { return nil }
        folders = made
        warnings += set(resources)
    }

    /// The groups that a container has already.
    init?(existing name: String) {
        var found: [String: String] = [:]
        let unified = "\(Self.root)/\(Self.parent)/\(name)"
        if access(unified + "/cgroup.procs", F_OK) == 0 { found["unified"] = unified }
        for controller in Self.versionOne {
            let folder = "\(Self.root)/\(controller)/\(Self.parent)/\(name)"
            if access(folder, F_OK) == 0 { found[controller] = folder }
        }
        guard !found.isEmpty else { return nil }
        folders = found
    }

    /// Groups cost time to make and enter: those for limits that nobody asked for are left out.
    private static func isNeeded(_ controller: String, _ resources: ContainerResources) -> Bool {
        switch controller {
        case "cpuset": !resources.cpusetCPUs.isEmpty || !resources.cpusetMemoryNodes.isEmpty
        case "blkio": resources.blockIOWeight != 0
        case "cpu":
            resources.nanoCPUs != 0 || resources.cpuShares != 0 || resources.cpuPeriod != 0 || resources.cpuQuota != 0
        default: true
        }
    }

    /// The devices that any container may use, and no others. See the kernel's documentation of the devices controller.
    private static func confineDevices(_ folder: String) {
        // Who has entered already keeps what it has; nobody has.
        guard (try? SmallFile.write("a", to: folder + "/devices.deny")) != nil else { return }
        let rules = [
            "c *:* m", "b *:* m", "c 1:3 rwm", "c 1:5 rwm", "c 1:7 rwm", "c 1:8 rwm", "c 1:9 rwm", "c 5:0 rwm",
            "c 5:1 rwm", "c 5:2 rwm", "c 136:* rwm", "c 10:200 rwm",
        ]
        for rule in rules { try? SmallFile.write(rule, to: folder + "/devices.allow") }
    }

    /// Lets the container use a device of the host: `c 1:3 rwm`.
    func allow(device rule: String) {
        if let folder = folders["devices"] { try? SmallFile.write(rule, to: folder + "/devices.allow") }
    }

    // MARK: - Limits

    /// Sets limits. Returns a sentence for each that this machine cannot keep.
    func set(_ resources: ContainerResources) -> [String] {
        var warnings: [String] = []
        func write(_ value: String, _ controller: String, _ file: String, _ what: String) {
            guard let folder = folders["unified"] ?? folders[controller],
                (try? SmallFile.write(value, to: folder + "/" + file)) != nil
            else {
                warnings.append("Your kernel does not support \(what). It was discarded.")
                return
            }
        }
        let isUnified = folders["unified"] != nil
        if resources.memoryBytes > 0 { setMemory(resources, &warnings) }
        if resources.memoryReservationBytes > 0 {
            write(
                String(resources.memoryReservationBytes), "memory",
                isUnified ? "memory.low" : "memory.soft_limit_in_bytes", "memory soft limit capabilities")
        }
        if let processes = resources.processes {
            write(processes < 1 ? "max" : String(processes), "pids", "pids.max", "pids limit capabilities")
        }
        if let (quota, period) = Self.bandwidth(resources) {
            if isUnified {
                write("\(quota) \(period)", "cpu", "cpu.max", "CPU CFS quota")
            } else {
                write(String(period), "cpu", "cpu.cfs_period_us", "CPU CFS period")
                write(String(quota), "cpu", "cpu.cfs_quota_us", "CPU CFS quota")
            }
        }
        if resources.cpuShares > 0 {
            // The kernel's own conversion of 2…262144 to 1…10000.
            let weight = 1 + ((max(2, min(resources.cpuShares, 262_144)) - 2) * 9999) / 262_142
            write(
                isUnified ? String(weight) : String(max(2, resources.cpuShares)), "cpu",
                isUnified ? "cpu.weight" : "cpu.shares", "CPU shares")
        }
        if !resources.cpusetCPUs.isEmpty { write(resources.cpusetCPUs, "cpuset", "cpuset.cpus", "cpuset") }
        if !resources.cpusetMemoryNodes.isEmpty {
            write(resources.cpusetMemoryNodes, "cpuset", "cpuset.mems", "cpuset")
        }
        if resources.blockIOWeight > 0 {
            write(
                isUnified ? "default \(resources.blockIOWeight)" : String(resources.blockIOWeight), "blkio",
                isUnified ? "io.bfq.weight" : "blkio.weight", "Block I/O weight")
        }
        if resources.disablesOutOfMemoryKiller, !isUnified {
            write("1", "memory", "memory.oom_control", "OomKillDisable")
        }
        return warnings
    }

    private func setMemory(_ resources: ContainerResources, _ warnings: inout [String]) {
        let bytes = resources.memoryBytes
        // Memory and swap together: as much again as swap when nothing is said, as with Docker.
        let total = resources.memorySwapBytes == 0 ? bytes * 2 : resources.memorySwapBytes
        if let folder = folders["unified"] {
            try? SmallFile.write(String(bytes), to: folder + "/memory.max")
            try? SmallFile.write(total < 0 ? "max" : String(total - bytes), to: folder + "/memory.swap.max")
        } else if let folder = folders["memory"] {
            let limit = folder + "/memory.limit_in_bytes"
            let swap = folder + "/memory.memsw.limit_in_bytes"
            // The one may never be above the other, whichever of both moves first.
            if (try? SmallFile.write(String(bytes), to: limit)) == nil {
                try? SmallFile.write(String(total), to: swap)
                try? SmallFile.write(String(bytes), to: limit)
            }
            try? SmallFile.write(String(total), to: swap)
            guard SmallFile.text(limit).flatMap({ Int64($0.trimmedOfSpace) }).map({ $0 <= bytes }) == true else {
                warnings.append("The memory limit could not be set: the container uses more already.")
                return
            }
        } else {
            warnings.append("Your kernel does not support memory limit capabilities. Limitation discarded.")
        }
    }

    /// Microseconds of CPU time in so many microseconds.
    private static func bandwidth(_ resources: ContainerResources) -> (quota: Int64, period: Int64)? {
        if resources.nanoCPUs > 0 { return (resources.nanoCPUs / 10_000, 100_000) }
        guard resources.cpuQuota != 0 || resources.cpuPeriod != 0 else { return nil }
        return (
            resources.cpuQuota == 0 ? -1 : resources.cpuQuota, resources.cpuPeriod == 0 ? 100_000 : resources.cpuPeriod
        )
    }

    // MARK: - Use

    /// Opens the files by which a process enters: see ``ControlGroup/openEntrances()``.
    func openEntrances() throws(SystemError) -> [OwnedDescriptor] {
        var result: [OwnedDescriptor] = []
        for (controller, folder) in folders.sorted(by: { $0.key < $1.key }) {
            let file = controller == "unified" ? "/cgroup.procs" : "/tasks"
            result.append(try Descriptor.open(folder + file, O_WRONLY))
        }
        return result
    }

    // MARK: - Showing

    /// Mounts the groups' files in a folder, for the container to see its limits and what it uses; afterwards they are
    /// where the returned paths say. Doing it again changes nothing.
    ///
    /// - Returns: paths in the container with those of this machine; the first one's place is an empty folder otherwise.
    func show(in folder: String) -> [(target: String, source: String)] {
        mkdir(folder, 0o755)
        let place = "/sys/fs/cgroup"
        if let unified = folders["unified"] {
            if access(folder + "/cgroup.procs", F_OK) != 0, (try? Mount.bind(unified, at: folder)) == nil { return [] }
            return [(place, folder)]
        }
        return folders.sorted { $0.key < $1.key }.filter { $0.key != "devices" && $0.key != "freezer" }.compactMap {
            let path = folder + "/" + $0.key
            mkdir(path, 0o755)
            if access(path + "/tasks", F_OK) != 0, (try? Mount.bind($0.value, at: path)) == nil { return nil }
            return ("\(place)/\($0.key)", path)
        }
    }

    /// Takes the mounts of ``show(in:)`` away.
    func hide(in folder: String) {
        if folders["unified"] != nil { try? Mount.unmount(folder) }
        for controller in folders.keys where access("\(folder)/\(controller)/tasks", F_OK) == 0 {
            try? Mount.unmount("\(folder)/\(controller)")
        }
    }

    var canFreeze: Bool { folders["freezer"] != nil || folders["unified"] != nil }

    /// Stops or continues all processes. Returns whether the kernel did.
    func freeze(_ isFrozen: Bool) -> Bool {
        if let folder = folders["unified"] {
            guard (try? SmallFile.write(isFrozen ? "1" : "0", to: folder + "/cgroup.freeze")) != nil else {
                return false
            }
            return waitFor { Self.value(of: "frozen", in: folder + "/cgroup.events") == (isFrozen ? 1 : 0) }
        }
        guard let folder = folders["freezer"] else { return false }
        let state = folder + "/freezer.state"
        let wanted = isFrozen ? "FROZEN" : "THAWED"
        return waitFor {
            // A process that is being made meanwhile can hold it up: it is to be asked for again.
            try? SmallFile.write(wanted, to: state)
            return SmallFile.text(state)?.trimmedOfSpace == wanted
        }
    }

    private func waitFor(_ condition: () -> Bool) -> Bool {
        let deadline = Clock.monotonic + 2_000_000_000
        repeat {
            if condition() { return true }
            usleep(500)
        } while Clock.monotonic < deadline
        return false
    }

    var limitsMemory: Bool { has("memory", "memory.max") }
    var limitsProcesses: Bool { has("pids", "pids.max") }

    private func has(_ controller: String, _ file: String) -> Bool {
        folders["unified"].map { access("\($0)/\(file)", F_OK) == 0 } ?? (folders[controller] != nil)
    }

    /// How many processes the kernel has killed because the memory limit was reached.
    var memoryKills: Int {
        let file =
            folders["unified"].map { $0 + "/memory.events" } ?? folders["memory"].map { $0 + "/memory.oom_control" }
        return file.flatMap { Self.value(of: "oom_kill", in: $0) } ?? 0
    }

    static func value(of key: String, in file: String) -> Int? {
        for line in (SmallFile.text(file) ?? "").split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 2, fields[0] == key { return Int(fields[1]) }
        }
        return nil
    }

    /// Removes the groups. Their processes must have ended; the kernel may need a moment to count them out.
    func remove() {
        for folder in folders.values {
            var tries = 0
            while rmdir(folder) != 0, errno == EBUSY, tries < 200 {
                tries += 1
                usleep(500)
            }
        }
    }

    /// Removes what a container that died left.
    static func remove(named name: String) { ContainerGroup(existing: name)?.remove() }
}

extension String {
    /// Without blanks and line breaks at both ends.
    var trimmedOfSpace: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
