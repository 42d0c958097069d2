import Testing

@testable import DockerFlags

struct FlagValuesTests {
    private func run(_ line: String) throws -> DockerInvocation {
        let request = try DockerCommandLine().parse(line.split(separator: " ").map(String.init))
        guard case .run(let invocation) = request else { throw DockerValueError("no command: \(line)") }
        return invocation
    }

    @Test func valuesAreTyped() throws {
        let run = try run(
            "run -itd -p80:80 -eA=b --env C -p 90:90/udp --cpus 1.5 -m 512m --memory-swap -1 --health-interval 1m30s "
                + "--sysctl net.a=1 --sysctl net.b=2 --sysctl net.a=3 --stop-timeout=0x10 --blkio-weight 100 nginx -v --rm"
        )
        #expect(run.command.id == "container run")
        #expect(run.calledAs == ["run"])
        #expect(run.name == "docker run")
        #expect(run.arguments == ["nginx", "-v", "--rm"])
        let flags = run.flags
        #expect(flags.bool("interactive") && flags.bool("tty") && flags.bool("detach") && !flags.bool("rm"))
        #expect(flags.strings("publish") == ["80:80", "90:90/udp"])
        #expect(flags.strings("env") == ["A=b", "C"])
        #expect(flags.nanoCPUs("cpus") == 1_500_000_000)
        #expect(flags.bytes("memory") == 512 << 20)
        #expect(flags.bytes("memory-swap") == -1)
        #expect(flags.nanoseconds("health-interval") == 90_000_000_000)
        #expect(flags.duration("health-interval") == .seconds(90))
        #expect(flags.pairs("sysctl").map { $0.key + ":" + $0.value } == ["net.b:2", "net.a:3"])
        #expect(flags.int("stop-timeout") == 16)
        #expect(flags.uint("blkio-weight") == 100)
    }

    @Test func defaultsHoldUntilSet() throws {
        let bare = try run("run nginx").flags
        #expect(bare.string("restart") == "no" && bare.string("pull") == "missing" && bare.bool("sig-proxy"))
        #expect(bare.int("memory-swappiness") == -1)
        #expect(bare.given("restart") == nil && !bare.isSet("restart"))
        let set = try run("run --restart no --sig-proxy=false nginx").flags
        #expect(set.given("restart") == "no" && set.isSet("sig-proxy") && !set.bool("sig-proxy"))
    }

    @Test func lastOneHoldsAndOrderIsKept() throws {
        let flags = try run("run --name a -e X=1 --name b -l l nginx").flags
        #expect(flags.string("name") == "b")
        #expect(flags.occurrences.map(\.name) == ["name", "env", "name", "label"])
        #expect(flags.occurrences.map(\.value) == ["a", "X=1", "b", "l"])
    }

    @Test func olderNamesCountAsTheNewer() throws {
        let flags = try run("run --net a --network b --net-alias x --network-alias y --dns-opt o nginx").flags
        #expect(flags.strings("network") == ["a", "b"])
        #expect(flags.strings("network-alias") == ["x", "y"])
        #expect(flags.strings("dns-option") == ["o"])
        let stop = try run("stop --time 3 web")
        #expect(stop.flags.int("timeout") == 3 && stop.flags.isSet("timeout"))
        #expect(stop.warnings == ["Flag --time has been deprecated, use --timeout instead"])
    }

    @Test func dashesEndOptions() throws {
        let run = try run("rm -f -- -v a")
        #expect(run.arguments == ["-v", "a"])
        #expect(run.argumentsBeforeDash == 0)
        #expect(try self.run("rm a -- -v").argumentsBeforeDash == 1)
        #expect(try self.run("rm a -f").flags.bool("force"))
    }

    @Test(arguments: [
        ("ps -f status=running -f Name=x", ["status=running", "name=x"]), ("ps", []),
    ])
    func filters(line: String, expected: [String]) throws {
        #expect(try run(line).flags.strings("filter") == expected)
    }

    @Test func commaSeparatedValuesAddUp() throws {
        let flags = try run("network create --subnet 10.0.0.0/8,fd00::/64 --subnet 10.1.0.0/16 x").flags
        #expect(flags.strings("subnet") == ["10.0.0.0/8", "fd00::/64", "10.1.0.0/16"])
    }

    @Test func wordsAreKeptAsWritten() throws {
        let run = try run("build -t app --target=test .")
        #expect(run.words == ["-t", "app", "--target=test", "."])
        #expect(run.arguments == ["."])
        let compose = try self.run("compose -f x up -d --help2")
        #expect(compose.words == ["-f", "x", "up", "-d", "--help2"])
        #expect(compose.command.absence != nil)
    }

    @Test(
        arguments: [
            ("run nginx -d", "-d"), ("run nginx --name=x", "--name=x"), ("exec web -it sh", "-it"),
            ("run nginx -Z", nil),
            ("run nginx --nonsense", nil), ("run nginx ls -d", nil), ("run -- nginx -d", nil), ("rm a -f", nil),
            ("run a -", nil),
        ] as [(String, String?)])
    func optionsBehindTheImageAreSeen(line: String, expected: String?) throws {
        #expect(try run(line).strayOption == expected)
    }

    @Test func optionsBehindTheImageAreExplained() throws {
        #expect(
            try run("run nginx -d").strayOptionAdvice
                == "Options of 'docker run' stand before the image: docker run -d nginx")
        #expect(
            try run("container exec web -it sh").strayOptionAdvice
                == "Options of 'docker container exec' stand before the container: docker container exec -it web")
        #expect(try run("run nginx").strayOptionAdvice == nil)
    }

    @Test func manyValuesTakeTimeInProportion() throws {
        var words = ["run"]
        for number in 0..<10_000 { words += ["-e", "A\(number)=b", "--sysctl", "net.x\(number % 1000)=1"] }
        guard case .run(let run) = try DockerCommandLine().parse(words + ["nginx"]) else { return }
        #expect(run.flags.strings("env").count == 10_000)
        #expect(run.flags.pairs("sysctl").count == 1000)
        #expect(run.flags.occurrences.count == 20_000)
    }

    @Test func longTextsAreTaken() throws {
        // The kernel takes no argument longer than that.
        let long = String(repeating: "x", count: 128 << 10)
        #expect(try run("run -e A=\(long) nginx").flags.strings("env").first?.utf8.count == long.utf8.count + 2)
        for line in [
            "run --\(long) x", "run -m \(long) x", "run -d=\(long) x", "run --mount \(long) x", "\(long)",
            "run --cpus 1\(long) x",
        ] {
            #expect(throws: DockerUsageError.self) { try self.run(line) }
        }
    }

    @Test func valuesMayBeLeftOut() throws {
        #expect(try run("build --provenance .").flags.string("provenance") == "true")
        #expect(try run("build --provenance=mode=max .").flags.string("provenance") == "mode=max")
    }

    @Test func globalOptions() throws {
        let run = try run("-D -l warn -H tcp://x:1 --config /c --tlsverify ps -a")
        #expect(run.global.isDebug && run.global.logLevel == "warn" && run.global.hosts == ["tcp://x:1"])
        #expect(run.global.configFolder == "/c" && run.global.tls == ["tlsverify"])
        #expect(run.warnings.count == 1)
        #expect(try self.run("--context default ps").global.context == "default")
        #expect(throws: DockerUsageError.self) { try self.run("--context other ps") }
    }

    @Test(
        arguments: [
            ("512", 512), ("1k", 1024), ("1.5KiB", 1536), ("2 g", 2 << 30), ("1tb", 1 << 40), ("1P", 1 << 50),
            ("0b", 0),
        ] as [(String, Int64)])
    func memory(text: String, expected: Int64) throws {
        #expect(try MemorySize.bytes(text) == expected)
    }

    @Test(arguments: ["9999999999g", "1e400", "nan", "inf", "-1", "1eb", "k", ""])
    func noMemory(text: String) {
        #expect(throws: DockerValueError.self) { try MemorySize.bytes(text) }
    }

    @Test(
        arguments: [
            ("1h2m3.5s", 3_723_500_000_000), ("-1.5h", -5_400_000_000_000), ("1µs", 1_000), (".5ms", 500_000), ("0", 0),
            ("2562047h47m16.854775807s", .max), ("1.0000000001s", 1_000_000_000),
        ] as [(String, Int64)])
    func durations(text: String, expected: Int64) throws {
        #expect(try GoDuration.nanoseconds(text) == expected)
    }

    @Test(arguments: [
        "", "1", "s", "1x", "1s1", "9223372036854775808ns9223372036854775808ns", ".s", "--1s", "9999999999h", "1 s",
        "１s",
    ])
    func noDurations(text: String) {
        #expect(throws: DockerValueError.self) { try GoDuration.nanoseconds(text) }
    }

    @Test(
        arguments: [
            ("1", 1_000_000_000), ("0.5", 500_000_000), ("3/2", 1_500_000_000), ("1e-9", 1), ("2E1", 20_000_000_000),
            ("-1.50", -1_500_000_000), ("1.000000000000000000000000000000000", 1_000_000_000),
        ] as [(String, Int64)])
    func processors(text: String, expected: Int64) throws {
        #expect(try ProcessorCount.nano(text) == expected)
    }

    @Test(arguments: [
        "", ".", "x", "1/0", "1/3", "1e99", "1.5e-9223372036854775808", "1e9223372036854775807", "1e-10", "1 ",
        "99999999999999999999",
    ])
    func noProcessors(text: String) {
        #expect(throws: DockerValueError.self) { try ProcessorCount.nano(text) }
    }

    @Test(arguments: [
        ("a,b", ["a", "b"]), ("\"a,b\",c", ["a,b", "c"]), ("\"a\"\"b\"", ["a\"b"]), (",", ["", ""]), ("", []),
    ])
    func commaSeparated(text: String, expected: [String]) throws {
        #expect(try CommaSeparated.fields(text) == expected)
    }

    @Test func mounts() throws {
        let bind = try DockerMountOption(
            "type=bind,src=./a,dst=/a,ro,bind-recursive=readonly,bind-propagation=rprivate")
        #expect(bind.type == "bind" && bind.source == "./a" && bind.target == "/a" && bind.isReadOnly)
        #expect(bind.recursion == "readonly" && bind.propagation == "rprivate")
        let volume = try DockerMountOption(
            "source=v,target=/v,volume-nocopy,volume-label=a=b,\"volume-opt=o=uid=1,gid=2\"")
        #expect(volume.type == "volume" && volume.isWithoutCopy && volume.labels == ["a": "b"])
        #expect(volume.driverOptions == ["o": "uid=1,gid=2"])
        let memory = try DockerMountOption("type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770")
        #expect(memory.size == 1 << 20 && memory.mode == 0o1770 && memory.source == nil)
    }

    @Test func networks() throws {
        #expect(try DockerNetworkOption("container:web").name == "container:web")
        let long = try DockerNetworkOption("name=app,alias=a,alias=b,ip=10.0.0.2,gw-priority=-1,driver-opt=x=y")
        #expect(long.name == "app" && long.aliases == ["a", "b"] && long.address == "10.0.0.2")
        #expect(long.gatewayPriority == -1 && long.driverOptions == ["x": "y"])
    }

    @Test func limits() throws {
        let limit = try DockerUlimit("nofile=1024:2048")
        #expect(limit.name == "nofile" && limit.soft == 1024 && limit.hard == 2048)
        #expect(try DockerUlimit("core=0").hard == 0)
        #expect(try DockerUlimit("core=-1").soft == -1)
    }
}
