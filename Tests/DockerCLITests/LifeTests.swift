import EngineInterface
import Testing

@testable import DockerCLI

/// Commands that change containers: what they ask of the engine, print, and end with.
struct LifeTests {
    private func call(_ names: [String] = ["web", "db"]) async -> CommandCall {
        let call = CommandCall()
        await call.engine.change { engine in
            engine.records = names.enumerated().map { index, name in
                .sample(name, id: String(repeating: String(index), count: 64))
            }
        }
        return call
    }

    static let lines: [(line: String, calls: [String], output: String, status: Int32)] = [
        ("stop web", ["stop web signal=nil seconds=nil"], "web\n", 0),
        ("stop -t 3 -s INT web", ["stop web signal=INT seconds=3"], "web\n", 0),
        ("stop --time 0 web", ["stop web signal=nil seconds=0"], "web\n", 0),
        ("container stop --timeout -1 web", ["stop web signal=nil seconds=-1"], "web\n", 0),
        (
            "restart -t 1 web db", ["restart web signal=nil seconds=1", "restart db signal=nil seconds=1"], "web\ndb\n",
            0
        ),
        ("kill web", ["kill web signal=KILL"], "web\n", 0),
        ("kill -s HUP web", ["kill web signal=HUP"], "web\n", 0),
        ("kill -s 10 web", ["kill web signal=10"], "web\n", 0),
        ("pause web", ["pause web"], "web\n", 0),
        ("unpause web", ["unpause web"], "web\n", 0),
        ("wait web", ["wait web not-running"], "0\n", 0),
        ("rm web", ["rm web force=false volumes=false link=false"], "web\n", 0),
        ("rm -fv /web", ["rm web force=true volumes=true link=false"], "/web\n", 0),
        ("container remove web", ["rm web force=false volumes=false link=false"], "web\n", 0),
        ("start web db", ["start web attaching=false", "start db attaching=false"], "web\ndb\n", 0),
        ("rename web www", ["rename web www"], "", 0),
        ("commit -a Ada -m note -c CMD=x web shop:1", ["commit web"], "sha256:\(FakeDockerEngine.newID)\n", 0),
        ("export web", ["export web"], "", 0),
        ("exec -d web sleep 5", ["exec web"], "", 0),
    ]

    @Test(arguments: lines.indices)
    func commandsAskTheEngine(index: Int) async throws {
        let (line, calls, output, status) = Self.lines[index]
        let call = await call()
        let outcome = try await call.run(line)
        #expect(await call.engine.calls == calls)
        #expect(outcome.output == output)
        #expect(outcome.status == status)
        if !line.contains("--time ") { #expect(outcome.error == "") }
    }

    @Test(arguments: ["stop", "restart", "kill", "pause", "unpause", "wait", "rm"])
    func oneThatIsMissingDoesNotKeepOthersFromBeingDone(command: String) async throws {
        let call = await call()
        let outcome = try await call.run("\(command) nosuch web other db")
        let printed = command == "wait" ? "0\n0\n" : "web\ndb\n"
        #expect(outcome.output == printed)
        #expect(
            outcome.error == """
                Error response from daemon: No such container: nosuch
                List all containers, also those that have ended, with: docker ps -a
                Error response from daemon: No such container: other
                List all containers, also those that have ended, with: docker ps -a

                """)
        #expect(outcome.status == 1)
    }

    @Test func forcedRemovalOfWhatIsGoneIsNoFailure() async throws {
        let outcome = try await call().run("rm -f nosuch web")
        #expect(outcome.output == "web\n")
        #expect(outcome.error.hasPrefix("Error response from daemon: No such container: nosuch\n"))
        #expect(outcome.status == 0)
    }

    @Test func startSaysWhatFailed() async throws {
        let call = await call()
        await call.engine.change { $0.failures["start"] = EngineError(.portInUse, "port is already allocated") }
        let outcome = try await call.run("start web db")
        #expect(
            outcome.error == """
                Error response from daemon: port is already allocated
                Error response from daemon: port is already allocated
                Error: failed to start containers: web, db

                """)
        #expect(outcome.status == 1)
    }

    @Test func whatSudoDoesNotFindMayBeTheUsersOwn() async throws {
        struct Ada: OtherStores {
            func owner(of kind: EngineError.Kind, named reference: String) async -> String? {
                kind == .noSuchContainer && reference == "mine" ? "ada" : nil
            }
        }
        var call = await call()
        call.otherStores = Ada()
        let outcome = try await call.run("stop mine")
        #expect(
            outcome.error == """
                Error response from daemon: No such container: mine
                A container of that name belongs to the user ada: call docker without sudo to use it.

                """)
    }

    @Test(arguments: [
        ("kill -s FOO web", "Error response from daemon: Invalid signal: FOO\n"),
        ("stop -s FOO web", "Error response from daemon: Invalid signal: FOO\n"),
        (
            "rename nosuch b",
            "Error response from daemon: No such container: nosuch\n"
                + "List all containers, also those that have ended, with: docker ps -a\n"
                + "Error: failed to rename container named nosuch\n"
        ),
        ("start -a web db", "you cannot start and attach multiple containers at once\n"),
        ("update web", "you must provide one or more flags when using this command\n"),
        ("commit web UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase\n"),
        ("cp a b", "must specify at least one container source\n"),
        ("cp web:/a db:/b", "copying between containers is not supported\n"),
        ("cp web:/etc/passwd /nonexist/x", "invalid output path: directory \"/nonexist\" does not exist\n"),
        ("port web x", "Error: invalid port (x): strconv.ParseUint: parsing \"x\": invalid syntax\n"),
        ("port web 99999", "Error: invalid port (99999): strconv.ParseUint: parsing \"99999\": value out of range\n"),
        ("port web 80", "Error: No public port '80' published for web\n"),
        ("logs --since foo web", "invalid value for \"since\": failed to parse value as time or duration: \"foo\"\n"),
        ("attach nosuch", "Error response from daemon: No such container: nosuch\n"),
        ("exec nosuch ls", "Error response from daemon: No such container: nosuch\n"),
        ("stats nosuch --no-stream", "Error response from daemon: No such container: nosuch\n"),
    ])
    func wrongOnesAreRefused(line: String, error: String) async throws {
        let outcome = try await call().run(line)
        #expect(outcome.error.hasPrefix(error))
        #expect(outcome.status == 1)
    }

    @Test func namesOfSpacesAreNone() async throws {
        let outcome = try await call().run(["rename", "web", " "])
        #expect(
            outcome == CommandOutcome(status: 1, output: "", error: "Error: Neither old nor new names may be empty\n"))
    }

    @Test(arguments: [
        (ContainerStatus.Phase.exited, "You cannot attach to a stopped container, start it first\n"),
        (.created, "You cannot attach to a stopped container, start it first\n"),
        (.paused, "You cannot attach to a paused container, unpause it first\n"),
        (.restarting, "You cannot attach to a restarting container, wait until it is running\n"),
    ])
    func onlyRunningOnesAreAttachedTo(phase: ContainerStatus.Phase, error: String) async throws {
        let call = CommandCall()
        await call.engine.change { $0.records = [.sample("web", phase: phase)] }
        let outcome = try await call.run("attach web")
        #expect(outcome.error.hasPrefix(error))
        #expect(outcome.status == 1)
    }

    @Test func updateKeepsWhatWasNotAskedFor() async throws {
        let call = await call(["web"])
        await call.engine.change {
            $0.records[0].host.resources.memoryBytes = 64 << 20
            $0.records[0].host.resources.cpuShares = 512
            $0.warnings = ["limits need cgroups"]
        }
        let outcome = try await call.run("update --pids-limit 50 --restart always web")
        #expect(outcome.output == "web\nlimits need cgroups\n")
        let (resources, policy) = try #require(await call.engine.updates.first)
        #expect(resources?.memoryBytes == 64 << 20)
        #expect(resources?.cpuShares == 512)
        #expect(resources?.processes == 50)
        #expect(policy == RestartPolicy(.always))
        _ = try await call.run("update --restart no web")
        #expect(await call.engine.updates.last?.0 == nil)
    }

    @Test func updateKnowsTheSwapLimit() async throws {
        let call = await call(["web"])
        await call.engine.change { $0.records[0].host.resources.memorySwapBytes = 64 << 20 }
        let outcome = try await call.run("update -m 100m web")
        #expect(outcome.error.contains("Memory limit should be smaller than already set memoryswap limit"))
        #expect(outcome.status == 1)
    }

    static let copies: [(String, String)] = [
        ("cp web:/etc/hosts .", "copy-out web /etc/hosts host(\"/home/ada/app/.\") links=false owners=false"),
        ("cp web:etc/hosts /tmp/", "copy-out web /etc/hosts host(\"/tmp/\") links=false owners=false"),
        ("cp -aL web:/var/. /tmp/x", "copy-out web /var/. host(\"/tmp/x\") links=true owners=true"),
        ("cp web:/etc -", "copy-out web /etc archive("),
        ("cp ./a:b web:/x/", "copy-in web host(\"/home/ada/app/a:b\") /x/ links=false owners=false"),
        ("cp /tmp/a:b web:/x", "copy-in web host(\"/tmp/a:b\") /x links=false owners=false"),
        ("cp src/. web:/x", "copy-in web host(\"/home/ada/app/src/.\") /x links=false owners=false"),
        ("cp - web:/x", "copy-in web archive("),
    ]

    @Test(arguments: copies)
    func bothSidesOfACopyAreUnderstood(line: String, asked: String) async throws {
        var call = await call(["web"])
        if line.hasSuffix(" .") { call.folder = "/home/ada/app" }
        // The folder of the call need not be there for what is only asked.
        let outcome = try await call.run(line)
        if line.hasSuffix(" .") {
            #expect(outcome.status == 0 || outcome.error.hasPrefix("invalid output path"))
            guard outcome.status == 0 else { return }
        }
        #expect(outcome.error == "")
        #expect(await call.engine.calls.first?.hasPrefix(asked) == true)
    }

    @Test(arguments: [("n\n", 0), ("", 0), ("yes\n", 1), ("Y\n", 1)])
    func pruneAsksFirst(answer: String, removals: Int) async throws {
        var call = await call()
        call.input = try memoryFile(answer)
        await call.engine.change { $0.pruned = (["aaaa", "bbbb"], 2_048) }
        let outcome = try await call.run("container prune")
        let question = """
            WARNING! This will remove all stopped containers.
            Are you sure you want to continue? [y/N]\u{20}
            """
        let report = "Deleted Containers:\naaaa\nbbbb\n\nTotal reclaimed space: 2.048kB\n"
        #expect(outcome.output == question + (removals == 0 ? "" : report))
        #expect(await call.engine.calls.count == removals)
        #expect(outcome.status == 0)
    }

    @Test func pruneTakesFilters() async throws {
        let call = await call()
        await call.engine.change {
            $0.summaries = ["old", "new"].map { name in
                ContainerSummary(
                    id: name, name: name, image: "", imageID: "", command: "",
                    created: name == "old" ? testNow - 7_200_000_000_000 : testNow, status: ContainerStatus(.exited),
                    ports: [], labels: [:], mounts: [], networks: [])
            }
        }
        let outcome = try await call.run("container prune -f --filter until=1h")
        #expect(await call.engine.calls == ["prune old"])
        #expect(outcome.output == "Total reclaimed space: 0B\n")
        let wrong = try await call.run("container prune -f --filter foo=1")
        #expect(wrong.error.hasPrefix("Error response from daemon: invalid filter 'foo'\n"))
    }
}
