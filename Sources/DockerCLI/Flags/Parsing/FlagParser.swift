/// Splits the words after a command into options and arguments, by the rules of Go's pflag library.
struct FlagParser {
    /// What the words held.
    struct Outcome {
        var values: DockerFlagValues
        var arguments: [String] = []
        var argumentsBeforeDash: Int?
        var warnings: [String] = []
        /// Help was asked for.
        var wantsHelp = false
    }

    /// Words that are no options of the command.
    struct Failure: Error {
        /// In pflag's words.
        let message: String
        /// The option that does not exist, with its dashes, for a suggestion.
        var unknown: String?
        /// The word in which it stood.
        var word = ""
    }

    let flags: [DockerFlag]
    let isInterspersed: Bool
    private let byName: [String: DockerFlag]
    private let byLetter: [Character: DockerFlag]

    /// The option that every command has.
    static let help = DockerFlag("help", "h", .bool, "Show this help", isHidden: true)

    init(flags: [DockerFlag], isInterspersed: Bool) {
        self.flags = flags
        self.isInterspersed = isInterspersed
        var byName: [String: DockerFlag] = ["help": Self.help]
        var byLetter: [Character: DockerFlag] = ["h": Self.help]
        for flag in flags {
            byName[flag.name] = flag
            if let letter = flag.shorthand { byLetter[letter] = flag }
        }
        self.byName = byName
        self.byLetter = byLetter
    }

    func parse(_ words: some Collection<String>) throws(Failure) -> Outcome {
        var outcome = Outcome(values: DockerFlagValues(defaultsOf: flags))
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--" {
                outcome.argumentsBeforeDash = outcome.arguments.count
                outcome.arguments += rest
                return outcome
            }
            if !word.hasPrefix("-") || word == "-" {
                outcome.arguments.append(word)
                guard isInterspersed else {
                    outcome.arguments += rest
                    return outcome
                }
            } else if word.hasPrefix("--") {
                try takeLong(word, &rest, &outcome)
            } else {
                try takeShort(word.dropFirst(), &rest, &outcome)
            }
        }
        return outcome
    }

    /// `--name`, `--name=value` or `--name value`.
    private func takeLong(_ word: String, _ rest: inout ArraySlice<String>, _ outcome: inout Outcome) throws(Failure) {
        let body = word.dropFirst(2)
        guard body.first != "-", body.first != "=" else { throw Failure(message: "bad flag syntax: \(word)") }
        let name = String(body.prefix { $0 != "=" })
        guard let flag = byName[name] else {
            throw Failure(message: "unknown flag: --\(name)", unknown: "--" + name, word: word)
        }
        let value: String
        if let equals = body.firstIndex(of: "=") {
            value = String(body[body.index(after: equals)...])
        } else if let bare = flag.valueWhenBare {
            value = bare
        } else if let next = rest.popFirst() {
            value = next
        } else {
            throw Failure(message: "flag needs an argument: --\(name)")
        }
        try set(flag, value, &outcome)
    }

    /// Letters after one dash; the first that takes a value takes what follows it.
    private func takeShort(
        _ word: Substring, _ rest: inout ArraySlice<String>, _ outcome: inout Outcome
    ) throws(Failure) {
        var letters = word
        while let letter = letters.first {
            let following = letters.dropFirst()
            guard let flag = byLetter[letter] else {
                throw Failure(
                    message: "unknown shorthand flag: \(GoText.quoted(character: letter)) in -\(letters)",
                    unknown: "-\(letter)", word: "-" + word)
            }
            if flag.name == Self.help.name {
                outcome.warnings.append("Flag shorthand -h has been deprecated, use --help")
            }
            if following.first == "=", following.count > 1 {
                return try set(flag, String(following.dropFirst()), &outcome)
            }
            if let bare = flag.valueWhenBare {
                try set(flag, bare, &outcome)
                letters = following
                continue
            }
            if !following.isEmpty { return try set(flag, String(following), &outcome) }
            guard let next = rest.popFirst() else {
                throw Failure(message: "flag needs an argument: \(GoText.quoted(character: letter)) in -\(letters)")
            }
            return try set(flag, next, &outcome)
        }
    }

    private func set(_ flag: DockerFlag, _ value: String, _ outcome: inout Outcome) throws(Failure) {
        do throws(DockerValueError) {
            if flag.name == Self.help.name, flag.kind == .bool {
                outcome.wantsHelp = try GoNumber.bool(value)
            } else {
                try outcome.values.set(flag, to: value)
            }
        } catch {
            let option = GoText.quoted(flag.name == Self.help.name ? "--help" : flag.spelling)
            throw Failure(message: "invalid argument \(GoText.quoted(value)) for \(option) flag: \(error.reason)")
        }
        if let deprecation = flag.deprecation {
            outcome.warnings.append("Flag --\(flag.name) has been deprecated, \(deprecation)")
        }
    }
}
