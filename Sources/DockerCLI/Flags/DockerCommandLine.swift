/// Reads a docker command line: finds the command, parses its options, counts its arguments.
///
/// Messages, their order and the exit statuses are those of docker's client 28.
public struct DockerCommandLine: Sendable {
    /// The commands there are.
    public let tree: DockerCommandTree

    /// Reads command lines for a tree of commands.
    public init(tree: DockerCommandTree = .all) {
        self.tree = tree
    }

    /// Reads the words after `docker`.
    public func parse(_ words: [String]) throws(DockerUsageError) -> DockerRequest {
        let root = FlagParser(flags: GlobalFlags.all, isInterspersed: false)
        let before: FlagParser.Outcome
        do throws(FlagParser.Failure) {
            before = try root.parse(words)
        } catch {
            throw flagError(error, flags: GlobalFlags.all, path: [], usage: "[OPTIONS] COMMAND [ARG...]")
        }
        let (global, notes) = try GlobalFlags.options(before.values)
        guard let first = before.arguments.first else {
            if before.wantsHelp { return .help(DockerHelp(tree: tree, subject: nil, notes: before.warnings)) }
            if before.values.bool("version") { return .version }
            return .help(DockerHelp(tree: tree, subject: nil, isAnswer: false))
        }
        switch first {
        case "help": return try help(Array(before.arguments.dropFirst()))
        case "__complete", "__completeNoDesc":
            return .complete(
                DockerCompletionRequest(
                    words: Array(before.arguments.dropFirst()), withDescriptions: first == "__complete"))
        default: break
        }
        return try run(before, global: global, notes: notes)
    }

    private func run(
        _ before: FlagParser.Outcome, global: DockerGlobalOptions, notes: [String]
    ) throws(DockerUsageError) -> DockerRequest {
        let found = find(before.arguments)
        guard let found else { throw unknownCommand(before.arguments, below: []) }
        let (command, path, rest) = found
        if command.isGroup, let word = rest.first, !word.hasPrefix("-"), !rest.contains("--help"), !before.wantsHelp {
            throw unknownCommand(rest, below: path)
        }
        if command.isOpaque, !rest.contains("--help"), !before.wantsHelp {
            return .run(
                DockerInvocation(
                    command: command, calledAs: path, global: global, flags: DockerFlagValues(defaultsOf: []),
                    words: rest, arguments: rest, argumentsBeforeDash: nil, warnings: notes + before.warnings))
        }
        let outcome: FlagParser.Outcome
        do throws(FlagParser.Failure) {
            let parser = FlagParser(flags: command.flags, isInterspersed: command.isInterspersed)
            outcome = try parser.parse(command.isOpaque ? ["--help"] : rest)
        } catch {
            throw flagError(error, flags: command.flags, path: path, usage: command.usage, command: command)
        }
        if outcome.wantsHelp || before.wantsHelp {
            return .help(
                DockerHelp(tree: tree, subject: command, path: path, notes: before.warnings + outcome.warnings))
        }
        if command.isGroup {
            guard outcome.arguments.isEmpty else { throw unknownCommand(outcome.arguments, below: path) }
            return .help(DockerHelp(tree: tree, subject: command, path: path, isAnswer: false))
        }
        guard command.rule.accepts(outcome.arguments.count) else {
            throw argumentError(command, path: path, arguments: outcome.arguments)
        }
        var warnings = notes + before.warnings + outcome.warnings
        if outcome.arguments == ["help"], outcome.argumentsBeforeDash == nil, command.id != "help" {
            warnings.append("If you want to read about this command: docker \(path.joined(separator: " ")) --help")
        }
        return .run(
            DockerInvocation(
                command: command, calledAs: path, global: global, flags: outcome.values,
                words: rest, arguments: outcome.arguments,
                argumentsBeforeDash: outcome.argumentsBeforeDash, warnings: warnings))
    }

    /// The command that words begin with, its path, and the words after it. A group is entered as far as its words go.
    func find(_ words: [String]) -> (command: DockerCommand, path: [String], rest: [String])? {
        guard let first = words.first, var found = tree.command(at: [first]) else { return nil }
        var rest = Array(words.dropFirst())
        while found.command.isGroup {
            // `docker container --help ls` asks for the help of `ls`.
            let flags = rest.prefix { $0.hasPrefix("-") && $0 != "-" && $0 != "--" }
            guard let word = rest.dropFirst(flags.count).first, let next = tree.command(at: found.path + [word]),
                flags.allSatisfy({ $0 == "--help" || $0 == "-h" })
            else { break }
            found = next
            rest = Array(flags + rest.dropFirst(flags.count + 1))
        }
        return (found.command, found.path, rest)
    }

    private func help(_ words: [String]) throws(DockerUsageError) -> DockerRequest {
        let words = words.filter { $0 != "--help" && $0 != "-h" }
        guard !words.isEmpty else { return .help(DockerHelp(tree: tree, subject: nil)) }
        let found = find(words)
        guard let found, found.rest.isEmpty else {
            throw DockerUsageError(
                message: "unknown help topic: \((found?.rest ?? words).joined(separator: " "))",
                advice: meant(found?.rest ?? words, below: found?.path ?? [], suffix: "--help"), status: 1)
        }
        return .help(DockerHelp(tree: tree, subject: found.command, path: found.path))
    }
}
