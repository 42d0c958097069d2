import Testing

@testable import DockerFlags

struct CommandTreeTests {
    /// A command of docker's client.
    struct Fact: Sendable, CustomTestStringConvertible {
        let path: [String]
        let usage: String
        var flags: [String] = []
        var paths: Set<String> = []

        var testDescription: String { path.joined(separator: " ") }
    }

    static let facts: [Fact] = {
        var facts: [Fact] = []
        for line in RecordedCommandFacts.text.split(separator: "\n") {
            if !line.hasPrefix(" ") {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let usage = parts[1].drop { $0 == " " }
                facts.append(Fact(path: parts[0].split(separator: " ").map(String.init), usage: String(usage)))
            } else if let paths = line.wholeMatch(of: /\s+= (.*)/) {
                facts[facts.count - 1].paths = Set(paths.1.split(separator: ", ").map(String.init))
            } else {
                let words = line.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }
                facts[facts.count - 1].flags += words.filter { !$0.isEmpty }.map(String.init)
            }
        }
        return facts
    }()

    @Test(arguments: facts)
    func knowsWhatDockerKnows(fact: Fact) throws {
        let found = try #require(DockerCommandTree.all.command(at: fact.path))
        #expect(found.path == fact.path)
        let command = found.command
        if command.isGroup {
            #expect(fact.usage == "COMMAND")
        } else {
            #expect(command.usage == fact.usage)
        }
        for text in fact.flags {
            let parts = text.split(separator: " ")
            let names = parts[0].split(separator: "/")
            let name = String(names[names.count - 1])
            guard let flag = command.flag(named: name) else {
                Issue.record("There is no --\(name).")
                continue
            }
            #expect(flag.shorthand == (names.count == 2 ? names[0].first : nil), "--\(name)")
            let isBuild = command.id == "image build"
            if isBuild, Self.newerInBuilds.contains(name) { continue }
            #expect((flag.valueName ?? flag.kind.valueName) == (parts.count == 2 ? String(parts[1]) : ""), "--\(name)")
        }
        if !fact.paths.isEmpty {
            let paths =
                [command.path] + command.shortcuts + command.aliases.map { command.path.dropLast() + [$0] }
            #expect(Set(paths.map { $0.joined(separator: " ") }) == fact.paths)
        }
    }

    /// Options whose values BuildKit's client takes in another manner than the older builder, whose help is recorded.
    static let newerInBuilds: Set<String> = ["cache-from", "platform"]

    @Test(arguments: DockerCommandTree.all.commands.map(\.id))
    func isConsistent(id: String) throws {
        let command = try #require(DockerCommandTree.all.command(id: id))
        #expect(Set(command.flags.map(\.name)).count == command.flags.count)
        let letters = command.flags.compactMap(\.shorthand)
        #expect(Set(letters).count == letters.count)
        for flag in command.flags {
            if let other = flag.standsFor {
                #expect(command.flag(named: other)?.kind == flag.kind, "--\(flag.name)")
            }
            #expect(!flag.summary.isEmpty && !flag.summary.hasSuffix("."), "--\(flag.name)")
            guard let initial = flag.initial else { continue }
            var values = DockerFlagValues(defaultsOf: command.flags)
            #expect(throws: Never.self, "--\(flag.name)") { try values.set(flag, to: initial) }
        }
        if command.path.count > 1 {
            #expect(DockerCommandTree.all.command(at: Array(command.path.dropLast()))?.command.isGroup == true)
        }
        #expect(!command.summary.hasSuffix("."))
    }

    @Test func noTwoCommandsShareAPath() {
        let paths = DockerCommandTree.all.commands.flatMap { command in
            [command.path] + command.shortcuts + command.aliases.map { command.path.dropLast() + [$0] }
        }
        #expect(Set(paths).count == paths.count)
    }

    @Test(arguments: DockerCommandTree.all.commands.flatMap(\.examples).map(\.line))
    func examplesAreUnderstood(line: String) throws {
        // Shells would have taken these away.
        let first = line.prefix { $0 != "|" && $0 != ">" }.replacing("source <(", with: "").replacing(")", with: "")
        let plain = first.replacing("$(docker ps -aq", with: "old").replacing("\"", with: "")
        var words: [String] = []
        for (index, part) in plain.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            words += index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
        #expect(words.first == "docker")
        let request = try DockerCommandLine().parse(Array(words.dropFirst()))
        guard case .run = request else {
            Issue.record("That is not understood as a command to run.")
            return
        }
    }
}
