import EngineInterface
import Foundation
import Linux
import Testing

/// `RUN --mount=type=secret` and `type=ssh`, really run.
@Suite(.needsNamespaces, .serialized) struct SecretTests {
    private static let value = "hush-7f3a9c-secret"

    @Test func secretsAreSeenByTheirStepOnly() async throws {
        try await StepBench.with { bench in
            let file = bench.folder + "/secret.txt"
            try SmallFile.write(Self.value, to: file)
            let dockerfile = """
                FROM busybox
                RUN --mount=type=secret,id=one test "$(cat /run/secrets/one)" = "$WANT$(cat /run/secrets/one)" && \\
                    stat -c '%a %u %g' /run/secrets/one
                RUN --mount=type=secret,id=one,target=/etc/app/key,mode=0440,uid=1000,gid=1000 stat -c '%a %u %g' /etc/app/key; wc -c < /etc/app/key
                RUN --mount=type=secret,id=two,env=TOKEN test -n "$TOKEN" && test ! -e /run/secrets/two
                RUN --mount=type=secret,id=two,env=TOKEN,target=/t test "$(cat /t)" = "$TOKEN"
                RUN --mount=type=secret,id=absent test ! -e /run/secrets/absent
                RUN env | grep -c TOKEN || test ! -e /run/secrets
                """
            let outcome = try await bench.build(dockerfile) {
                $0.secrets = [
                    BuildSecret(id: "one", source: .file(file)),
                    BuildSecret(id: "two", source: .value(Array(Self.value.utf8))),
                ]
            }
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure)) \(outcome.output)")
            #expect(outcome.output == ["400 0 0", "440 1000 1000", "\(Self.value.utf8.count)", "0"])
            #expect(!outcome.events.joined().contains(Self.value))
            #expect(!"\(String(describing: outcome.result))".contains(Self.value))
            #expect(try bench.storeFiles(holding: Self.value) == [])
            // Another value is no reason to run anything again.
            let second = try await bench.build(dockerfile) {
                $0.secrets = [BuildSecret(id: "one", source: .value([1])), BuildSecret(id: "two", source: .value([2]))]
            }
            #expect(second.result?.steps.allSatisfy(\.isCached) == true)
        }
    }

    @Test func failuresNeverTellTheSecret() async throws {
        try await StepBench.with { bench in
            let outcome = try await bench.build(
                "FROM busybox\nRUN --mount=type=secret,id=s,env=S --mount=type=secret,id=s false"
            ) {
                $0.secrets = [BuildSecret(id: "s", source: .value(Array(Self.value.utf8)))]
            }
            let failure = try #require(outcome.failure)
            #expect(failure.kind == .command && failure.exitStatus == 1)
            #expect(!"\(failure) \(outcome.events)".contains(Self.value))
            #expect(try bench.storeFiles(holding: Self.value) == [])
        }
    }

    @Test func whatIsRequiredMustBeThere() async throws {
        try await StepBench.with { bench in
            var outcome = try await bench.build("FROM busybox\nRUN --mount=type=secret,id=gone,required=true true")
            #expect(outcome.failure?.kind == .secret && outcome.failure?.line == 2)
            #expect(outcome.failure?.help?.contains("--secret id=gone") == true)
            outcome = try await bench.build("FROM busybox\nRUN --mount=type=secret,id=gone,required=true true") {
                $0.secrets = [BuildSecret(id: "gone", source: .file("/nowhere/at/all"))]
            }
            #expect(outcome.failure?.kind == .secret && outcome.failure?.message.contains("/nowhere/at/all") == true)
            outcome = try await bench.build("FROM busybox\nRUN --mount=type=ssh,required true")
            #expect(outcome.failure?.kind == .secret)
            outcome = try await bench.build("FROM busybox\nRUN --mount=type=ssh test -z \"$SSH_AUTH_SOCK\"")
            #expect(outcome.failure == nil)
        }
    }

    @Test(.enabled(if: Tool.find("ssh-agent") != nil && Tool.find("ssh-keygen") != nil))
    func keysAreServedByAnAgent() async throws {
        try await StepBench.with { bench in
            let key = bench.folder + "/id"
            let made = Process()
            made.executableURL = URL(fileURLWithPath: "/usr/bin/ssh-keygen")
            made.arguments = ["-q", "-t", "ed25519", "-N", "", "-C", "the-comment", "-f", key]
            try made.run()
            made.waitUntilExit()
            // A key that others can read is a key all the same.
            chmod(key, 0o644)
            let outcome = try await bench.build(
                """
                FROM busybox
                RUN --mount=type=ssh stat -c '%F %a %u' $SSH_AUTH_SOCK && echo $SSH_AUTH_SOCK
                RUN --mount=type=ssh,target=/agent,uid=1000,mode=0660 stat -c '%a %u' /agent && test $SSH_AUTH_SOCK = /agent
                RUN test -z "$SSH_AUTH_SOCK" && test ! -e /run && test ! -e /agent
                """
            ) { $0.agents = [BuildAgent(paths: [key])] }
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure)) \(outcome.output)")
            #expect(outcome.output == ["socket 600 0", "/run/buildkit/ssh_agent.0", "660 1000"])
            let text = try #require(SmallFile.text(key)).split(separator: "\n")
            #expect(try bench.storeFiles(holding: String(text[1])) == [])
        }
    }

    @Test func anAgentThatIsNoneIsExplained() async throws {
        try await StepBench.with { bench in
            try bench.write("no key", to: "id", in: bench.folder)
            let outcome = try await bench.build("FROM busybox\nRUN --mount=type=ssh true") {
                $0.agents = [BuildAgent(paths: [bench.folder + "/id"])]
            }
            #expect(outcome.failure?.kind == .secret && outcome.failure?.message.contains("/id") == true)
        }
    }
}
