/// Reads one instruction's arguments into its type.
struct OperationParser {
    let statement: Statement
    let escape: Unicode.Scalar

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
        case "ENV", "LABEL", "ARG", "EXPOSE", "VOLUME", "USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER", "SHELL", "CMD",
            "ENTRYPOINT":
            _ = try flags(header)
            return try parseWithoutFlags(header)
        default: throw unknownInstruction(header)
        }
    }

    private func parseWithoutFlags(_ header: Header) throws(DockerfileError) -> InstructionOperation {
        switch keyword {
        case "ENV": return .env(try assignments(header))
        case "LABEL": return .label(try assignments(header))
        case "ARG": return .arg(try declarations(header))
        case "EXPOSE": return .expose(try ports(header))
        case "VOLUME": return .volume(try volumes(header))
        case "USER": return .user(try single(header, "a user's name or number, for example USER 1000"))
        case "WORKDIR": return .workdir(try single(header, "a folder, for example WORKDIR /app"))
        case "STOPSIGNAL": return .stopSignal(try stopSignal(header))
        case "MAINTAINER": return .maintainer(try single(header, "a name").text)
        case "SHELL": return .shell(try shell(header))
        case "ENTRYPOINT": return .entrypoint(try command(header.arguments))
        default: return .cmd(try command(header.arguments))
        }
    }

    /// What works but is probably not meant.
    func warnings(_ header: Header, _ operation: InstructionOperation) -> [DockerfileWarning] {
        var result: [DockerfileWarning] = []
        func warn(_ rule: DockerfileWarning.Rule, _ line: Int, _ message: String) {
            result.append(DockerfileWarning(rule, line: line, message))
        }
        switch operation {
        case .maintainer:
            warn(.deprecatedMaintainer, statement.line, "MAINTAINER is outdated; write LABEL maintainer=\"…\" instead.")
        case .env(let assignments), .label(let assignments):
            if let legacy = assignments.first(where: \.isLegacy) {
                warn(
                    .legacyAssignment, statement.line,
                    "\(keyword) \(legacy.name.text) … is the old form; write \(keyword) \(legacy.name.text)=… instead.")
            }
        case .cmd, .entrypoint, .run, .copy, .add, .volume, .healthcheck:
            if let reason = malformedList(header) {
                let handling =
                    switch operation {
                    case .copy, .add, .volume: "so its parts are taken as words"
                    default: "so all of it is handed to a shell"
                    }
                warn(
                    .malformedList, header.arguments.position.line,
                    "This looks like a list but is none, \(handling): \(reason).")
            }
        default: break
        }
        switch operation {
        case .expose, .volume, .user, .workdir, .arg, .copy, .add:
            if let comment = header.arguments.trailingComment() {
                warn(
                    .commentAtLineEnd, comment.line,
                    "The # here begins no comment: what follows belongs to \(keyword). Put comments on lines of their own."
                )
            }
        default: break
        }
        return result
    }

    /// Why arguments that look like a list are none.
    private func malformedList(_ header: Header) -> String? {
        var arguments = header.arguments
        if keyword == "HEALTHCHECK" {
            guard let rest = arguments.splitFirstWord()?.rest else { return nil }
            arguments = rest
        }
        guard case .malformed(let reason, _) = StringList(arguments.scalars) else { return nil }
        // `[ -f x ] && …` is a shell's test; a list's first bracket is followed by a quote.
        let next =
            keyword == "RUN" ? arguments.scalars.dropFirst().first : arguments.scalars.dropFirst().first { !$0.isBlank }
        return next.map { "\"'“”‘’„".unicodeScalars.contains($0) } == true ? reason : nil
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
            header.flags, of: keyword, file: statement.file, texts: texts, lists: lists, booleans: booleans)
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
        } else if ["&&", "||", "|", ";"].contains(header.written) || header.written.hasPrefix("-") {
            help = "If it continues the line above, that line must end in \(escape)."
        } else {
            help =
                "Every line begins with an instruction such as RUN, COPY or CMD, unless the line above ends in \(escape)."
        }
        return error(.unknownInstruction, at: header.position, "\(shown) is not an instruction.", help: help)
    }
}
