import DockerFlags
import DockerFormat
import EngineInterface
import GoTemplate

/// What `docker info` tells of the engine, this machine and what is in the store.
struct EngineFacts {
    let information: SystemInformation
    private let phases: [ContainerStatus.Phase]
    private let images: Int
    private let isDebug: Bool
    private let now: Int64
    private let version: String

    init(information: SystemInformation, phases: [ContainerStatus.Phase], images: Int, context: CommandContext) {
        self.information = information
        self.phases = phases
        self.images = images
        isDebug = context.invocation.global.isDebug
        now = context.now()
        version = context.host.version
    }

    private var running: Int { phases.count { $0 == .running || $0 == .restarting } }
    private var paused: Int { phases.count { $0 == .paused } }
    private var stopped: Int { phases.count - running - paused }

    private static let logDrivers = ["json-file", "local", "none"]
    private static let networkDrivers = ["bridge", "host", "null"]

    var text: String {
        var lines = [
            "Client: Workshop", " Version:    \(DockerMain.compatibleVersion)", " Context:    default",
            " Debug Mode: \(isDebug)", "", "Server:", " Containers: \(phases.count)", "  Running: \(running)",
            "  Paused: \(paused)", "  Stopped: \(stopped)", " Images: \(images)",
            " Server Version: \(DockerMain.compatibleVersion)", " Storage Driver: \(information.storageDriver)",
            " Logging Driver: json-file", " Cgroup Driver: \(cgroupDriver)",
            " Cgroup Version: \(information.cgroupVersion)", " Plugins:", "  Volume: local",
            "  Network: \(Self.networkDrivers.joined(separator: " "))",
            "  Log: \(Self.logDrivers.joined(separator: " "))", " Swarm: inactive",
            " Runtimes: \(information.runtime)", " Default Runtime: \(information.runtime)",
            " \(information.runtime) version: \(information.runtimeVersion)",
        ]
        if !information.securityOptions.isEmpty {
            lines.append(" Security Options:")
            for option in information.securityOptions {
                for (index, part) in option.split(separator: ",").enumerated() {
                    let value = part.drop { $0 != "=" }.dropFirst()
                    lines.append(index == 0 ? "  \(value.isEmpty ? part : value)" : "   Profile: \(value)")
                }
            }
        }
        lines += [
            " Kernel Version: \(information.kernelVersion)", " Operating System: \(information.operatingSystem)",
            " OSType: linux", " Architecture: \(information.architecture)", " CPUs: \(information.processors)",
            " Total Memory: \(HumanSize.binary(information.memoryBytes))", " Name: \(information.hostname)",
            " Docker Root Dir: \(information.storeFolder)", " Debug Mode: \(isDebug)", " Experimental: false",
            " Live Restore Enabled: true", "",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    private var cgroupDriver: String { information.isRootless ? "none" : "cgroupfs" }

    var value: TemplateValue {
        func structure(_ type: String, _ fields: [TemplateStruct.Field]) -> TemplateValue {
            .object(TemplateStruct(typeName: type, fields: fields))
        }
        let plugins = structure(
            "system.PluginsInfo",
            [
                .init("Volume", .strings(["local"])), .init("Network", .strings(Self.networkDrivers)),
                .init("Authorization", .typedNull(.list(of: .string))), .init("Log", .strings(Self.logDrivers)),
            ])
        let swarm = structure(
            "swarm.Info",
            [
                .init("NodeID", ""), .init("NodeAddr", ""), .init("LocalNodeState", "inactive"),
                .init("ControlAvailable", false), .init("Error", ""),
                .init("RemoteManagers", .typedNull(.list(of: .named("swarm.Peer")))),
            ])
        let runtime = structure("system.RuntimeWithStatus", [.init("Path", .string(information.runtime))])
        let client = structure(
            "*system.clientInfo",
            [
                .init("Debug", .bool(isDebug)), .init("Version", .string(DockerMain.compatibleVersion)),
                .init("GitCommit", .string("workshop-\(version)")), .init("Os", "linux"),
                .init("Context", "default"), .init("Plugins", .list([])),
                .init("Warnings", .typedNull(.list(of: .string))),
            ])
        // An engine without a daemon has neither listeners nor an identity.
        let counts: [TemplateStruct.Field] = [
            .init("ID", ""), .init("Containers", .int(phases.count)), .init("ContainersRunning", .int(running)),
            .init("ContainersPaused", .int(paused)), .init("ContainersStopped", .int(stopped)),
            .init("Images", .int(images)), .init("Driver", .string(information.storageDriver)),
            .init("DriverStatus", .list([], element: .list(of: .string))), .init("Plugins", plugins),
        ]
        let abilities: [TemplateStruct.Field] = [
            "MemoryLimit", "SwapLimit", "CpuCfsPeriod", "CpuCfsQuota", "CPUShares", "CPUSet", "PidsLimit",
        ].map { TemplateStruct.Field($0, .bool(!information.isRootless)) }
        let machine: [TemplateStruct.Field] = [
            .init("IPv4Forwarding", true), .init("Debug", .bool(isDebug)), .init("OomKillDisable", false),
            .init("SystemTime", .string(GoTime(nanoseconds: now).rfc3339Nano)), .init("LoggingDriver", "json-file"),
            .init("CgroupDriver", .string(cgroupDriver)),
            .init("CgroupVersion", .string(information.cgroupVersion), omitsEmpty: true), .init("NEventsListener", 0),
            .init("KernelVersion", .string(information.kernelVersion)),
            .init("OperatingSystem", .string(information.operatingSystem)), .init("OSVersion", ""),
            .init("OSType", "linux"), .init("Architecture", .string(information.architecture)),
            .init("IndexServerAddress", ""), .init("NCPU", .int(information.processors)),
            .init("MemTotal", .int(Int(information.memoryBytes))),
            .init("DockerRootDir", .string(information.storeFolder)), .init("HttpProxy", ""),
            .init("HttpsProxy", ""), .init("NoProxy", ""), .init("Name", .string(information.hostname)),
            .init("Labels", .list([], element: .string)), .init("ExperimentalBuild", false),
            .init("ServerVersion", .string(DockerMain.compatibleVersion)),
            .init("Runtimes", .map([information.runtime: runtime], element: .named("system.RuntimeWithStatus"))),
            .init("DefaultRuntime", .string(information.runtime)), .init("Swarm", swarm),
            .init("LiveRestoreEnabled", true), .init("Isolation", ""), .init("InitBinary", ""),
            .init("SecurityOptions", .strings(information.securityOptions)),
            .init("Warnings", .strings(information.warnings)), .init("ClientInfo", client, omitsEmpty: true),
        ]
        return structure("system.dockerInfo", counts + abilities + machine)
    }
}
