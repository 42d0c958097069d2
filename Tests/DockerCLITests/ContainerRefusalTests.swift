import EngineInterface
import Testing

@testable import DockerCLI

/// What Docker's client and engine say of options that cannot be: recorded from Docker 28.2's client.
struct ContainerRefusalTests {
    /// The client's words, after `docker: `.
    static let ofClient: [(String, String)] = [
        ("-v :/x", "invalid spec: :/x: empty section between colons"),
        ("-v /a::ro", "invalid spec: /a::ro: empty section between colons"),
        ("-p 80:abc", "invalid containerPort: abc"),
        ("-p 1.2.3:80:80", "invalid IP address: 1.2.3"),
        ("-p 80:80/foo", "invalid proto: foo"),
        ("-p 8000-8002:80-81", "invalid ranges specified for container and host Ports: 80-81 and 8000-8002"),
        ("-p 99999:80", "invalid hostPort: 99999"),
        ("-p 80:", "no port specified: 80:<empty>"),
        ("-p 9000-8000:80", "invalid hostPort: 9000-8000"),
        ("--expose x", "invalid range format for --expose: x, error: strconv.ParseUint: parsing \"x\": invalid syntax"),
        ("--expose 80:80", "invalid port format for --expose: 80:80"),
        ("--restart on-failure:x", "invalid restart policy format: maximum retry count must be an integer"),
        ("--restart :3", "invalid restart policy format: no policy provided before colon"),
        ("--rm --restart always", "conflicting options: cannot specify both --restart and --rm"),
        ("--pull foo", "invalid pull option: 'foo': must be one of \"always\", \"missing\" or \"never\""),
        ("--security-opt foo", "Invalid --security-opt: \"foo\""),
        (
            "--security-opt seccomp=/nonexist",
            "opening seccomp profile (/nonexist) failed: open /nonexist: no such file or directory"
        ),
        ("--log-driver none --log-opt a=b", "invalid logging opts for driver none"),
        ("--pid foo", "--pid: invalid PID mode"), ("--uts foo", "--uts: invalid UTS mode"),
        ("--userns foo", "--userns: invalid USER mode"), ("--cgroupns foo", "--cgroupns: invalid CGROUP mode"),
        (
            "--network a --network host",
            "conflicting options: cannot attach both user-defined and non-user-defined network-modes"
        ),
        ("--network a --network a", "network \"a\" is specified multiple times"),
        ("--network-alias a", "network-scoped aliases are only supported for user-defined networks"),
        (
            "--network name=a,alias=b --network-alias c",
            "conflicting options: cannot specify both --network-alias and per-network alias"
        ),
        ("--health-interval -1s", "--health-interval cannot be negative"),
        ("--no-healthcheck --health-cmd x", "--no-healthcheck conflicts with --health-* options"),
        ("--env-file /nonexist", "open /nonexist: no such file or directory"),
        ("--device x:y:z:w", "bad format for path: x:y:z:w"), ("--device /a:/b:x", "bad mode specified: x"),
        ("--device rel", "rel is not an absolute path"), ("--mac-address zz", "zz is not a valid mac address"),
    ]

    @Test(arguments: ofClient)
    func clientRefuses(line: String, message: String) async throws {
        let outcome = try await CommandCall().run("create \(line) alpine")
        #expect(outcome.error.hasPrefix("docker: \(message)\n"))
        #expect(outcome.error.hasSuffix("\n\nRun 'docker create --help' for more information\n"))
        #expect(outcome.status == 125)
        #expect(outcome.output.isEmpty)
    }

    /// The engine's words, after `Error response from daemon: `.
    static let ofEngine: [(String, String)] = [
        (
            "-v foo:bar",
            "invalid volume specification: 'foo:bar': invalid mount config for type \"volume\": invalid mount path: 'bar' "
                + "mount path must be absolute"
        ),
        ("-v /a:/b:xx", "invalid mode: xx"), ("-v /a:/b:ro,rw", "invalid mode: ro,rw"),
        (
            "-v f$:/x",
            "create f$: \"f$\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are "
                + "allowed. If you intended to pass a host directory, use absolute path"
        ),
        ("-v /a:/b -v /c:/b/", "Duplicate mount point: /b"),
        (
            "-v /a:/",
            "invalid volume specification: '/a:/': invalid mount config for type \"bind\": invalid specification: "
                + "destination can't be '/'"
        ),
        ("-v a:b:c:d", "invalid volume specification: 'a:b:c:d'"),
        (
            "--mount type=bind,source=/nonexist,target=/x",
            "invalid mount config for type \"bind\": bind source path does not exist: /nonexist"
        ),
        ("--mount type=bind,target=/x", "invalid mount config for type \"bind\": field Source must not be empty"),
        (
            "--mount type=bind,source=rel,target=/x",
            "invalid mount config for type \"bind\": invalid mount path: 'rel' mount path must be absolute"
        ),
        (
            "--mount type=volume,source=a,target=x",
            "invalid mount config for type \"volume\": invalid mount path: 'x' mount path must be absolute"
        ),
        ("--mount type=foo,source=a,target=/x", "invalid mount config for type \"foo\": mount type unknown"),
        (
            "--mount type=tmpfs,source=a,target=/x",
            "invalid mount config for type \"tmpfs\": field Source must not be specified"
        ),
        (
            "--mount type=bind,source=/tmp,target=/x,bind-propagation=foo",
            "invalid mount config for type \"bind\": invalid propagation mode: foo"
        ),
        ("-h a_b..c", "invalid hostname: a_b..c"), ("-h -a", "invalid hostname: -a"),
        ("--name x", "Invalid container name (x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"),
        ("--restart foo", "invalid restart policy 'foo'"),
        ("--restart always:3", "maximum retry count cannot be used with restart policy 'always'"),
        ("--restart on-failure:-1", "maximum retry count cannot be negative"),
        ("--log-driver foo", "error looking up logging plugin foo: plugin \"foo\" not found"),
        ("--log-opt foo=bar", "unknown log opt 'foo' for json-file log driver"),
        ("--tmpfs foo", "invalid mount path: 'foo' mount path must be absolute"),
        ("--cap-add FOO", "invalid CapAdd: unknown capability: \"CAP_FOO\""),
        ("--health-interval 1us --health-cmd x", "Interval in Healthcheck cannot be less than 1ms"),
        ("-m 1m", "Minimum memory limit allowed is 6MB"),
        ("--memory-swap 5m -m 10m", "Minimum memoryswap limit should be larger than memory limit, see usage"),
        ("--stop-signal FOO", "Invalid signal: FOO"),
        ("-w rel", "the working directory 'rel' is invalid, it needs to be an absolute path"),
        ("--volumes-from x:zz", "invalid mode: zz"),
        ("--network container:a -p 80:80", "conflicting options: port publishing and the container type network mode"),
        ("--network container:a -h b", "conflicting options: hostname and the network mode"),
    ]

    @Test(arguments: ofEngine)
    func engineRefuses(line: String, message: String) async throws {
        let call = CommandCall()
        let outcome = try await call.run("create \(line) alpine")
        #expect(outcome.error.split(separator: "\n").first ?? "" == "Error response from daemon: \(message)")
        #expect(outcome.status == 1)
        #expect(await call.engine.created == nil)
    }

    @Test(arguments: [
        ("--mount type=bind", "invalid argument \"type=bind\" for \"--mount\" flag: target is required"),
        ("--ulimit foo=1", "invalid argument \"foo=1\" for \"--ulimit\" flag: invalid ulimit type: foo"),
        ("-e =x", "invalid argument \"=x\" for \"-e, --env\" flag: invalid environment variable: =x"),
        ("--cpus x", "invalid argument \"x\" for \"--cpus\" flag: failed to parse x as a rational number"),
    ])
    func parserRefuses(line: String, message: String) async throws {
        let outcome = try await CommandCall().run("create \(line) alpine")
        #expect(outcome.error.hasPrefix(message + "\n\nUsage:  docker create [OPTIONS] IMAGE [COMMAND] [ARG...]\n"))
        #expect(outcome.status == 125)
    }

    @Test func imagesNeedAName() async throws {
        let call = CommandCall()
        let upper = try await call.run(["create", "ALPINE"])
        #expect(upper.error.hasPrefix("invalid reference format: repository name (library/ALPINE) must be lowercase\n"))
        #expect(upper.status == 1)
        let space = try await call.run(["run", "al pine"])
        #expect(space.error.hasPrefix("docker: invalid reference format\n"))
        #expect(space.status == 125)
    }
}
