import EngineInterface
import OCI

extension RecordedObject {
    /// The container that Docker told of.
    var container: ContainerRecord {
        let id = text("Id")
        let host = object("HostConfig")
        return ContainerRecord(
            id: id, name: String(text("Name").dropFirst()), created: time("Created"), imageID: text("Image"),
            configuration: object("Config").configuration(id: id), host: host.hostConfiguration,
            mounts: objects("Mounts").map(\.mountPoint), status: status(ports: ports),
            endpoints: object("NetworkSettings").endpoints(of: id), execs: texts("ExecIDs"),
            folder: "/var/lib/docker/containers/\(id)")
    }

    /// How it was, with where its ports were reached.
    private func status(ports: [PublishedEndpoint]) -> ContainerStatus {
        var status = object("State").status
        status.ports = ports
        return status
    }

    private var ports: [PublishedEndpoint] {
        let ports = object("NetworkSettings").object("Ports")
        return ports.fields.keys.sorted().flatMap { key in
            let (number, transport) = Self.port(key)
            return ports.objects(key).map { binding in
                PublishedEndpoint(
                    containerPort: number, transport: transport, hostAddress: binding.text("HostIp"),
                    hostPort: Int(binding.text("HostPort")))
            }
        }
    }

    private static func port(_ key: String) -> (Int, PortBinding.Transport) {
        let parts = key.split(separator: "/").map(String.init)
        return (Int(parts[0]) ?? 0, PortBinding.Transport(rawValue: parts.last ?? "") ?? .tcp)
    }

    private func configuration(id: String) -> ContainerConfiguration {
        var result = ContainerConfiguration(image: text("Image"))
        result.hostname = text("Hostname") == id.prefix(12) ? nil : text("Hostname")
        result.domainname = text("Domainname")
        result.user = text("User")
        result.attachesInput = flag("AttachStdin")
        result.attachesOutput = flag("AttachStdout")
        result.attachesError = flag("AttachStderr")
        result.exposedPorts = keys("ExposedPorts")
        result.hasTerminal = flag("Tty")
        result.opensInput = flag("OpenStdin")
        result.closesInputAfterOne = flag("StdinOnce")
        result.environment = texts("Env")
        result.command = optionalTexts("Cmd")
        result.entrypoint = optionalTexts("Entrypoint")
        result.healthcheck = has("Healthcheck") ? object("Healthcheck").healthcheck : nil
        result.volumes = keys("Volumes")
        result.workingDirectory = text("WorkingDir")
        result.labels = map("Labels")
        result.stopSignal = has("StopSignal") ? text("StopSignal") : nil
        result.stopTimeout = optionalNumber("StopTimeout").map { Int($0) }
        return result
    }

    var healthcheck: ImageConfig.Healthcheck {
        var check = ImageConfig.Healthcheck(test: texts("Test"))
        check.interval = optionalNumber("Interval")
        check.timeout = optionalNumber("Timeout")
        check.startPeriod = optionalNumber("StartPeriod")
        check.retries = optionalNumber("Retries").map { Int($0) }
        return check
    }

    private var hostConfiguration: HostConfiguration {
        var host = HostConfiguration()
        host.binds = texts("Binds")
        host.logDriver = object("LogConfig").text("Type")
        host.logOptions = object("LogConfig").map("Config")
        host.networkMode = text("NetworkMode")
        for key in keys("PortBindings") {
            let (number, transport) = Self.port(key)
            host.portBindings += object("PortBindings").objects(key).map { binding in
                PortBinding(
                    containerPort: number, transport: transport, hostAddress: binding.text("HostIp"),
                    hostPort: Int(binding.text("HostPort")) ?? 0)
            }
        }
        let policy = object("RestartPolicy")
        host.restartPolicy = RestartPolicy(
            RestartPolicy.Kind(rawValue: policy.text("Name")) ?? .no,
            maximumRetries: Int(policy.number("MaximumRetryCount")))
        host.volumesFrom = texts("VolumesFrom")
        host.addedCapabilities = texts("CapAdd").map { String($0.dropFirst(4)) }
        host.droppedCapabilities = texts("CapDrop").map { String($0.dropFirst(4)) }
        host.dnsServers = texts("Dns")
        host.dnsOptions = texts("DnsOptions")
        host.dnsSearch = texts("DnsSearch")
        host.extraHosts = texts("ExtraHosts")
        host.addedGroups = texts("GroupAdd")
        host.isPrivileged = flag("Privileged")
        host.publishesAllPorts = flag("PublishAllPorts")
        host.hasReadOnlyRoot = flag("ReadonlyRootfs")
        host.securityOptions = texts("SecurityOpt")
        host.temporaryFileSystems = map("Tmpfs")
        host.sharedMemoryBytes = number("ShmSize")
        host.sysctls = map("Sysctls")
        host.devices = objects("Devices").map {
            "\($0.text("PathOnHost")):\($0.text("PathInContainer")):\($0.text("CgroupPermissions"))"
        }
        host.limits = objects("Ulimits").map {
            ResourceLimit(
                name: $0.text("Name"), soft: UInt64($0.number("Soft")), hard: UInt64($0.number("Hard")))
        }
        host.mounts = objects("Mounts").map(\.mountRequest)
        host.runsInit = flag("Init")
        host.resources.memoryBytes = number("Memory")
        host.resources.nanoCPUs = number("NanoCpus")
        host.resources.processes = optionalNumber("PidsLimit")
        return host
    }

    private var mountRequest: MountRequest {
        var mount = MountRequest(
            MountRequest.Kind(rawValue: text("Type")) ?? .bind, source: text("Source"), target: text("Target"))
        mount.isReadOnly = flag("ReadOnly")
        mount.propagation = object("BindOptions").text("Propagation")
        mount.temporarySizeBytes = object("TmpfsOptions").number("SizeBytes")
        mount.temporaryMode = object("TmpfsOptions").optionalNumber("Mode").map { UInt32($0) }
        return mount
    }

    private var mountPoint: MountPoint {
        MountPoint(
            kind: MountRequest.Kind(rawValue: text("Type")) ?? .bind, name: has("Name") ? text("Name") : nil,
            source: text("Source"), destination: text("Destination"), driver: text("Driver"), mode: text("Mode"),
            isReadOnly: !flag("RW"), propagation: text("Propagation"))
    }

    private var status: ContainerStatus {
        var status = ContainerStatus(ContainerStatus.Phase(rawValue: text("Status")) ?? .dead)
        status.process = Int32(number("Pid"))
        status.exitCode = Int32(number("ExitCode"))
        status.error = text("Error")
        status.wasKilledForMemory = flag("OOMKilled")
        status.started = time("StartedAt")
        status.finished = time("FinishedAt")
        guard has("Health") else { return status }
        let recorded = object("Health")
        var health = ContainerHealth(ContainerHealth.Status(rawValue: recorded.text("Status")) ?? .none)
        health.failingStreak = Int(recorded.number("FailingStreak"))
        health.log = recorded.objects("Log").map {
            ContainerHealth.Probe(
                start: $0.time("Start"), end: $0.time("End"), exitCode: Int32($0.number("ExitCode")),
                output: $0.text("Output"))
        }
        status.health = health
        return status
    }

    private func endpoints(of id: String) -> [NetworkEndpoint] {
        let networks = object("Networks")
        return networks.fields.keys.sorted().map { name in
            let recorded = networks.object(name)
            return NetworkEndpoint(
                networkID: recorded.text("NetworkID"), networkName: name, id: recorded.text("EndpointID"),
                address: recorded.text("IPAddress"), prefixLength: Int(recorded.number("IPPrefixLen")),
                gateway: recorded.text("Gateway"), hardwareAddress: recorded.text("MacAddress"),
                aliases: recorded.texts("Aliases").filter { $0 != id.prefix(12) && $0 != "hosty" },
                fixedAddress: recorded.object("IPAMConfig").text("IPv4Address"))
        }
    }
}
