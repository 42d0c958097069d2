extension OperationParser {
    static let commentHelp = "Put the comment on a line of its own."

    /// Everything behind the keyword as one argument.
    func single(_ header: Header, _ what: String) throws(DockerfileError) -> Argument {
        guard !header.arguments.isEmpty else { throw missing(what) }
        return header.arguments.whole
    }

    func assignments(_ header: Header) throws(DockerfileError) -> [Assignment] {
        let words = header.arguments.quotedWords()
        guard let first = words.first else { throw missing("name=value") }
        guard first.text.contains("=") else {
            // The old form: the rest of the line is the value.
            guard let (name, rest) = header.arguments.splitFirstWord(), !rest.isEmpty else {
                throw error(
                    .arguments, at: first.position, "\(keyword) \(first.text) gives no value.",
                    help: keyword == "ENV"
                        ? "Write ENV \(first.text)=VALUE, or ARG \(first.text) for a value that the build is given."
                        : "Write \(keyword) \(first.text)=VALUE.")
            }
            return [Assignment(name: name, value: rest.text, isLegacy: true)]
        }
        var result: [Assignment] = []
        for word in words {
            guard let equals = word.text.firstIndex(of: "=") else {
                if word.text.hasPrefix("#") {
                    throw error(
                        .syntax, at: word.position,
                        "The # here begins no comment, so \(keyword) takes what follows as names.",
                        help: Self.commentHelp)
                }
                throw error(
                    .syntax, at: word.position, "\(word.text) has no equals sign.",
                    help: "Write name=value; put quotes around a value with blanks: name=\"two words\".")
            }
            let name = String(word.text[..<equals])
            guard !name.isEmpty else {
                throw error(
                    .syntax, at: word.position, "A name is missing before the equals sign.",
                    help: "Write name=value without blanks around the equals sign.")
            }
            result.append(
                Assignment(
                    name: Argument(name, at: word.position),
                    value: String(word.text[word.text.index(after: equals)...]),
                    isLegacy: false))
        }
        return result
    }

    func declarations(_ header: Header) throws(DockerfileError) -> [ArgumentDeclaration] {
        let words = header.arguments.quotedWords()
        guard !words.isEmpty else { throw missing("a name, or name=default") }
        var result: [ArgumentDeclaration] = []
        for word in words {
            let parts = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty else {
                throw error(
                    .syntax, at: word.position, "A name is missing before the equals sign.",
                    help: "Write ARG name=default without blanks around the equals sign.")
            }
            result.append(
                ArgumentDeclaration(
                    name: Argument(String(name), at: word.position), value: parts.count == 2 ? String(parts[1]) : nil))
        }
        return result
    }

    func ports(_ header: Header) throws(DockerfileError) -> [Argument] {
        let words = header.arguments.plainWords()
        guard !words.isEmpty else { throw missing("a port, for example EXPOSE 8080") }
        var count = 0
        for word in words where word.isPlain {
            do throws(ValueFault) {
                count += try PortSpecification.range(word.text).ports.count
            } catch {
                throw self.error(
                    .port, at: word.position, error.message,
                    help: word.text.hasPrefix("#") ? "Put comments on lines of their own." : error.help)
            }
        }
        if count > PortSpecification.maximum {
            throw error(
                .tooLarge, at: words[0].position,
                "EXPOSE names \(count) ports; at most \(PortSpecification.maximum) are read.")
        }
        return words
    }

    func volumes(_ header: Header) throws(DockerfileError) -> [Argument] {
        let words = try wordsOrList(header.arguments)
        guard !words.isEmpty else { throw missing("a path, for example VOLUME /data") }
        return try words.map { word throws(DockerfileError) in
            let path = word.text.unicodeScalars.drop(while: \.isBlank)
            guard let end = path.lastIndex(where: { !$0.isBlank }) else {
                throw error(.arguments, at: word.position, "A path of VOLUME is empty.")
            }
            return Argument(String(path[...end]), at: word.position)
        }
    }

    func stopSignal(_ header: Header) throws(DockerfileError) -> Argument {
        let argument = try single(header, "a signal, for example STOPSIGNAL SIGTERM")
        if argument.isPlain && !StopSignal.isValid(argument.text) {
            throw error(
                .arguments, at: argument.position, "\(argument.text) is not a signal.",
                help: header.arguments.trailingComment() != nil
                    ? Self.commentHelp
                    : Spelling.nearest(to: argument.text, among: StopSignal.names.map { "SIG" + $0 })
                        .map { "Did you mean \($0)?" } ?? "Write a name such as SIGTERM or a number from 1 to 64.")
        }
        return argument
    }

    func copy(_ header: Header) throws(DockerfileError) -> CopyOperation {
        let isAdd = keyword == "ADD"
        let flags = try flags(
            header, texts: ["chown", "chmod"] + (isAdd ? ["checksum"] : ["from"]), lists: ["exclude"],
            booleans: ["link"] + (isAdd ? ["keep-git-dir", "unpack"] : ["parents"]))
        var words = try wordsOrList(header.arguments)
        guard words.count >= 2, let destination = words.popLast() else {
            throw error(
                .arguments, at: words.first?.position,
                words.isEmpty
                    ? "\(keyword) needs a source and a destination."
                    : "\(keyword) \(words[0].text) names no destination.",
                help: "Write \(keyword) SOURCE DESTINATION, for example \(keyword) . /app.")
        }
        if Heredoc(destination.text) != nil {
            throw error(.arguments, at: destination.position, "A heredoc cannot be the destination.")
        }
        var sources: [Argument] = []
        var heredocs: [Heredoc] = []
        // Of several with one name, all have the last one's content.
        let contents = Dictionary(statement.heredocs.map { ($0.name, $0) }) { $1 }
        for word in words {
            if var heredoc = Heredoc(word.text) {
                heredoc.content = contents[heredoc.name]?.content ?? []
                heredocs.append(heredoc)
            } else {
                sources.append(word)
            }
        }
        if let from = flags.text("from"),
            (try? Expander(escape: escape, lookup: { _ in nil }).word(from.text)) != from.text
        {
            throw error(
                .flag, at: from.position, "Variables are not expanded in --from.",
                help: "Name a stage with FROM … AS NAME, where variables can stand, and write --from=NAME.")
        }
        return CopyOperation(
            from: flags.text("from"), chown: flags.text("chown"), chmod: flags.text("chmod"),
            link: flags.boolean("link") ?? false, parents: flags.boolean("parents") ?? false,
            excludes: flags.list("exclude"), keepGitDir: flags.boolean("keep-git-dir"),
            checksum: flags.text("checksum"),
            unpack: flags.boolean("unpack"), sources: sources, heredocs: heredocs, destination: destination)
    }
}
