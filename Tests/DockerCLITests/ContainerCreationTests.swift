import EngineInterface
import Foundation
import OCI
import Testing

@testable import DockerCLI

/// Options of `run` and `create`, one by one; values as `docker create … && docker inspect` shows them.
struct ContainerCreationTests {
    typealias Expectation = @Sendable (ContainerCreation) -> Bool

    static let options: [(String, Expectation)] = [
        ("--name web", { $0.name == "web" }),
        (
            "-i",
            { $0.configuration.opensInput && $0.configuration.attachesInput && $0.configuration.closesInputAfterOne }
        ),
        ("-t", { $0.configuration.hasTerminal && !$0.configuration.attachesInput }),
        ("-it", { $0.configuration.hasTerminal && $0.configuration.opensInput }),
        ("", { $0.configuration.attachesOutput && $0.configuration.attachesError && !$0.configuration.attachesInput }),
        ("-a stdout", { $0.configuration.attachesOutput && !$0.configuration.attachesError }),
        (
            "-a STDIN -a stderr",
            {
                $0.configuration.attachesInput && $0.configuration.attachesError
                    && !$0.configuration.attachesOutput && !$0.configuration.closesInputAfterOne
            }
        ),
        (
            "-h box --domainname example.org",
            {
                $0.configuration.hostname == "box"
                    && $0.configuration.domainname == "example.org"
            }
        ),
        ("-u 1000:50", { $0.configuration.user == "1000:50" }),
        ("-w /src", { $0.configuration.workingDirectory == "/src" }),
        ("-e A=1 -e B= -e C -e HOME", { $0.configuration.environment == ["A=1", "B=", "C", "HOME"] }),
        ("-l a=1 --label b --label a=2", { $0.configuration.labels == ["a": "2", "b": ""] }),
        ("--entrypoint sh", { $0.configuration.entrypoint == ["sh"] }),
        ("--entrypoint=", { $0.configuration.entrypoint == [] }),
        (
            "--stop-signal SIGINT --stop-timeout 3",
            {
                $0.configuration.stopSignal == "SIGINT"
                    && $0.configuration.stopTimeout == 3
            }
        ),
        ("--stop-timeout 0", { $0.configuration.stopTimeout == 0 }),
        ("", { $0.configuration.stopTimeout == nil && $0.configuration.healthcheck == nil }),
        (
            "--health-cmd true --health-interval 1m --health-timeout 2s --health-retries 4 --health-start-period 500ms",
            {
                var check = ImageConfig.Healthcheck(test: ["CMD-SHELL", "true"])
                (check.interval, check.timeout, check.startPeriod) = (60_000_000_000, 2_000_000_000, 500_000_000)
                check.retries = 4
                return $0.configuration.healthcheck == check
            }
        ),
        ("--health-interval 5s", { $0.configuration.healthcheck?.test == [] }),
        ("--no-healthcheck", { $0.configuration.healthcheck?.test == ["NONE"] }),
        ("--rm", { $0.host.removesItself }),
        ("--restart on-failure:3", { $0.host.restartPolicy == RestartPolicy(.onFailure, maximumRetries: 3) }),
        ("--restart always", { $0.host.restartPolicy == RestartPolicy(.always) }),
        ("--restart unless-stopped", { $0.host.restartPolicy == RestartPolicy(.unlessStopped) }),
        ("", { $0.host.restartPolicy == RestartPolicy(.no) }),
        ("-v data:/data", { $0.host.binds == ["data:/data"] && $0.configuration.volumes.isEmpty }),
        ("-v /data", { $0.host.binds.isEmpty && $0.configuration.volumes == ["/data"] }),
        ("-v ./src:/src:ro", { $0.host.binds == ["/home/ada/app/src:/src:ro"] }),
        ("-v .:/src -v ..:/up", { $0.host.binds == ["/home/ada/app:/src", "/home/ada:/up"] }),
        ("-v /a:/b:z,ro", { $0.host.binds == ["/a:/b:z,ro"] }),
        ("-v a:/b -v a:/b", { $0.host.binds == ["a:/b"] }),
        ("--volumes-from web:ro", { $0.host.volumesFrom == ["web:ro"] }),
        ("--tmpfs /run:size=64m --tmpfs /tmp", { $0.host.temporaryFileSystems == ["/run": "size=64m", "/tmp": ""] }),
        (
            "--mount type=volume,src=data,dst=/data,ro,volume-nocopy",
            {
                var mount = MountRequest(.volume, source: "data", target: "/data")
                (mount.isReadOnly, mount.skipsCopy) = (true, true)
                return $0.host.mounts == [mount]
            }
        ),
        ("--mount target=/data", { $0.host.mounts == [MountRequest(.volume, target: "/data")] }),
        (
            "--mount type=bind,source=/tmp,target=/t,bind-propagation=rslave,bind-recursive=disabled",
            {
                var mount = MountRequest(.bind, source: "/tmp", target: "/t")
                (mount.propagation, mount.isNotRecursive) = ("rslave", true)
                return $0.host.mounts == [mount]
            }
        ),
        (
            "--mount type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=700",
            {
                var mount = MountRequest(.tmpfs, target: "/t")
                (mount.temporarySizeBytes, mount.temporaryMode) = (1 << 20, 0o700)
                return $0.host.mounts == [mount]
            }
        ),
        (
            "-p 8080:80",
            {
                $0.host.portBindings == [PortBinding(containerPort: 80, hostPort: 8080)]
                    && $0.configuration.exposedPorts == ["80/tcp"]
            }
        ),
        ("-p 80", { $0.host.portBindings == [PortBinding(containerPort: 80)] }),
        (
            "-p 127.0.0.1::80/udp",
            {
                $0.host.portBindings == [PortBinding(containerPort: 80, transport: .udp, hostAddress: "127.0.0.1")]
            }
        ),
        (
            "-p [::1]:8080:80",
            {
                $0.host.portBindings == [PortBinding(containerPort: 80, hostAddress: "::1", hostPort: 8080)]
            }
        ),
        (
            "-p 8000-8001:80-81",
            {
                $0.host.portBindings == [
                    PortBinding(containerPort: 80, hostPort: 8000), PortBinding(containerPort: 81, hostPort: 8001),
                ]
            }
        ),
        (
            "-p published=8080,target=80,protocol=udp",
            {
                $0.host.portBindings == [PortBinding(containerPort: 80, transport: .udp, hostPort: 8080)]
            }
        ),
        ("--expose 80 --expose 90-91/udp", { $0.configuration.exposedPorts == ["80/tcp", "90/udp", "91/udp"] }),
        ("-P", { $0.host.publishesAllPorts }),
        ("--network none", { $0.host.networkMode == "none" && $0.host.endpoints.isEmpty }),
        ("--net host", { $0.host.networkMode == "host" }),
        ("", { $0.host.networkMode == "default" && $0.host.endpoints.isEmpty }),
        (
            "--network app --network-alias db --ip 172.30.0.9",
            {
                var endpoint = EndpointRequest(network: "app")
                (endpoint.aliases, endpoint.address) = (["db"], "172.30.0.9")
                return $0.host.networkMode == "app" && $0.host.endpoints == [endpoint]
            }
        ),
        (
            "--network name=app,alias=x,alias=y --network other",
            {
                var endpoint = EndpointRequest(network: "app")
                endpoint.aliases = ["x", "y"]
                return $0.host.endpoints == [endpoint, EndpointRequest(network: "other")]
            }
        ),
        ("--link db --link web:www", { $0.host.endpoints.first?.links == ["db:db", "web:www"] }),
        ("--network container:web", { $0.host.networkMode == "container:web" }),
        ("--mac-address 92:d0:c6:0a:29:33", { $0.host.endpoints.first?.hardwareAddress == "92:d0:c6:0a:29:33" }),
        (
            "--dns 8.8.8.8 --dns-search example.org --dns-opt ndots:1 --dns-option debug",
            {
                $0.host.dnsServers == ["8.8.8.8"] && $0.host.dnsSearch == ["example.org"]
                    && $0.host.dnsOptions == ["ndots:1", "debug"]
            }
        ),
        (
            "--add-host host.docker.internal:host-gateway --add-host db=10.0.0.1 --add-host six:[::1]",
            {
                $0.host.extraHosts == ["host.docker.internal:host-gateway", "db:10.0.0.1", "six:::1"]
            }
        ),
        (
            "-m 512m --memory-swap -1 --memory-reservation 256m",
            {
                $0.host.resources.memoryBytes == 512 << 20 && $0.host.resources.memorySwapBytes == -1
                    && $0.host.resources.memoryReservationBytes == 256 << 20
            }
        ),
        (
            "--cpus 1.5 --cpu-shares 512 --cpuset-cpus 0-1 --cpuset-mems 0",
            {
                $0.host.resources.nanoCPUs == 1_500_000_000 && $0.host.resources.cpuShares == 512
                    && $0.host.resources.cpusetCPUs == "0-1" && $0.host.resources.cpusetMemoryNodes == "0"
            }
        ),
        (
            "--cpu-period 50000 --cpu-quota 25000",
            {
                $0.host.resources.cpuPeriod == 50_000 && $0.host.resources.cpuQuota == 25_000
            }
        ),
        ("--pids-limit 100", { $0.host.resources.processes == 100 }),
        ("--pids-limit -1", { $0.host.resources.processes == -1 }),
        ("", { $0.host.resources == ContainerResources() }),
        (
            "--blkio-weight 300 --oom-kill-disable --oom-score-adj -500",
            {
                $0.host.resources.blockIOWeight == 300 && $0.host.resources.disablesOutOfMemoryKiller
                    && $0.host.resources.outOfMemoryScore == -500
            }
        ),
        (
            "--ulimit nofile=1024:2048 --ulimit core=-1 --ulimit nofile=10",
            {
                $0.host.limits == [
                    ResourceLimit(name: "core", soft: .max, hard: .max),
                    ResourceLimit(name: "nofile", soft: 10, hard: 10),
                ]
            }
        ),
        ("--shm-size 1g", { $0.host.sharedMemoryBytes == 1 << 30 }),
        (
            "--cap-add net_admin --cap-add CAP_SYS_TIME --cap-drop ALL",
            {
                $0.host.addedCapabilities == ["NET_ADMIN", "SYS_TIME"] && $0.host.droppedCapabilities == ["ALL"]
            }
        ),
        (
            "--privileged --read-only --init",
            {
                $0.host.isPrivileged && $0.host.hasReadOnlyRoot && $0.host.runsInit
            }
        ),
        (
            "--security-opt no-new-privileges --security-opt seccomp=unconfined --security-opt label:disable",
            {
                $0.host.securityOptions == ["no-new-privileges", "seccomp=unconfined", "label=disable"]
            }
        ),
        ("--security-opt seccomp=/etc/passwd", { $0.host.securityOptions == ["seccomp=/etc/passwd"] }),
        (
            "--log-driver local --log-opt max-size=1m --log-opt max-file=3",
            {
                $0.host.logDriver == "local" && $0.host.logOptions == ["max-size": "1m", "max-file": "3"]
            }
        ),
        (
            "--device /dev/null --device /dev/zero:/dev/z --device /dev/full:r --device /dev/tty:/dev/t:rw",
            {
                $0.host.devices == [
                    "/dev/null:/dev/null:rwm", "/dev/zero:/dev/z:rwm", "/dev/full:/dev/full:r", "/dev/tty:/dev/t:rw",
                ]
            }
        ),
        ("--sysctl net.ipv4.ip_forward=1", { $0.host.sysctls == ["net.ipv4.ip_forward": "1"] }),
        ("--group-add 10 --group-add wheel", { $0.host.addedGroups == ["10", "wheel"] }),
        (
            "--pid host --ipc private --uts host --userns keep-id:uid=1000,gid=1000",
            {
                $0.host.pidMode == "host" && $0.host.ipcMode == "private" && $0.host.utsMode == "host"
                    && $0.host.userNamespace == "keep-id:uid=1000,gid=1000"
            }
        ),
        ("--cidfile id", { $0.host.containerIDFile == "id" }),
        ("--platform linux/arm64", { $0.platform == ImagePlatform(architecture: "arm64") }),
        ("--pull never -q", { $0.pull == .never && $0.isQuiet }),
        ("--storage-opt size=1g", { $0.warnings == ["--storage-opt has no effect here."] }),
        (
            "--network host -p 80:80",
            {
                $0.warnings == ["Published ports are discarded when using host network mode"]
            }
        ),
        ("--dns 127.0.0.53", { $0.warnings == ["Localhost DNS (127.0.0.53) may fail in containers."] }),
    ]

    @Test(arguments: options.indices)
    func optionsAreUnderstood(index: Int) throws {
        let (line, isRight) = Self.options[index]
        let made = try creation(line)
        #expect(isRight(made), "\(line): \(made)")
    }

    @Test func argumentsAfterTheImageAreTheCommand() throws {
        let made = try creation(["alpine", "echo", "-n", "--rm"])
        #expect(made.configuration.image == "alpine")
        #expect(made.configuration.command == ["echo", "-n", "--rm", "alpine"])
        #expect(try creation([]).configuration.command == nil)
    }

    @Test func namesWithoutValueTakeTheEnvironments() throws {
        let made = try creation(["-e", "HOME", "-e", "NONE"], environment: ["HOME": "/home/ada"])
        #expect(made.configuration.environment == ["HOME=/home/ada", "NONE"])
    }

    @Test func environmentFilesComeFirst() throws {
        let folder = try TemporaryFolder()
        try folder.write("# comment\n\n  A=1\nB=x y \nHOME\nNONE\n", to: "env")
        let made = try creation(
            ["-e", "A=2", "--env-file", "env"], environment: ["HOME": "/h"], folder: folder.path)
        #expect(made.configuration.environment == ["A=1", "B=x y ", "HOME=/h", "A=2"])
    }

    @Test func labelFilesComeFirst() throws {
        let folder = try TemporaryFolder()
        try folder.write("a=1\nb\n", to: "labels")
        let made = try creation(["--label-file", "labels", "-l", "a=2"], folder: folder.path)
        #expect(made.configuration.labels == ["a": "2"])
    }

    @Test(arguments: [
        ("A B=1\n", "variable 'A B' contains whitespaces"), ("=x\n", "no variable name on line '=x'"),
    ])
    func badEnvironmentFilesAreRefused(text: String, reason: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "env")
        #expect(throws: CommandFailure("invalid env file (env): \(reason)")) {
            try creation(["--env-file", "env"], folder: folder.path)
        }
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        #expect(throws: CommandFailure("invalid utf8 bytes at line 2: [255 61 49]")) {
            try KeyValueFile.lines([UInt8(ascii: "\n"), 255, 61, 49]) { _ in nil }
        }
    }
}

/// A folder that is gone with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }
}
