import DockerFormat
import EngineInterface

/// How a container is connected with its host: Docker's `HostConfig`.
struct HostConfigInspection {
    let container: ContainerRecord

    private var host: HostConfiguration { container.host }
    private var resources: ContainerResources { container.host.resources }

    var value: OrderedJSON {
        .object(connections + confinement + limits + paths)
    }

    private var connections: [OrderedJSON.Member] {
        [
            .init("Binds", JSONFields.listOrNull(host.binds)),
            .init("ContainerIDFile", .string(host.containerIDFile)),
            .init(
                "LogConfig",
                .object([.init("Type", .string(host.logDriver)), .init("Config", .strings(host.logOptions))])),
            .init("NetworkMode", .string(host.networkMode)),
            .init("PortBindings", portBindings),
            .init(
                "RestartPolicy",
                .object([
                    .init("Name", .string(host.restartPolicy.kind.rawValue)),
                    .init("MaximumRetryCount", JSONFields.number(host.restartPolicy.maximumRetries)),
                ])),
            .init("AutoRemove", .bool(host.removesItself)),
            .init("VolumeDriver", ""),
            .init("VolumesFrom", JSONFields.listOrNull(host.volumesFrom)),
        ]
    }

    private var portBindings: OrderedJSON {
        var bindings: [String: [OrderedJSON]] = [:]
        for binding in host.portBindings {
            bindings["\(binding.containerPort)/\(binding.transport.rawValue)", default: []].append(
                NetworkSettingsInspection.portBinding(
                    address: binding.hostAddress, port: binding.hostPort == 0 ? "" : String(binding.hostPort)))
        }
        return .map(bindings.mapValues { .array($0) })
    }

    private var confinement: [OrderedJSON.Member] {
        [
            .init("CapAdd", capabilities(host.addedCapabilities)),
            .init("CapDrop", capabilities(host.droppedCapabilities)),
            .init("CgroupnsMode", "private"),
            .init("Dns", .strings(host.dnsServers)),
            .init("DnsOptions", .strings(host.dnsOptions)),
            .init("DnsSearch", .strings(host.dnsSearch)),
            .init("ExtraHosts", JSONFields.listOrNull(host.extraHosts)),
            .init("GroupAdd", JSONFields.listOrNull(host.addedGroups)),
            .init("IpcMode", .string(host.ipcMode.isEmpty ? "private" : host.ipcMode)),
            .init("Cgroup", ""),
            .init("Links", JSONFields.listOrNull(container.endpoints.flatMap(\.links))),
            .init("OomScoreAdj", JSONFields.number(resources.outOfMemoryScore)),
            .init("PidMode", .string(host.pidMode)),
            .init("Privileged", .bool(host.isPrivileged)),
            .init("PublishAllPorts", .bool(host.publishesAllPorts)),
            .init("ReadonlyRootfs", .bool(host.hasReadOnlyRoot)),
            .init("SecurityOpt", JSONFields.listOrNull(host.securityOptions)),
            .init("Tmpfs", .strings(host.temporaryFileSystems), omitsEmpty: true),
            .init("UTSMode", .string(host.utsMode)),
            .init("UsernsMode", .string(host.userNamespace)),
            .init(
                "ShmSize",
                JSONFields.number(host.sharedMemoryBytes == 0 ? 67_108_864 as Int64 : host.sharedMemoryBytes)),
            .init("Sysctls", .strings(host.sysctls), omitsEmpty: true),
            // The default one; `docker info` names it.
            .init("Runtime", "runc"),
            .init("ConsoleSize", [0, 0]),
            .init("Isolation", ""),
        ]
    }

    private func capabilities(_ names: [String]) -> OrderedJSON {
        JSONFields.listOrNull(
            names.map { name in
                let name = name.uppercased()
                return name == "ALL" || name.hasPrefix("CAP_") ? name : "CAP_" + name
            })
    }

    private var limits: [OrderedJSON.Member] {
        [
            .init("CpuShares", JSONFields.number(resources.cpuShares)),
            .init("Memory", JSONFields.number(resources.memoryBytes)),
            .init("NanoCpus", JSONFields.number(resources.nanoCPUs)),
            .init("CgroupParent", ""),
            .init("BlkioWeight", JSONFields.number(resources.blockIOWeight)),
            .init("BlkioWeightDevice", []),
            .init("BlkioDeviceReadBps", []),
            .init("BlkioDeviceWriteBps", []),
            .init("BlkioDeviceReadIOps", []),
            .init("BlkioDeviceWriteIOps", []),
            .init("CpuPeriod", JSONFields.number(resources.cpuPeriod)),
            .init("CpuQuota", JSONFields.number(resources.cpuQuota)),
            .init("CpuRealtimePeriod", 0),
            .init("CpuRealtimeRuntime", 0),
            .init("CpusetCpus", .string(resources.cpusetCPUs)),
            .init("CpusetMems", .string(resources.cpusetMemoryNodes)),
            .init("Devices", .array(host.devices.map(device))),
            .init("DeviceCgroupRules", .nilList),
            .init("DeviceRequests", .nilList),
            .init("KernelMemory", 0),
            .init("KernelMemoryTCP", 0),
            .init("MemoryReservation", JSONFields.number(resources.memoryReservationBytes)),
            .init("MemorySwap", JSONFields.number(swap)),
            .init("MemorySwappiness", .null),
            .init("OomKillDisable", .bool(resources.disablesOutOfMemoryKiller)),
            .init(
                "PidsLimit",
                processLimit),
            .init("Ulimits", .array(host.limits.map(limit))),
            .init("CpuCount", 0),
            .init("CpuPercent", 0),
            .init("IOMaximumIOps", 0),
            .init("IOMaximumBandwidth", 0),
        ]
    }

    private var processLimit: OrderedJSON {
        guard let limit = resources.processes, limit > 0 else { return .null }
        return JSONFields.number(limit)
    }

    /// Memory and swap together: twice the memory when only that was given.
    private var swap: Int64 {
        guard resources.memorySwapBytes == 0, resources.memoryBytes > 0 else { return resources.memorySwapBytes }
        return resources.memoryBytes.multipliedReportingOverflow(by: 2).partialValue
    }

    private func device(_ text: String) -> OrderedJSON {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let isMode = { (part: String) in !part.isEmpty && part.allSatisfy { "rwm".contains($0) } }
        let path = parts.first ?? ""
        let inside = parts.dropFirst().first { !isMode($0) } ?? path
        return .object([
            .init("PathOnHost", .string(path)),
            .init("PathInContainer", .string(inside)),
            .init("CgroupPermissions", .string(parts.dropFirst().last(where: isMode) ?? "rwm")),
        ])
    }

    private func limit(_ limit: ResourceLimit) -> OrderedJSON {
        func number(_ value: UInt64) -> OrderedJSON { JSONFields.number(value == .max ? -1 : Int(clamping: value)) }
        return .object([
            .init("Name", .string(limit.name)), .init("Hard", number(limit.hard)),
            .init("Soft", number(limit.soft)),
        ])
    }

    private var paths: [OrderedJSON.Member] {
        [
            .init("Mounts", .array(host.mounts.map(mount)), omitsEmpty: true),
            .init("MaskedPaths", host.isPrivileged ? .nilList : .strings(Self.maskedPaths)),
            .init("ReadonlyPaths", host.isPrivileged ? .nilList : .strings(Self.readOnlyPaths)),
            .init("Init", host.runsInit ? true : .null, omitsEmpty: true),
        ]
    }

    private func mount(_ mount: MountRequest) -> OrderedJSON {
        .object([
            .init("Type", .string(mount.kind.rawValue)),
            .init("Source", .string(mount.source), omitsEmpty: true),
            .init("Target", .string(mount.target)),
            .init("ReadOnly", .bool(mount.isReadOnly), omitsEmpty: true),
            .init("BindOptions", bindOptions(mount), omitsEmpty: true),
            .init("VolumeOptions", volumeOptions(mount), omitsEmpty: true),
            .init("TmpfsOptions", temporaryOptions(mount), omitsEmpty: true),
        ])
    }

    private func bindOptions(_ mount: MountRequest) -> OrderedJSON {
        guard mount.kind == .bind, !mount.propagation.isEmpty || mount.isNotRecursive || mount.createsSource else {
            return .null
        }
        return .object([
            .init("Propagation", .string(mount.propagation), omitsEmpty: true),
            .init("NonRecursive", .bool(mount.isNotRecursive), omitsEmpty: true),
            .init("CreateMountpoint", .bool(mount.createsSource), omitsEmpty: true),
        ])
    }

    private func volumeOptions(_ mount: MountRequest) -> OrderedJSON {
        let hasDriver = !mount.volumeDriver.isEmpty || !mount.volumeOptions.isEmpty
        guard mount.kind == .volume,
            mount.skipsCopy || !mount.volumeLabels.isEmpty || !mount.volumeSubpath.isEmpty || hasDriver
        else { return .null }
        let driver = OrderedJSON.object([
            .init("Name", .string(mount.volumeDriver), omitsEmpty: true),
            .init("Options", .strings(mount.volumeOptions), omitsEmpty: true),
        ])
        return .object([
            .init("NoCopy", .bool(mount.skipsCopy), omitsEmpty: true),
            .init("Labels", .strings(mount.volumeLabels), omitsEmpty: true),
            .init("Subpath", .string(mount.volumeSubpath), omitsEmpty: true),
            .init("DriverConfig", hasDriver ? driver : .null, omitsEmpty: true),
        ])
    }

    private func temporaryOptions(_ mount: MountRequest) -> OrderedJSON {
        guard mount.kind == .tmpfs, mount.temporarySizeBytes != 0 || mount.temporaryMode != nil else {
            return .null
        }
        return .object([
            .init("SizeBytes", JSONFields.number(mount.temporarySizeBytes), omitsEmpty: true),
            .init("Mode", JSONFields.number(mount.temporaryMode ?? 0), omitsEmpty: true),
        ])
    }

    /// What of /proc and /sys an unprivileged container cannot read.
    static let maskedPaths = [
        "/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
        "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware",
    ]
    /// What of /proc an unprivileged container cannot write.
    static let readOnlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}
