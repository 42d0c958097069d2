import DockerFlags
import EngineInterface
import Glibc
import Linux

extension ContainerCreation {
    mutating func readMounts(_ flags: DockerFlagValues, folder: String) throws {
        for text in flags.strings("volume") {
            switch try VolumeSpecification(text, folder: folder).meaning {
            case .anonymous(let path): if !configuration.volumes.contains(path) { configuration.volumes.append(path) }
            case .bind(let bind): if !host.binds.contains(bind) { host.binds.append(bind) }
            }
        }
        for text in flags.strings("mount") {
            guard let option = try? DockerMountOption(text) else { continue }
            host.mounts.append(try MountRequest(option, folder: folder))
        }
        for text in flags.strings("tmpfs") {
            let pair = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host.temporaryFileSystems[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
    }

    mutating func readPorts(_ flags: DockerFlagValues) throws {
        var exposed: Set<String> = []
        for text in flags.strings("publish") {
            let specification = try PortSpecification(text)
            host.portBindings += specification.bindings
            for binding in specification.bindings {
                exposed.insert("\(binding.containerPort)/\(binding.transport.rawValue)")
            }
        }
        for text in flags.strings("expose") {
            guard !text.contains(":") else { throw CommandFailure("invalid port format for --expose: \(text)") }
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let ports = parts.first.map(String.init) ?? ""
            let transport = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : "tcp"
            guard let range = PortRange(ports) else {
                throw CommandFailure("invalid range format for --expose: \(text), error: \(Self.complaint(ports))")
            }
            for port in range.first...range.last { exposed.insert("\(port)/\(transport)") }
        }
        configuration.exposedPorts = exposed.sorted()
    }

    /// Go's words for what is wrong with a range of ports.
    private static func complaint(_ text: String) -> String {
        guard !text.isEmpty else { return "empty string specified for ports" }
        for part in text.split(separator: "-", omittingEmptySubsequences: false).prefix(2) {
            let isNumber = !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isNumber }
            guard isNumber else { return "strconv.ParseUint: parsing \"\(part)\": invalid syntax" }
            guard UInt16(part) != nil else { return "strconv.ParseUint: parsing \"\(part)\": value out of range" }
        }
        return "invalid range specified for port: \(text)"
    }

    /// Devices as the engine takes them: `HOST:CONTAINER:rwm`.
    mutating func readDevices(_ flags: DockerFlagValues) throws {
        for text in flags.strings("device") {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard parts.count <= 3, !parts[0].isEmpty else { throw CommandFailure("bad format for path: \(text)") }
            var (inside, mode) = (parts[0], "rwm")
            if parts.count == 2 {
                if Self.isDeviceMode(parts[1]) { mode = parts[1] } else { inside = parts[1] }
            } else if parts.count == 3 {
                guard Self.isDeviceMode(parts[2]) else { throw CommandFailure("bad mode specified: \(parts[2])") }
                (inside, mode) = (parts[1], parts[2])
            }
            guard inside.hasPrefix("/") else { throw CommandFailure("\(inside) is not an absolute path") }
            host.devices.append("\(parts[0]):\(FilePath.clean(inside)):\(mode)")
        }
    }

    private static func isDeviceMode(_ text: String) -> Bool {
        !text.isEmpty && Set(text).count == text.count && text.allSatisfy { "rwm".contains($0) }
    }

    mutating func readNamespaces(_ flags: DockerFlagValues) throws {
        if flags.isSet("gpus") {
            throw EngineError(
                .invalidArgument, "could not select device driver \"\" with capabilities: [[gpu]]",
                help: "Graphics processors cannot be given to containers here; single devices can: --device /dev/dri.")
        }
        func isContainer(_ mode: String) -> Bool { mode.hasPrefix("container:") && mode.count > 10 }
        host.pidMode = flags.string("pid")
        guard ["", "host"].contains(host.pidMode) || isContainer(host.pidMode) else {
            throw CommandFailure("--pid: invalid PID mode")
        }
        host.utsMode = flags.string("uts")
        guard ["", "host"].contains(host.utsMode) else { throw CommandFailure("--uts: invalid UTS mode") }
        host.userNamespace = flags.string("userns")
        guard Self.isUserNamespace(host.userNamespace) else { throw CommandFailure("--userns: invalid USER mode") }
        guard ["", "host", "private"].contains(flags.string("cgroupns")) else {
            throw CommandFailure("--cgroupns: invalid CGROUP mode")
        }
        host.ipcMode = flags.string("ipc")
        guard ["", "private", "host", "shareable", "none"].contains(host.ipcMode) || isContainer(host.ipcMode) else {
            throw EngineError(
                .invalidArgument, "invalid IPC mode: \(host.ipcMode)",
                help: "There are private, shareable, host, none and container:NAME.")
        }
    }

    /// Empty, `host`, or `keep-id[:uid=N,gid=N]`.
    private static func isUserNamespace(_ text: String) -> Bool {
        if ["", "host", "keep-id"].contains(text) { return true }
        guard text.hasPrefix("keep-id:") else { return false }
        return text.dropFirst(8).split(separator: ",", omittingEmptySubsequences: false).allSatisfy { field in
            let pair = field.split(separator: "=", omittingEmptySubsequences: false)
            return pair.count == 2 && ["uid", "gid"].contains(pair[0]) && UInt32(pair[1]) != nil
        }
    }

    mutating func readLog(_ flags: DockerFlagValues) throws {
        let options = flags.strings("log-opt")
        if let driver = flags.string("log-driver").nonEmpty { host.logDriver = driver }
        guard host.logDriver != "none" || options.isEmpty else {
            throw CommandFailure("invalid logging opts for driver none")
        }
        for text in options {
            let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            host.logOptions[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
    }

    mutating func readSecurity(_ flags: DockerFlagValues, folder: String) throws {
        for text in flags.strings("security-opt") {
            let separator: Character = text.contains("=") ? "=" : ":"
            let pair = text.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if pair[0] == "no-new-privileges" {
                host.securityOptions.append(text)
                continue
            }
            guard pair.count == 2, !pair[1].isEmpty else { throw CommandFailure("Invalid --security-opt: \"\(text)\"") }
            guard pair[0] == "seccomp", !["builtin", "unconfined"].contains(pair[1]) else {
                host.securityOptions.append(pair.joined(separator: "="))
                continue
            }
            host.securityOptions.append("seccomp=" + (try Self.seccompProfile(pair[1], folder: folder)))
        }
    }

    private static func seccompProfile(_ path: String, folder: String) throws(CommandFailure) -> String {
        let absolute = FilePath.absolute(path, in: folder)
        do throws(SystemError) {
            _ = try Descriptor.open(absolute, O_RDONLY)
        } catch {
            let reason = SystemText.reason(error.errno)
            throw CommandFailure("opening seccomp profile (\(path)) failed: open \(path): \(reason)")
        }
        return absolute
    }

    /// Limits, as `run`, `create` and `update` take them.
    static func resources(_ flags: DockerFlagValues) -> ContainerResources {
        var resources = ContainerResources()
        resources.memoryBytes = flags.bytes("memory")
        resources.memorySwapBytes = flags.bytes("memory-swap")
        resources.memoryReservationBytes = flags.bytes("memory-reservation")
        resources.nanoCPUs = flags.nanoCPUs("cpus")
        resources.cpuShares = flags.int("cpu-shares")
        resources.cpuPeriod = flags.int("cpu-period")
        resources.cpuQuota = flags.int("cpu-quota")
        resources.cpusetCPUs = flags.string("cpuset-cpus")
        resources.cpusetMemoryNodes = flags.string("cpuset-mems")
        let processes = flags.int("pids-limit")
        if processes != 0 { resources.processes = processes }
        resources.blockIOWeight = UInt16(clamping: flags.uint("blkio-weight"))
        return resources
    }

    /// Sentences about options that are understood but change nothing here.
    static func withoutEffect(_ flags: DockerFlagValues) -> [String] {
        let names = [
            "annotation", "blkio-weight-device", "cgroup-parent", "cpu-rt-period", "cpu-rt-runtime",
            "device-cgroup-rule", "device-read-bps", "device-read-iops", "device-write-bps", "device-write-iops", "ip6",
            "isolation", "kernel-memory", "link-local-ip", "memory-swappiness", "runtime", "storage-opt",
            "use-api-socket", "volume-driver",
        ]
        return names.filter(flags.isSet).filter { $0 != "volume-driver" || flags.string($0) != "local" }
            .map { "--\($0) has no effect here." }
    }
}
