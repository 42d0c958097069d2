/// One simple command of a shell script.
struct ShellCommand: Sendable, Hashable {
    /// What joins a command to the one before it.
    enum Joint: Sendable, Hashable {
        /// It is the first, or stands behind `;`, a line break or `&`.
        case sequence
        case and, or, pipe
    }
    /// The program and its arguments, quotes removed, redirections and assignments left out. Variables stay.
    let words: [String]
    let joint: Joint
    /// The commands of one pipeline have one number.
    let pipeline: Int
    /// It stands in `$(…)`, `` `…` `` or `<(…)`.
    let isSubstitution: Bool
    /// Its words hold `$(…)`, `` `…` `` or `<(…)`: the numbers of the pipelines in them.
    let substitutions: [Int]

    /// The command without programs that only start another: `sudo`, `env`, `exec`, `nice` and their like.
    let effective: [String]
    /// The program's name without its folder.
    let program: String

    init(words: [String], joint: Joint, pipeline: Int, isSubstitution: Bool, substitutions: [Int]) {
        self.words = words
        self.joint = joint
        self.pipeline = pipeline
        self.isSubstitution = isSubstitution
        self.substitutions = substitutions
        effective = Self.effective(words)
        program = effective.first.map(Self.baseName) ?? ""
    }

    private static func effective(_ words: [String]) -> [String] {
        var rest = words[...]
        while let first = rest.first {
            let name = baseName(first)
            guard let valued = wrappers[name] else { break }
            rest = rest.dropFirst()
            while let option = rest.first {
                if name == "env" && option.contains("=") && !option.hasPrefix("-") {
                    rest = rest.dropFirst()
                } else if option.hasPrefix("-") && option != "-" {
                    rest = rest.dropFirst(valued.contains(option) ? 2 : 1)
                } else {
                    break
                }
            }
            if name == "timeout" { rest = rest.dropFirst() }
        }
        return Array(rest)
    }

    static func baseName(_ path: String) -> String {
        path.utf8.contains(UInt8(ascii: "/")) ? path.split(separator: "/").last.map(String.init) ?? path : path
    }

    /// Programs that start the command behind them, and their options that take a value.
    private static let wrappers: [String: Set<String>] = [
        "sudo": ["-u", "-g", "-C", "-h", "-p", "-U", "--user", "--group"], "env": ["-u", "-C", "-S"], "exec": ["-a"],
        "command": [], "nice": ["-n"], "ionice": ["-c", "-n"], "nohup": [], "timeout": ["-k", "-s"], "time": [],
        "eatmydata": [], "doas": ["-u"], "xargs": ["-n", "-I", "-P", "-L", "-d", "-a", "-s", "-E"],
    ]
}

/// A script that `RUN`, `CMD` or `ENTRYPOINT` hands to a shell, as far as rules need to understand it.
struct ShellScript: Sendable {
    /// The simple commands in their order, those within substitutions before the command that holds them.
    let commands: [ShellCommand]
    /// Those that call a package manager.
    let packageCommands: [(offset: Int, command: ShellCommand, package: PackageCommand)]

    private init(_ commands: [ShellCommand]) {
        self.commands = commands
        packageCommands = commands.enumerated().compactMap { offset, command in
            PackageCommand(command).map { (offset, command, $0) }
        }
    }

    init(_ text: String) {
        var reader = ShellReader(text)
        reader.read(isSubstitution: false, until: nil)
        self.init(reader.commands)
    }

    /// From a program and its arguments. What `sh -c` is given is read as a script.
    init(list: [String]) {
        var reader = ShellReader("")
        reader.add(list)
        self.init(reader.commands)
    }

    /// The script of a `RUN`; `nil` when another language's interpreter reads it.
    init?(_ run: RunOperation) {
        switch run.command.form {
        case .exec(let words): self.init(list: words)
        case .shell(let text):
            guard let heredoc = run.heredocs.first else {
                self.init(text)
                return
            }
            let front = text.unicodeScalars.prefix { $0 != "<" }
            let before = String(front.drop(while: \.isBlank).reversed().drop { $0.isBlank || $0.isDigit }.reversed())
            var script = ""
            if before.isEmpty {
                let content = heredoc.text
                let firstLine = content.prefix { $0 != "\n" }
                guard !firstLine.hasPrefix("#!") || Self.isShell(firstLine) else { return nil }
                script = content
            } else {
                let outer = ShellScript(text).commands
                if let last = outer.last, Self.shells.contains(last.program), last.effective.count == 1 {
                    script = text + "\n" + heredoc.text
                } else {
                    script = text
                }
            }
            self.init(script)
        }
    }

    private static func isShell(_ interpreter: Substring) -> Bool {
        interpreter.split { $0 == " " || $0 == "/" || $0 == "!" || $0 == "#" }.contains { shells.contains(String($0)) }
    }

    static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"]

    /// The list form of a plain command, as a proposal. What needs a shell keeps one, with `exec`.
    static func suggestedList(_ text: String) -> String {
        let script = ShellScript(text).commands
        let special = "|&;<>()$`*?[#~={}!"
        if script.count == 1, let words = script.first?.words, !words.isEmpty,
            !text.contains(where: { special.contains($0) })
        {
            return list(words)
        }
        return list(["sh", "-c", script.count == 1 && script[0].words.first != "exec" ? "exec " + text : text])
    }

    private static func list(_ words: [String]) -> String {
        let quoted = words.map { word in
            "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return "[" + quoted.joined(separator: ", ") + "]"
    }
}
