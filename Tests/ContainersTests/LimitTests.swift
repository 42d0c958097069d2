import EngineInterface
import Testing

@Suite(.needsNamespaces) struct LimitTests {
    @Test func time() async throws {
        try await ContainerFixture.with { fixture in
            let result = try await fixture.run(["sleep", "1000"]) { $0.limits.seconds = 0.3 }
            #expect(result.exit.exceeded == .time)
        }
    }

    @Test func memory() async throws {
        try await ContainerFixture.with { fixture in
            // dd keeps its block in memory.
            let result = try await fixture.run(["sh", "-c", "dd if=/dev/zero of=/dev/null bs=400M count=100; sleep 5"])
            {
                $0.limits.memoryBytes = 64 << 20
            }
            let killedInside = result.error.contains("Killed") || result.exit.status == 137
            #expect(result.exit.exceeded == .memory || killedInside)
        }
    }

    @Test func processes() async throws {
        try await ContainerFixture.with { fixture in
            let result = try await fixture.run([
                "sh", "-c", "for i in $(seq 200); do sleep 100 & done; sleep 1; ls /proc | grep -c '^[0-9]'",
            ]) { $0.limits.processes = 50 }
            let refused = result.error.contains("fork") || result.exit.exceeded == .processes
            #expect(refused, "\(result)")
        }
    }

    @Test func disk() async throws {
        try await ContainerFixture.with { fixture in
            let result = try await fixture.run(["sh", "-c", "dd if=/dev/zero of=/big bs=1M count=600; sleep 20"]) {
                $0.limits.diskBytes = 100 << 20
            }
            #expect(result.exit.exceeded == .disk)
        }
    }

    @Test func endlessOutputIsBounded() async throws {
        try await ContainerFixture.with { fixture in
            let container = try await fixture.container(["sh", "-c", "yes | head -c 5000000; echo end"]) {
                $0.limits.outputBytes = 10_000
            }
            try await container.start()
            _ = try await container.wait()
            let logs = try await container.logs()
            #expect(logs.isTruncated)
            #expect(logs.standardOutput.count == 10_000)
            #expect(fixture.text(logs.standardOutput).hasSuffix("y\nend\n"))
        }
    }
}
