import EngineInterface
import Testing

@testable import DockerCLI

/// Commands on networks.
struct NetworksTests {
    private func call() async -> CommandCall {
        func network(_ digits: String, _ name: String, _ driver: String, subnet: String = "") -> NetworkDetails {
            NetworkDetails(
                network: NetworkRecord(
                    id: digits + String(repeating: "0", count: 64 - digits.count), name: name, driver: driver,
                    created: testNow, subnet: subnet, labels: name == "app" ? ["x": "y"] : [:]),
                containers: name == "app"
                    ? [
                        (
                            id: "c1", name: "web",
                            endpoint: NetworkEndpoint(networkID: digits, networkName: name, id: "e")
                        )
                    ]
                    : [])
        }
        let call = CommandCall()
        let list = [
            network("199", "bridge", "bridge", subnet: "172.17.0.0/16"), network("dfe", "host", "host"),
            network("a3e", "none", "null"), network("c14", "app", "bridge", subnet: "172.18.0.0/16"),
            network("4db", "back2", "bridge", subnet: "172.19.0.0/16"),
        ]
        await call.engine.change { $0.networkList = list }
        return call
    }

    @Test func table() async throws {
        #expect(
            try await call().run("network ls").output == """
                NETWORK ID     NAME      DRIVER    SCOPE
                c14000000000   app       bridge    local
                4db000000000   back2     bridge    local
                199000000000   bridge    bridge    local
                dfe000000000   host      host      local
                a3e000000000   none      null      local

                """)
    }

    @Test(arguments: [
        ("network ls --format {{.Name}} -f type=custom", "app back2"),
        ("network ls --format {{.Name}} -f type=builtin", "bridge host none"),
        ("network ls --format {{.Name}} -f driver=null", "none"),
        ("network ls --format {{.Name}} -f name=ba -f id=4db", "back2"),
        ("network ls --format {{.Name}} -f label=x=y", "app"),
        ("network ls --format {{.Name}} -f scope=swarm", ""),
        ("network ls --format {{.Name}} -f dangling=true", "back2"),
        ("network ls -q -f name=app", "c14000000000"),
        ("network ls --format {{.IPv4}},{{.IPv6}},{{.Internal}},{{.Labels}} -f name=app", "true,false,false,x=y"),
        ("network create app2", FakeDockerEngine.newID), ("network rm app back2", "app back2"),
        ("network connect app web", ""), ("network disconnect -f app web", ""),
    ])
    func answers(_ line: String, _ expected: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(outcome.output.split(separator: "\n").joined(separator: " ") == expected)
    }

    @Test(arguments: [
        ("network ls -f colour=red", "Error response from daemon: invalid filter 'colour'"),
        ("network ls -f type=x", "Error response from daemon: invalid filter: 'type'='x'"),
        ("network create -d nosuch n", "Error response from daemon: plugin \"nosuch\" not found"),
        ("network create -d host n", "Error response from daemon: only one instance of \"host\" network is allowed"),
        ("network create -d macvlan n", "docker: the network driver macvlan is not there"),
        (
            "network create --scope swarm n",
            "Error response from daemon: cannot create a swarm scoped network when swarm is not active"
        ),
        ("network create --ipv6 n", "docker: networks have no IPv6 here, and IPv4 always"),
        (
            "network create --subnet 10.1.2.0/24 --subnet 10.1.3.0/24 n",
            "Error response from daemon: bridge driver doesn't support multiple subnets"
        ),
        ("network connect --ip bogus app web", "invalid IP address: bogus"),
        ("network connect --ip6 fd00::1 app web", "docker: --ip6: networks have no IPv6 here"),
        ("network prune -f --filter colour=red", "Error response from daemon: invalid filter 'colour'"),
    ])
    func refusal(_ line: String, _ message: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.split(separator: "\n").first.map(String.init) == message)
    }

    @Test func forcedRemovalOfWhatIsNotThere() async throws {
        let call = await call()
        await call.engine.change { $0.failures["network-rm"] = EngineError(.noSuchNetwork, "network x not found") }
        #expect(try await call.run("network rm -f x") == CommandOutcome(status: 0, output: "", error: ""))
        #expect(try await call.run("network rm x").error.hasPrefix("Error response from daemon: network x not found\n"))
    }

    @Test func prune() async throws {
        #expect(
            try await call().run("network prune").output
                == "WARNING! This will remove all custom networks not used by at least one container.\n"
                + "Are you sure you want to continue? [y/N] ")
        #expect(
            try await call().run("network prune -f --filter label=x").output == "Deleted Networks:\napp\n\n")
        #expect(try await call().run("network prune -f --filter label=z").output.isEmpty)
    }
}
