import Dockerfile

/// Prints parsed values in the one-line form that the data files record.
enum Dump {
    /// One line an instruction, in the file's order.
    static func lines(_ file: Dockerfile) -> [String] {
        file.instructions.map { line($0.instruction) }
    }

    static func line(_ instruction: Instruction) -> String {
        ([String(instruction.line), instruction.keyword] + fields(instruction)).joined(separator: " ")
    }

    private static func fields(_ instruction: Instruction) -> [String] {
        switch instruction.operation {
        case .from(let from):
            ["base=" + quoted(from.base.text)] + optional("name", from.name)
                + optional("platform", from.platform?.text)
        case .run(let run):
            [command(run.command.form)] + run.heredocs.map { "heredoc=\(quoted($0.name)):\(quoted($0.text))" }
                + run.mounts.map { "mount=" + quoted($0.text) }
                + optional("network", run.network.flatMap { $0 == .default ? nil : $0.rawValue })
                + optional("security", run.security.flatMap { $0 == .sandbox ? nil : $0.rawValue })
        case .copy(let copy), .add(let copy): fields(copy)
        case .env(let list), .label(let list):
            list.map { quoted($0.name.text) + ($0.isLegacy ? " " : "=") + quoted($0.value) }
        case .arg(let list): list.map { quoted($0.name.text) + ($0.value.map { "=" + quoted($0) } ?? "") }
        case .expose(let ports):
            [self.list(ports.map(\.text).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })]
        case .volume(let paths): [self.list(paths.map(\.text))]
        case .entrypoint(let command), .cmd(let command): [self.command(command.form)]
        case .user(let argument), .workdir(let argument), .stopSignal(let argument): [quoted(argument.text)]
        case .onBuild(let trigger): [quoted(trigger.text)]
        case .shell(let words): [self.list(words)]
        case .maintainer(let name): [quoted(name)]
        case .healthcheck(let check):
            [
                check.command.map { command in
                    switch command.form {
                    case .shell(let text): self.list(["CMD-SHELL", text])
                    case .exec(let words): self.list(["CMD"] + words)
                    }
                } ?? self.list(["NONE"]),
                duration(check.interval), duration(check.timeout), duration(check.startPeriod),
                duration(check.startInterval), String(check.retries),
            ]
        }
    }

    private static func fields(_ copy: CopyOperation) -> [String] {
        var result = optional("from", copy.from?.text)
        result += optional("chown", copy.chown?.text) + optional("chmod", copy.chmod?.text)
        result += (copy.link ? ["link"] : []) + (copy.parents ? ["parents"] : [])
        result += copy.excludes.map { "exclude=" + quoted($0.text) }
        result += copy.keepGitDir.map { ["keep-git-dir=\($0)"] } ?? []
        result += optional("checksum", copy.checksum?.text)
        result += copy.unpack.map { ["unpack=\($0)"] } ?? []
        result += copy.sources.map { "src=" + quoted($0.text) }
        result += copy.heredocs.map { "inline=\(quoted($0.name)):\($0.expands ? "expand" : "raw"):\(quoted($0.text))" }
        return result + ["dst=" + quoted(copy.destination.text)]
    }

    private static func command(_ form: WrittenCommand.Form) -> String {
        switch form {
        case .shell(let text): "shell=" + quoted(text)
        case .exec(let words): "exec=" + list(words)
        }
    }

    private static func optional(_ name: String, _ value: String?) -> [String] {
        value.map { $0.isEmpty ? [] : ["\(name)=\(quoted($0))"] } ?? []
    }

    static func mount(_ mount: MountSpecification) -> String {
        var result = [mount.kind.rawValue]
        result += optional("from", mount.from) + optional("source", mount.source) + optional("target", mount.target)
        if mount.isReadOnly { result.append("ro") }
        if let size = mount.size, size != 0 { result.append("size=\(size)") }
        result += optional("id", mount.id) + optional("sharing", mount.sharing?.rawValue)
        if mount.isRequired { result.append("required") }
        if let name = mount.environmentName { result.append("env=" + quoted(name)) }
        if let mode = mount.mode { result.append("mode=" + String(mode, radix: 8)) }
        if let user = mount.user { result.append("uid=\(user)") }
        if let group = mount.group { result.append("gid=\(group)") }
        return result.joined(separator: " ")
    }

    static func list(_ words: [String]) -> String { "[" + words.map(quoted).joined(separator: ",") + "]" }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{0}"..."\u{1f}", "\u{7f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + (digits.count < 2 ? "0" : "") + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Nanoseconds as Go prints them: `1h30m0s`, `1.5s`, `500ms`.
    private static func duration(_ nanoseconds: Int64) -> String {
        if nanoseconds == 0 { return "0s" }
        if nanoseconds < 1_000_000_000 { return decimal(nanoseconds, 1_000_000) + "ms" }
        let seconds = nanoseconds / 1_000_000_000
        var result = seconds >= 3600 ? "\(seconds / 3600)h" : ""
        if seconds >= 60 { result += "\(seconds / 60 % 60)m" }
        return result + decimal(nanoseconds % 60_000_000_000, 1_000_000_000) + "s"
    }

    private static func decimal(_ value: Int64, _ unit: Int64) -> String {
        var fraction = String(value % unit + unit).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(value / unit)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }
}
