extension OperationParser {
    func from(_ header: Header) throws(DockerfileError) -> FromOperation {
        let flags = try flags(header, texts: ["platform"])
        let words = header.arguments.plainWords()
        if let comment = header.arguments.trailingComment(), words.count != 1, words.count != 3 {
            throw error(
                .arguments, at: comment, "The # here begins no comment, so FROM has too many arguments.",
                help: Self.commentHelp)
        }
        guard words.count == 1 || words.count == 3 else {
            throw error(
                .arguments, at: words.dropFirst().first?.position,
                words.isEmpty
                    ? "FROM needs a base image." : "FROM takes one image, and AS with a name if the stage has one.",
                help: "Write FROM IMAGE or FROM IMAGE AS NAME.")
        }
        var name: String?
        if words.count == 3 {
            guard words[1].text.uppercased() == "AS" else {
                throw error(
                    .arguments, at: words[1].position, "FROM has \(words[1].text) where AS is expected.",
                    help: "Write FROM IMAGE AS NAME.")
            }
            let lowered = words[2].text.lowercased()
            guard Self.isStageName(lowered) else {
                throw error(
                    .stage, at: words[2].position, "\(words[2].text) cannot be a stage's name.",
                    help: "Names begin with a letter and hold letters, digits, -, _ and . only.")
            }
            name = lowered
        }
        return FromOperation(base: words[0], platform: flags.text("platform"), name: name)
    }

    private static func isStageName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first) else { return false }
        return name.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 || $0 == 46
        }
    }

    /// A command in the form that it is written in. An empty text or list is kept.
    func command(_ arguments: ArgumentText) throws(DockerfileError) -> WrittenCommand {
        switch StringList(arguments.scalars) {
        case .strings(let strings): return WrittenCommand(form: .exec(strings), position: arguments.position)
        case .otherValues: throw notStrings(arguments)
        case .none, .malformed: return WrittenCommand(form: .shell(arguments.text), position: arguments.position)
        }
    }

    private func notStrings(_ arguments: ArgumentText) -> DockerfileError {
        let isDoubled = arguments.scalars.dropFirst().first { !$0.isBlank } == "["
        return error(
            .json, at: arguments.position, "The list of \(keyword) holds something that is not a string.",
            help: isDoubled
                ? "One pair of brackets is enough: [\"sleep\", \"10\"]."
                : "Put double quotes around each element, numbers too: [\"sleep\", \"10\"].")
    }

    /// Words, as a list or between blanks.
    func wordsOrList(_ arguments: ArgumentText) throws(DockerfileError) -> [Argument] {
        switch StringList(arguments.scalars) {
        case .strings(let strings): return strings.map { Argument($0, at: arguments.position) }
        case .otherValues: throw notStrings(arguments)
        case .none, .malformed: return arguments.plainWords()
        }
    }

    func run(_ header: Header) throws(DockerfileError) -> RunOperation {
        let flags = try flags(header, texts: ["network", "security"], lists: ["mount"])
        let command = try command(header.arguments)
        if command.form == .exec([]) { throw missing("a command; its list is empty") }
        let mounts = flags.list("mount")
        for mount in mounts {
            if mount.isPlain {
                _ = try specification(mount)
            } else if let from = mount.text.split(separator: ",").first(where: { $0.hasPrefix("from=") }),
                from.dropLast().contains("$")
            {
                throw error(
                    .mount, at: mount.position, "Variables are not expanded in a mount's from.",
                    help: "Name a stage with FROM … AS NAME, where variables can stand, and write from=NAME.")
            }
        }
        return RunOperation(
            command: command, mounts: mounts, network: try flags.choice("network", RunNetwork.self),
            security: try flags.choice("security", RunSecurity.self), heredocs: statement.heredocs)
    }

    private func specification(_ mount: Argument) throws(DockerfileError) -> MountSpecification {
        do throws(ValueFault) {
            return try MountSpecification(mount.text)
        } catch {
            throw self.error(.mount, at: mount.position, error.message, help: error.help)
        }
    }

    func shell(_ header: Header) throws(DockerfileError) -> [String] {
        let help = "For example SHELL [\"/bin/bash\", \"-c\"]."
        switch StringList(header.arguments.scalars) {
        case .strings(let strings) where !strings.isEmpty: return strings
        case .malformed where header.arguments.trailingComment() != nil:
            throw error(
                .json, at: header.arguments.trailingComment(),
                "The # here begins no comment, so SHELL has more than a list.", help: Self.commentHelp)
        case .malformed(let reason, let offset):
            throw error(
                .json, at: header.arguments.line.position(offset), "SHELL needs a list of strings, but \(reason).",
                help: help)
        default: throw error(.json, at: header.arguments.position, "SHELL needs a list of strings.", help: help)
        }
    }

    func healthcheck(_ header: Header) throws(DockerfileError) -> HealthcheckOperation {
        guard let (kind, rest) = header.arguments.splitFirstWord() else {
            throw missing("CMD with a command, or NONE")
        }
        if kind.text.uppercased() == "NONE" {
            guard rest.isEmpty else {
                throw error(
                    .arguments, at: rest.position, "HEALTHCHECK NONE takes no arguments.",
                    help: rest.scalars.first == "#" ? Self.commentHelp : nil)
            }
            return HealthcheckOperation(
                command: nil, interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0)
        }
        let flags = try flags(header, texts: ["interval", "timeout", "start-period", "start-interval", "retries"])
        guard kind.text.uppercased() == "CMD" else {
            throw error(
                .arguments, at: kind.position, "HEALTHCHECK knows CMD and NONE, not \(kind.text).",
                help: "Write HEALTHCHECK CMD and then the command; options such as --interval=5s stand before CMD.")
        }
        let command = try command(rest)
        if command.form == .shell("") || command.form == .exec([]) { throw missing("a command behind CMD") }
        return HealthcheckOperation(
            command: command, interval: try duration(flags, "interval"), timeout: try duration(flags, "timeout"),
            startPeriod: try duration(flags, "start-period"), startInterval: try duration(flags, "start-interval"),
            retries: try retries(flags))
    }

    private func retries(_ flags: FlagReader) throws(DockerfileError) -> Int {
        guard let argument = flags.text("retries") else { return 0 }
        guard let number = Int32(argument.text), number >= 0 else {
            throw error(.flag, at: argument.position, "--retries=\(argument.text) is not a number of tries.")
        }
        return Int(number)
    }

    private func duration(_ flags: FlagReader, _ name: String) throws(DockerfileError) -> Int64 {
        guard let argument = flags.text(name) else { return 0 }
        guard let value = DurationText.nanoseconds(argument.text) else {
            throw error(
                .flag, at: argument.position, "--\(name)=\(argument.text) is not a duration.",
                help: "Write a number with its unit, for example 500ms, 30s or 1m30s.")
        }
        guard value == 0 || value >= 1_000_000 else {
            throw error(.flag, at: argument.position, "--\(name)=\(argument.text) is less than a millisecond.")
        }
        return value
    }

    func trigger(_ header: Header) throws(DockerfileError) -> Trigger {
        _ = try flags(header)
        guard !header.arguments.isEmpty else { throw missing("an instruction") }
        var inner = Header(header.arguments.line, header.arguments.range, escape: escape)
        switch inner.keyword {
        case "ONBUILD", "FROM", "MAINTAINER":
            throw error(.syntax, at: inner.position, "\(inner.keyword) cannot stand behind ONBUILD.")
        default: break
        }
        // A fault shows here, not only when somebody builds on the image.
        let nested = Statement(
            keyword: inner.keyword, written: inner.written, file: statement.file, position: inner.position,
            lastLine: statement.lastLine, source: statement.source, text: header.arguments.text,
            arguments: inner.arguments.text, comments: [], heredocs: statement.heredocs)
        _ = try OperationParser(statement: nested, escape: escape, source: source).parse(&inner)
        let bodies = statement.heredocs.map { "\n\(String(decoding: $0.written, as: UTF8.self))\($0.name)" }.joined()
        // Docker keeps blanks at the end.
        let line = header.arguments.line
        return Trigger(
            text: String(line.text[header.arguments.range.lowerBound...]) + bodies, keyword: inner.keyword)
    }
}
