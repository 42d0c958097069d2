import Testing

@testable import DockerFlags

struct HelpTests {
    private func help(_ words: String...) throws -> DockerHelp {
        guard case .help(let help) = try DockerCommandLine().parse(words) else {
            throw DockerValueError("no help: \(words)")
        }
        return help
    }

    @Test func commandWithOptions() throws {
        let help = try help("stop", "--help")
        #expect(help.isAnswer && help.notes.isEmpty)
        #expect(
            help.text() == """
                Usage:  docker stop [OPTIONS] CONTAINER [CONTAINER...]

                Ask running containers to stop, and kill those that have not after 10 seconds

                Aliases:
                  docker container stop, docker stop

                Options:
                  -s, --signal string   Signal to send instead of the usual one
                  -t, --timeout int     Seconds until SIGKILL follows

                Examples:
                  # Give it one second only
                  docker stop -t 1 web

                """)
    }

    @Test func namesThePathThatWasTaken() throws {
        #expect(try help("container", "list", "--help").text().hasPrefix("Usage:  docker container ls [OPTIONS]\n"))
        #expect(try help("ps", "--help").text().hasPrefix("Usage:  docker ps [OPTIONS]\n"))
        #expect(
            try help("ps", "--help").text().contains(
                "\n  docker container ls, docker container list, docker container ps, docker ps\n"))
    }

    @Test func wrapsDescriptionsAsPflagDoes() throws {
        let text = try help("logs", "--help").text(columns: 60)
        #expect(
            text.contains(
                """
                      --since string   From a time on
                                       (2013-01-02T13:23:37Z, or 42m
                                       for 42 minutes ago)
                  -n, --tail string    Only so many lines of the end
                                       (default "all")
                """))
    }

    @Test(arguments: [20, 40, 80, 200])
    func everyHelpFitsItsColumns(columns: Int) throws {
        for command in DockerCommandTree.all.commands {
            let help = DockerHelp(tree: .all, subject: command, path: command.path)
            let lines = help.text(columns: columns).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.last == "")
            let isOptions = lines.drop { $0 != "Options:" }.prefix { !$0.isEmpty }
            // Narrow pages cannot hold the names; words longer than a line stay whole.
            guard columns >= 80 else { continue }
            for line in isOptions where line.count > columns + 4 {
                Issue.record("\(command.id): \(line)")
            }
        }
    }

    @Test func group() throws {
        let text = try help("volume", "--help").text()
        #expect(
            text == """
                Usage:  docker volume COMMAND

                Manage volumes

                Commands:
                  create      Make a volume
                  inspect     Print everything known of volumes, as JSON
                  ls          List volumes
                  prune       Remove anonymous volumes that no container uses
                  rm          Remove volumes

                Run 'docker volume COMMAND --help' for more information on a command.

                """)
    }

    @Test func topicsOfAll() throws {
        let text = try help("--help").text()
        let titles = text.split(separator: "\n").filter { $0.hasSuffix(":") }.map(String.init)
        #expect(titles == ["Common Commands:", "Management Commands:", "Commands:", "Not Here:", "Global Options:"])
        let common = text.split(separator: "\n").drop { $0 != "Common Commands:" }.dropFirst().prefix(12)
        #expect(
            common.compactMap { $0.split(separator: " ").first } == [
                "run", "exec", "ps", "build", "pull", "push", "images", "login", "logout", "search", "version", "info",
            ])
    }

    @Test func nothingAskedIsNoAnswer() throws {
        #expect(try !help().isAnswer)
        #expect(try !help("container").isAnswer)
        #expect(try help("help").isAnswer)
        #expect(try help("help", "run").subject?.id == "container run")
    }

    @Test func shortHelpIsDeprecated() throws {
        #expect(try help("ps", "-h").notes == ["Flag shorthand -h has been deprecated, use --help"])
        #expect(try help("-h").notes.count == 1)
        // In run, -h is the host name, so help has a line of its own.
        #expect(
            try help("run", "--help").text().contains("\n      --help                             Show this help\n"))
        #expect(try help("ps", "--help").text().contains("--help") == false)
    }

    @Test func saysWhatIsNotHere() throws {
        #expect(try help("login", "--help").text().contains("\n\nNot here: "))
        #expect(try help("compose", "up", "--help").text().contains("docker network create"))
    }

    @Test(
        arguments: [
            (["networks", "ls"], "Did you mean 'docker network ls'?"),
            (["network", "lst"], "Did you mean 'docker network ls'?"),
            (["imgaes"], "Did you mean 'docker images'?"),
            (["container", "images"], "Did you mean 'docker images'?"),
            (["volume", "help"], "Did you mean 'docker volume --help'?"),
            (["ps", "help"], "Did you mean 'docker ps --help'?"),
            (["list"], "Did you mean 'docker ps'?"),
            (["prune"], "Did you mean 'docker system prune'?"),
            (["run", "--detatch", "x"], "Did you mean '--detach'?"),
            (["run", "--volumes", "x"], "Did you mean '--volume'?"),
            (["run", "-T", "x"], "Did you mean '-t' (--tty)?"),
            (["run", "-rm", "x"], "Did you mean '--rm'? Long options have two dashes."),
            (["run", "-name=web", "x"], "Did you mean '--name'? Long options have two dashes."),
            (["ps", "-format", "x"], nil),
            (["ps", "--debug"], "--debug stands before the command: docker --debug … ps"),
            (["exec", "-c", "x"], nil),
            (["ps", "-H", "x"], "--host stands before the command: docker --host … ps"),
            (["help", "imgaes"], "Did you mean 'docker images --help'?"),
            (["qqqqqq"], nil),
            (["run", "--qqqqqq", "x"], nil),
        ] as [([String], String?)])
    func advice(words: [String], expected: String?) throws {
        let error = #expect(throws: DockerUsageError.self) { try DockerCommandLine().parse(words) }
        #expect(error?.advice == expected)
    }

    @Test func helpAsAnArgumentIsNoticed() throws {
        guard case .run(let run) = try DockerCommandLine().parse(["pull", "help"]) else {
            Issue.record("That is a command to run.")
            return
        }
        #expect(run.warnings == ["If you want to read about this command: docker pull --help"])
    }

    @Test func optionsOfUnknownCommandsAreNotBlamed() {
        let error = #expect(throws: DockerUsageError.self) { try DockerCommandLine().parse(["componse", "up", "-d"]) }
        #expect(error?.message == "docker: unknown command: docker componse")
        #expect(error?.status == 125)
    }
}
