/// Reads one instruction's arguments into its type.
struct OperationParser {
    let statement: Statement
    let escape: Unicode.Scalar
    let source: SourceText

    static let keywords = [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ]

    var keyword: String { statement.keyword }

    func parse(_ header: inout Header) throws(DockerfileError) -> InstructionOperation {
        switch keyword {
        case "FROM": return .from(try from(header))
        case "RUN": return .run(try run(header))
        case "COPY": return .copy(try copy(header))
        case "ADD": return .add(try copy(header))
        case "HEALTHCHECK": return .healthcheck(try healthcheck(header))
        case "ONBUILD": return .onBuild(try trigger(header))
        // Docker does not look at the flags of these two.
        case "ARG": return .arg(try declarations(header))
        case "STOPSIGNAL": return .stopSignal(try stopSignal(header))
        case "ENV", "LABEL", "EXPOSE", "VOLUME", "USER", "WORKDIR", "MAINTAINER", "SHELL", "CMD", "ENTRYPOINT":
            _ = try flags(header)
            return try parseWithoutFlags(header)
        default: throw unknownInstruction(header)
        }
    }

    private func parseWithoutFlags(_ header: Header) throws(DockerfileError) -> InstructionOperation {
        switch keyword {
        case "ENV": return .env(try assignments(header))
        case "LABEL": return .label(try assignments(header))
        case "EXPOSE": return .expose(try ports(header))
        case "VOLUME": return .volume(try volumes(header))
        case "USER": return .user(try single(header, "a user's name or number, for example USER 1000"))
        case "WORKDIR": return .workdir(try single(header, "a folder, for example WORKDIR /app"))
        case "MAINTAINER": return .maintainer(try single(header, "a name").text)
        case "SHELL": return .shell(try shell(header))
        case "ENTRYPOINT": return .entrypoint(try command(header.arguments))
        default: return .cmd(try command(header.arguments))
        }
    }

    // MARK: Errors

    func error(
        _ kind: DockerfileError.Kind, at position: SourcePosition? = nil, _ message: String, help: String? = nil
    ) -> DockerfileError {
        DockerfileError(kind, file: statement.file, at: position ?? statement.position, message, help: help)
    }

    func missing(_ what: String) -> DockerfileError {
        error(.arguments, "\(keyword) needs \(what).")
    }

    func flags(
        _ header: Header, texts: [String] = [], lists: [String] = [], booleans: [String] = []
    ) throws(DockerfileError) -> FlagReader {
        try FlagReader(
            header.flags, of: keyword, file: statement.file, following: header.arguments,
            texts: texts, lists: lists, booleans: booleans)
    }

    private func unknownInstruction(_ header: Header) -> DockerfileError {
        let shown = header.written.unicodeScalars.count > 40 ? String(header.written.prefix(40)) + "…" : header.written
        let help: String
        if header.written.unicodeScalars.contains(where: { !$0.isASCII && $0.isBlank }) {
            help = "It holds a non-breaking space, which looks like a blank but is none. Type the blank again."
        } else if header.written.hasPrefix("//") {
            help = "Comments begin with #."
        } else if let nearest = Spelling.nearest(to: header.written, among: Self.keywords) {
            help = "Did you mean \(nearest)?"
        } else if let reason = brokenContinuation() {
            help = reason
        } else if ["&&", "||", "|", ";"].contains(header.written) || header.written.hasPrefix("-") {
            help = "If it continues the line above, that line must end in \(escape)."
        } else if let prefix = Self.keywords.first(where: { header.keyword.hasPrefix($0) && header.keyword.count < 60 })
        {
            help = "If \(prefix) is meant, a blank is missing behind it."
        } else {
            help = "A command to run begins with RUN, and a line goes on behind one that ends in \(escape)."
        }
        return error(.unknownInstruction, at: header.position, "\(shown) is not an instruction.", help: help)
    }

    /// Why the line above, which looks as if it went on, does not.
    private func brokenContinuation() -> String? {
        guard statement.line > 1 else { return nil }
        let line = String(decoding: source.content(statement.line - 2), as: UTF8.self)
        let scalars = Array(line.unicodeScalars)
        guard let last = scalars.lastIndex(where: { !$0.isBlank }) else { return nil }
        let other: Unicode.Scalar = escape == "\\" ? "`" : "\\"
        if scalars[last] == escape {
            return last > 0 && scalars[last - 1] == escape
                ? "The line above ends in two \(escape), of which the first makes the second plain. One is enough to go on."
                : "Behind the \(escape) of the line above stands something that looks like a blank but is none."
        }
        if scalars[last] == other && escape == "`" {
            return
                "The directive escape=` makes ` the character that continues a line; the line above ends in \(other)."
        }
        let isCommented = scalars.indices.contains { index in
            index > 0 && scalars[index] == escape
                && scalars[(index + 1)...].drop { $0 == " " || $0 == "\t" }.first == "#"
        }
        if isCommented {
            return "On the line above, nothing may stand behind the \(escape): put the comment on a line of its own."
        }
        return nil
    }
}
