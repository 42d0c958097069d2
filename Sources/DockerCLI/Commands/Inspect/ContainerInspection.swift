import DockerFormat
import EngineInterface

/// What `docker inspect` shows of a container: Docker's `ContainerInspectResponse`.
struct ContainerInspection {
    let container: ContainerRecord
    /// Bytes of its own layer, and with the image's; only when they were asked for.
    var sizes: (own: Int64, total: Int64)?

    var value: OrderedJSON {
        let arguments = container.arguments
        return .object([
            .init("Id", .string(container.id)),
            .init("Created", JSONFields.time(container.created)),
            .init("Path", .string(arguments.first ?? "")),
            .init("Args", .strings(Array(arguments.dropFirst()))),
            .init("State", state),
            .init("Image", .string(container.imageID)),
            .init("ResolvConfPath", file("resolv.conf")),
            .init("HostnamePath", file("hostname")),
            .init("HostsPath", file("hosts")),
            .init("LogPath", keepsLog ? file("log") : ""),
            .init("Name", .string("/" + container.name)),
            .init("RestartCount", JSONFields.number(container.status.restartCount)),
            .init("Driver", "overlay2"),
            .init("Platform", "linux"),
            .init("MountLabel", ""),
            .init("ProcessLabel", ""),
            .init("AppArmorProfile", ""),
            .init("ExecIDs", JSONFields.listOrNull(container.execs)),
            .init("HostConfig", HostConfigInspection(container: container).value),
            .init("GraphDriver", graphDriver),
            .init("SizeRw", size(sizes?.own), omitsEmpty: sizes == nil),
            .init("SizeRootFs", size(sizes?.total), omitsEmpty: sizes == nil),
            .init("Mounts", .array(mounts)),
            .init("Config", ConfigInspection(container: container).value),
            .init("NetworkSettings", NetworkSettingsInspection(container: container).value),
        ])
    }

    private var keepsLog: Bool { container.host.logDriver != "none" }

    /// A file of the container, once it has been started.
    private func file(_ name: String) -> OrderedJSON {
        container.wasStarted ? .string(container.folder + "/" + name) : ""
    }

    private func size(_ bytes: Int64?) -> OrderedJSON {
        bytes.map { JSONFields.number($0) } ?? .null
    }

    private var state: OrderedJSON {
        let status = container.status
        let health = status.health.flatMap { $0.status == .none ? nil : $0 }
        return .object([
            .init("Status", .string(status.phase.rawValue)),
            .init("Running", .bool(status.isRunning || status.phase == .restarting)),
            .init("Paused", .bool(status.phase == .paused)),
            .init("Restarting", .bool(status.phase == .restarting)),
            .init("OOMKilled", .bool(status.wasKilledForMemory)),
            .init("Dead", .bool(status.phase == .dead)),
            .init("Pid", JSONFields.number(status.isRunning ? status.process : 0)),
            .init("ExitCode", JSONFields.number(status.exitCode)),
            .init("Error", .string(status.error)),
            .init("StartedAt", JSONFields.time(status.started)),
            .init("FinishedAt", JSONFields.time(status.finished)),
            .init("Health", health.map(self.health) ?? .null, omitsEmpty: true),
        ])
    }

    private func health(_ health: ContainerHealth) -> OrderedJSON {
        let log = health.log.map { probe in
            OrderedJSON.object([
                .init("Start", JSONFields.time(probe.start)),
                .init("End", JSONFields.time(probe.end)),
                .init("ExitCode", JSONFields.number(probe.exitCode)),
                .init("Output", .string(probe.output)),
            ])
        }
        return .object([
            .init("Status", .string(health.status.rawValue)),
            .init("FailingStreak", JSONFields.number(health.failingStreak)),
            .init("Log", .array(log)),
        ])
    }

    /// Where the container's files are. Which layers lie under them is the store's affair.
    private var graphDriver: OrderedJSON {
        let folder = container.folder
        return .object([
            .init(
                "Data",
                .strings([
                    "LowerDir": "", "MergedDir": folder + "/rootfs", "UpperDir": folder + "/upper",
                    "WorkDir": folder + "/work",
                ])),
            .init("Name", "overlay2"),
        ])
    }

    /// The options of a mount. Docker writes `z` for volumes that were asked for without any.
    private func mode(of mount: MountPoint) -> String {
        guard mount.kind == .volume, mount.mode.isEmpty else { return mount.mode }
        let binds = container.host.binds.compactMap { bind in
            bind.split(separator: ":", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
        }
        let targets = binds + container.host.mounts.map(\.target)
        return targets.contains { FilePath.clean($0) == mount.destination } ? "z" : ""
    }

    /// What is mounted, without what `--tmpfs` asked for, which only `HostConfig` shows.
    private var mounts: [OrderedJSON] {
        container.mounts.filter { mount in
            !(mount.kind == .tmpfs && container.host.temporaryFileSystems[mount.destination] != nil)
        }.map { mount in
            OrderedJSON.object([
                .init("Type", .string(mount.kind.rawValue)),
                .init("Name", .string(mount.name ?? ""), omitsEmpty: true),
                .init("Source", .string(mount.kind == .tmpfs ? "" : mount.source)),
                .init("Destination", .string(mount.destination)),
                .init("Driver", .string(mount.driver), omitsEmpty: true),
                .init("Mode", .string(mode(of: mount))),
                .init("RW", .bool(!mount.isReadOnly)),
                .init("Propagation", .string(mount.propagation)),
            ])
        }
    }
}

extension ContainerRecord {
    /// Whether it has been started at least once, or somebody tried to.
    var wasStarted: Bool { status.phase != .created || status.started != 0 || !status.error.isEmpty }
}
