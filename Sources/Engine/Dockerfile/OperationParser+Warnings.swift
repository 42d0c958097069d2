extension OperationParser {
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
            if let legacy = assignments.first(where: \.isLegacy), legacy.value.hasPrefix("=") {
                warn(
                    .legacyAssignment, statement.line,
                    "The value of \(legacy.name.text) is \(legacy.value.prefix(40)): write \(legacy.name.text)=… without blanks around the equals sign."
                )
            } else if let legacy = assignments.first(where: \.isLegacy) {
                warn(
                    .legacyAssignment, statement.line,
                    "\(keyword) \(legacy.name.text) … is the old form; write \(keyword) \(legacy.name.text)=… instead.")
            }
        case .run(let run) where run.command.form == .shell(""):
            warn(.emptyCommand, statement.line, "RUN stands without a command, so this step does nothing.")
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
        if let flag = header.flags.first, ignoresFlags(operation) {
            warn(
                .ignoredFlag, flag.position.line,
                "\(keyword) has no flags, so \(flag.text.prefix(40)) says nothing. Remove it.")
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

    private func ignoresFlags(_ operation: InstructionOperation) -> Bool {
        switch operation {
        case .arg, .stopSignal: true
        case .healthcheck(let check): check.command == nil
        default: false
        }
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
}
