import Testing

@testable import DockerFlags

struct CompletionTests {
    private struct Names: CompletionSource {
        func names(of kind: DockerObjectKind) async -> [String] {
            switch kind {
            case .containers: ["web", "db", "old"]
            case .runningContainers: ["web", "db"]
            case .pausedContainers: []
            case .stoppedContainers: ["old"]
            case .images: ["nginx:latest", "nginx:1.25", "debian:12"]
            case .volumes: ["data", "cache"]
            case .networks: ["bridge", "app"]
            case .contexts, .builders: ["default"]
            }
        }
    }

    /// Words, the last one unfinished; what is offered; which files besides (`f`, `d` or nothing).
    @Test(
        arguments: [
            (["netw"], ["network"], ""), (["container", "p"], ["pause", "port", "prune"], ""),
            (["networks", ""], [], ""), (["compo"], [], ""), (["volume", "u"], [], ""),
            (["-D", "imag"], ["image", "images"], ""),
            (["run", "--netw"], ["--network", "--network-alias"], ""), (["run", "--net-"], [], ""),
            (["run", "--name", "x", "--nam"], [], ""), (["run", "-e", "A=b", "--env"], ["--env", "--env-file"], ""),
            (["run", "--net", ""], [], ""), (["run", "--network", "b"], ["bridge"], ""),
            (
                ["run", "--network=c"],
                ["--network=container:web", "--network=container:db", "--network=container:old"], ""
            ),
            (["run", "--restart=on"], ["--restart=on-failure", "--restart=on-failure:"], ""),
            (["run", "--rm=t"], ["--rm=true"], ""), (["run", "--pull", "m"], ["missing"], ""),
            (["run", "nginx:"], ["nginx:latest", "nginx:1.25"], ""), (["run", "nginx", "--rm"], [], ""),
            (["run", "nginx", ""], [], ""),
            (["run", "-e", "HO"], ["HOME", "HOSTNAME"], ""), (["run", "--env-file", ""], [], "f"),
            (["run", "-itv", "d"], ["data:"], "f"),
            (["run", "-p", ""], [], ""), (["run", "-p80:80", "deb"], ["debian:12"], ""), (["build", ""], [], "d"),
            (["build", "-f", ""], [], "f"),
            (["stop", ""], ["web", "db"], ""), (["stop", "web", ""], ["db"], ""), (["start", ""], ["old"], ""),
            (["rm", "-f", "o"], ["old"], ""),
            (["rm", "--", "--"], [], ""), (["exec", "w"], ["web"], ""), (["exec", "web", ""], [], ""),
            (["cp", "w"], ["web:"], "f"),
            (["ps", "-f", "st"], ["status="], ""),
            (["ps", "--filter", "status=r"], ["status=removing", "status=restarting", "status=running"], ""),
            (["ps", "--filter=health=h"], ["--filter=health=healthy"], ""),
            (["ps", "-f", "volume="], ["volume=data", "volume=cache"], ""),
            (["ps", "-aq", "--no"], ["--no-trunc"], ""), (["network", "connect", ""], ["bridge", "app"], ""),
            (["network", "connect", "app", "d"], ["db"], ""), (["network", "connect", "app", "db", ""], [], ""),
            (["tag", "n"], ["nginx:latest", "nginx:1.25"], ""),
            (["inspect", "--type", "v"], ["volume"], ""), (["inspect", "d"], ["db", "debian:12", "data"], ""),
            (["completion", ""], ["bash", "fish", "zsh"], ""), (["help", "networ"], ["network"], ""),
            (["help", "volume", "l"], ["ls"], ""),
            (["--context", ""], ["default"], ""), (["--log-level=w"], ["--log-level=warn"], ""),
            (["system", "--"], ["--help"], ""),
            (["run", "--ulimit", "nof"], ["nofile="], ""), (["load", "-i", ""], [], "f"),
            (["run", "--nonsense", "x", "deb"], [], ""),
        ] as [([String], [String], String)])
    func offers(words: [String], expected: [String], files: String) async {
        let answer = await DockerCompletionRequest(words: words).answer(
            source: Names(), environment: ["HOSTNAME", "PATH", "HOME"])
        #expect(answer.candidates.map(\.word) == expected)
        #expect(answer.files == (files == "f" ? .all : files == "d" ? .directories : .none))
    }

    @Test func everyOptionIsOfferedOnceByNameAndLetter() async {
        for command in DockerCommandTree.all.commands where !command.isGroup && !command.isOpaque {
            let answer = await DockerCompletionRequest(words: command.path + ["-"]).answer(source: Names())
            let shown = command.flags.filter { !$0.isHidden }
            let expected = shown.map { "--" + $0.name } + shown.compactMap { flag in flag.shorthand.map { "-\($0)" } }
            // `docker help -` completes commands.
            if command.id != "help" { #expect(Set(answer.candidates.map(\.word)) == Set(expected + ["--help"])) }
        }
    }

    @Test func descriptionsAreOneLine() async {
        let answer = await DockerCompletionRequest(words: ["ps", "--form"]).answer(source: Names())
        #expect(answer.text == "--format\tHow to print:\n:4\n")
        let plain = await DockerCompletionRequest(words: ["ps", "--form"], withDescriptions: false).answer(
            source: Names())
        #expect(plain.text == "--format\n:4\n")
    }

    @Test(arguments: [
        (["run", "-v", "d"], ":2"), (["stop", ""], ":4"), (["build", ""], ":16"), (["ps", "-f", "st"], ":6"),
        (["run", "--env-file", ""], ":0"),
    ])
    func lastLineSaysHowToGoOn(words: [String], expected: String) async {
        let answer = await DockerCompletionRequest(words: words).answer(source: Names())
        #expect(answer.text.split(separator: "\n").last.map(String.init) == expected)
    }

    @Test func namesThatATerminalWouldObeyAreHarmless() async {
        struct Evil: CompletionSource {
            func names(of kind: DockerObjectKind) async -> [String] { ["a\u{1B}[2Jb\n:0", "c"] }
        }
        let answer = await DockerCompletionRequest(words: ["stop", ""]).answer(source: Evil())
        #expect(answer.text == "a[2Jb\nc\n:4\n")
    }

    @Test func requestsAreUnderstood() throws {
        guard case .complete(let request) = try DockerCommandLine().parse(["__complete", "run", "--x", "-"]) else {
            Issue.record("That asks for completion.")
            return
        }
        #expect(request == DockerCompletionRequest(words: ["run", "--x", "-"]))
        guard case .complete(let plain) = try DockerCommandLine().parse(["__completeNoDesc", ""]) else {
            Issue.record("That asks for completion.")
            return
        }
        #expect(plain == DockerCompletionRequest(words: [""], withDescriptions: false))
    }
}
