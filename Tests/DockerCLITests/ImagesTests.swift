import EngineInterface
import Glibc
import Linux
import OCI
import Testing

@testable import DockerCLI

/// Commands on images.
struct ImagesTests {
    /// Ages are told in this machine's zone.
    init() {
        setenv("TZ", "UTC", 1)
        tzset()
    }

    private func call(_ images: [StoredImageDetails]) async -> CommandCall {
        let call = CommandCall()
        await call.engine.change { $0.images = images }
        return call
    }

    private static let images = [
        StoredImageDetails.sample(
            "aa11", ["web:2", "localhost:5000/team/web:2"], age: 60, size: 12_345_678, labels: ["team": "blue"]),
        .sample("bb22", [], age: 7200, size: 500),
        .sample("cc33", ["node:20-alpine", "node:latest"], age: 86_400 * 21, labels: ["team": "red"]),
    ]

    @Test func table() async throws {
        let outcome = try await call(Self.images).run("images")
        #expect(
            outcome.output == """
                REPOSITORY                TAG         IMAGE ID       CREATED              SIZE
                web                       2           aa1100000000   About a minute ago   12.3MB
                localhost:5000/team/web   2           aa1100000000   About a minute ago   12.3MB
                <none>                    <none>      bb2200000000   2 hours ago          500B
                node                      20-alpine   cc3300000000   3 weeks ago          2.69MB
                node                      latest      cc3300000000   3 weeks ago          2.69MB

                """)
    }

    @Test(arguments: [
        ("images -q", "aa1100000000 aa1100000000 bb2200000000 cc3300000000 cc3300000000"),
        ("images --format {{.Repository}}:{{.Tag}} web", "web:2"),
        ("images --format {{.Tag}} node:20*", "20-alpine"),
        ("images --format {{.Repository}} localhost:5000/team/web", "localhost:5000/team/web"),
        ("images --format {{.Repository}} -f reference=*/*/web:2", "localhost:5000/team/web"),
        ("images --format {{.Repository}} -f label=team=red", "node node"),
        ("images --format {{.ID}} -f label!=team", "bb2200000000"),
        ("images --format {{.ID}} -f dangling=true", "bb2200000000"),
        ("images --format {{.Tag}} -f dangling=false -f label=team=blue", "2 2"),
        ("images --format {{.ID}} -f before=web:2", "bb2200000000 cc3300000000 cc3300000000"),
        ("images --format {{.ID}} -f since=node", "aa1100000000 aa1100000000 bb2200000000"),
        ("images --format {{.ID}} -f before=web:2 -f since=node", "bb2200000000"),
        ("images --format {{.ID}} -f until=24h", "cc3300000000 cc3300000000"),
        ("images --format {{.Digest}},{{.Containers}},{{.SharedSize}} web", "<none>,N/A,N/A"),
        ("image ls --format {{.CreatedSince}} node:latest", "3_weeks_ago"),
        ("images nosuch --format {{.ID}}", ""),
    ])
    func selection(_ line: String, _ expected: String) async throws {
        let outcome = try await call(Self.images).run(line)
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n").map { $0.replacing(" ", with: "_") }
        #expect(lines.joined(separator: " ") == expected)
    }

    @Test func tableWithDigests() async throws {
        let digest = "sha256:" + String(repeating: "d", count: 64)
        let outcome = try await call([.sample("aa11", ["web:2", "web@\(digest)", "other@\(digest)"])])
            .run("images --digests --format {{.Repository}}|{{.Tag}}|{{.Digest}}")
        #expect(outcome.output == "web|2|\(digest)\nother|<none>|\(digest)\n")
    }

    @Test func digestColumnIsAddedToAnOwnTable() async throws {
        let outcome = try await call([.sample("aa11", ["web:2"])])
            .run(["images", "--digests", "--format", "table {{.ID}}"])
        #expect(outcome.output == "IMAGE ID       DIGEST\naa1100000000   <none>\n")
    }

    /// Images between are steps of others, which one sees with `-a`.
    @Test func hidesWhatOthersWereBuiltOn() async throws {
        let parent = StoredImageDetails.sample("aa11")
        let images = [StoredImageDetails.sample("bb22", ["web:1"], parent: parent.id), parent]
        #expect(try await call(images).run("images -q").output == "bb2200000000\n")
        #expect(try await call(images).run("images -aq").output == "bb2200000000\naa1100000000\n")
    }

    @Test func anImageWithoutATime() async throws {
        var image = StoredImageDetails.sample("aa11", ["web:1"], size: 2_691_768)
        image.created = Timestamp("0001-01-01T00:00:00Z")
        let table = try await call([image]).run("images").output
        #expect(table.hasSuffix("web          1         aa1100000000   N/A       2.69MB\n"))
        let line = try await call([image]).run("images --format {{.CreatedAt}}|{{.CreatedSince}}|{{.VirtualSize}}")
            .output
        #expect(line == "0001-01-01 00:00:00 +0000 UTC||2.692MB\n")
    }

    @Test func hintsAtCommandsWrittenAsNames() async throws {
        let outcome = try await call([]).run("images ls")
        #expect(outcome.error == "\nNo images found matching \"ls\": did you mean \"docker image ls\"?\n")
        #expect(outcome.status == 0)
        #expect(try await call([]).run("image ls rm").error.isEmpty)
    }

    @Test(arguments: [
        ("images -f colour=red", "Error response from daemon: invalid filter 'colour'"),
        ("images -f dangling=maybe", "Error response from daemon: invalid filter 'dangling=[maybe]'"),
        ("images -f reference=[", "Error response from daemon: syntax error in pattern"),
        ("images -f since=nosuch", "Error response from daemon: No such image: nosuch"),
        ("images -f until=zzz", "Error response from daemon: failed to parse value as time or duration: \"zzz\""),
        (
            "images --format {{.Nope}} web",
            "template parsing error: template: :1:2: executing \"\" at <.Nope>: can't evaluate field Nope in type *formatter.imageContext"
        ),
        (
            "tag web UPPER",
            "Error parsing reference: \"UPPER\" is not a valid repository/tag: invalid reference format: repository name (library/UPPER) must be lowercase"
        ),
        ("tag web a:b:c", "Error parsing reference: \"a:b:c\" is not a valid repository/tag: invalid reference format"),
        (
            "tag web sha256:aa",
            "Error response from daemon: refusing to create an ambiguous tag using digest algorithm as name"
        ),
        (
            "save web -o /no/such/x.tar",
            "failed to save image: invalid output path: stat /no/such: no such file or directory"
        ),
        ("save web -o /tmp", "failed to save image: cannot write to a directory"),
        ("load -i /no/such.tar", "open /no/such.tar: no such file or directory"),
        ("import /no/such.tar", "open /no/such.tar: no such file or directory"),
        ("import - BAD", "invalid reference format: repository name (library/BAD) must be lowercase"),
        (
            "import http://example.org/x.tar",
            "docker: an archive cannot be imported from http://example.org/x.tar directly"
        ),
        ("history nosuch", "Error response from daemon: No such image: nosuch"),
        ("image prune -f --filter colour=red", "Error response from daemon: invalid filter 'colour'"),
        ("history --platform linux/s390x web", "docker: there are images for \(ImagePlatform.host) only"),
    ])
    func refusal(_ line: String, _ message: String) async throws {
        let outcome = try await call(Self.images).run(line)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.split(separator: "\n").first.map(String.init) == message)
    }

    @Test func history() async throws {
        var image = StoredImageDetails.sample("aa11", ["web:2"], layers: [("one", 2_691_768), ("two", 6)])
        image.history.append(
            (
                entry: HistoryEntry(createdBy: "CMD [\"sleep\"]", time: nil, comment: "by hand", emptyLayer: true),
                size: 0
            ))
        let call = await call([image])
        #expect(
            try await call.run("history web:2").output
                == """
                IMAGE          CREATED             CREATED BY      SIZE      COMMENT
                aa1100000000   N/A                 CMD ["sleep"]   0B        by hand
                <missing>      About an hour ago   RUN make two    6B        
                <missing>      About an hour ago   RUN make one    2.69MB    

                """)
        #expect(
            try await call.run("history -H=false --format {{.CreatedAt}}|{{.Size}} web:2").output
                == "1970-01-01T00:00:00Z|0\n2026-11-21T14:47:29Z|6\n2026-11-21T14:47:29Z|2691768\n")
        #expect(try await call.run("history -q --no-trunc web:2").output == "\(image.id)\n<missing>\n<missing>\n")
    }

    @Test func longStepsAreCut() async throws {
        var image = StoredImageDetails.sample("aa11", ["web:2"], layers: [("one", 1)])
        image.history[0].entry.createdBy = "/bin/sh -c echo " + String(repeating: "x", count: 100)
        let output = try await call([image]).run("history --format {{.CreatedBy}} web:2").output
        #expect(output == "/bin/sh -c echo xxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n")
    }

    @Test func removalSaysWhatItDid() async throws {
        let call = await call(Self.images)
        let outcome = try await call.run("rmi web:2 node")
        #expect(outcome == CommandOutcome(status: 0, output: "Untagged: web:2\nUntagged: node\n", error: ""))
        #expect(
            await call.engine.calls == [
                "rmi web:2 force=false keepsParents=false", "rmi node force=false keepsParents=false",
            ])
    }

    @Test func removalOfWhatIsNotThere() async throws {
        let call = await call(Self.images)
        await call.engine.change { $0.failures["rmi"] = EngineError(.noSuchImage, "No such image: x:latest") }
        #expect(try await call.run("rmi x").status == 1)
        let forced = try await call.run("rmi -f x")
        #expect(forced.status == 0)
        #expect(forced.error.hasPrefix("Error response from daemon: No such image: x:latest\n"))
    }

    @Test func pruneAsksFirst() async throws {
        var call = await call(Self.images)
        #expect(
            try await call.run("image prune").output
                == "WARNING! This will remove all dangling images.\nAre you sure you want to continue? [y/N] ")
        #expect(
            try await call.run("image prune -a").output
                == "WARNING! This will remove all images without at least one container associated to them.\n"
                + "Are you sure you want to continue? [y/N] ")
        await call.engine.change { $0.pruned = ([], 1_500_000) }
        call.input = try Descriptor.memoryFile(Array("y\n".utf8))
        lseek(call.input?.number ?? -1, 0, SEEK_SET)
        let outcome = try await call.run("image prune --filter label=team")
        #expect(
            outcome.output.hasSuffix(
                "[y/N] Deleted Images:\ndeleted: \(Self.images[0].id)\ndeleted: \(Self.images[2].id)\n\n"
                    + "Total reclaimed space: 1.5MB\n"))
    }

    @Test func pruneOfNothing() async throws {
        let outcome = try await call([]).run("image prune -f")
        #expect(outcome == CommandOutcome(status: 0, output: "Total reclaimed space: 0B\n", error: ""))
    }

    @Test func savesIntoAFileThatAppearsWhenItIsComplete() async throws {
        let folder = "/tmp/workshop-images-tests-\(getpid())"
        mkdir(folder, 0o700)
        defer {
            unlink(folder + "/x.tar")
            rmdir(folder)
        }
        var call = await call(Self.images)
        call.folder = folder
        #expect(try await call.run("save web node -o x.tar") == CommandOutcome(status: 0, output: "", error: ""))
        #expect(await call.engine.calls == ["save web,node"])
        var status = stat()
        #expect(stat(folder + "/x.tar", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        unlink(folder + "/x.tar")
        await call.engine.change { $0.failures["save"] = EngineError(.noSuchImage, "No such image: nosuch") }
        #expect(try await call.run("save nosuch -o x.tar").status == 1)
        #expect(rmdir(folder) == 0, "nothing is left of a file that was not finished")
    }

    @Test func loadSaysNamesAndIdentifiers() async throws {
        let call = await call(Self.images)
        await call.engine.change { $0.loaded = [("web:2", false), ("sha256:ff", true)] }
        #expect(
            try await call.run("load").output == "Loaded image: web:2\nLoaded image ID: sha256:ff\n")
    }

    @Test func pullOfWhatIsHere() async throws {
        #expect(
            try await call(Self.images).run("pull node").output
                == "Using default tag: latest\nStatus: Image is up to date for node:latest\ndocker.io/library/node:latest\n"
        )
        #expect(try await call(Self.images).run("pull -q web:2").output == "docker.io/library/web:2\n")
    }

    @Test func pullOfWhatTheCatalogueKnows() async throws {
        let call = await call([])
        await call.engine.change { $0.preparations = ["Assembling redis:7", "Assembling redis:7"] }
        let outcome = try await call.run("pull redis:7")
        #expect(
            outcome.output
                == "Assembling redis:7\nStatus: Downloaded newer image for redis:7\ndocker.io/library/redis:7\n")
        let calls = await call.engine.calls
        #expect(calls == ["create redis:7", "rm \(FakeDockerEngine.newID) force=true volumes=true link=false"])
    }

    @Test func pullOfWhatNobodyKnows() async throws {
        let call = await call([])
        await call.engine.change { $0.failures["create"] = EngineError(.noSuchImage, "No such image: x") }
        let outcome = try await call.run("pull x:1")
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("there is no way to a registry yet"))
    }
}
