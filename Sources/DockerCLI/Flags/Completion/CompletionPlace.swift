/// Where in a command line the cursor stands: after the words before it have been understood as far as they go.
struct CompletionPlace {
    /// What may stand there.
    enum What {
        /// A command below a path.
        case command(below: [String])
        /// One of these options; those given already need not be offered again.
        case flag([DockerFlag], given: Set<String>)
        /// A value of an option, or an argument.
        case value(DockerCompletion)
    }

    /// What may stand there.
    private(set) var what: What
    /// What is typed of it.
    private(set) var typed: String
    /// What stands before ``typed`` in the same word, such as `--network=`.
    private(set) var prefix = ""
    /// Arguments that stand there already, which a list of names need not repeat.
    private(set) var taken: Set<String> = []

    init(words: [String], tree: DockerCommandTree) {
        typed = words.last ?? ""
        what = .command(below: [])
        var rest = Array(words.dropLast())[...]
        var globals = Reader(flags: GlobalFlags.all, isInterspersed: false)
        globals.read(&rest)
        guard !globals.arguments.isEmpty else {
            place(after: globals, otherwise: .command(below: []))
            return
        }
        let found = DockerCommandLine(tree: tree).find(globals.arguments)
        guard let found else {
            let first = globals.arguments.first
            what = first == "help" ? .value(.commands) : .value(.nothing)
            return
        }
        if found.command.id == "help" {
            prefix = ""
            what = .command(below: found.rest.first.map { [$0] } ?? [])
            return
        }
        if found.command.isGroup {
            place(after: Reader(flags: [], isInterspersed: true), otherwise: .command(below: found.path))
            if !found.rest.allSatisfy({ $0.hasPrefix("-") }) { what = .value(.nothing) }
            return
        }
        var reader = Reader(flags: found.command.flags, isInterspersed: found.command.isInterspersed)
        var words = found.rest[...]
        reader.read(&words)
        taken = Set(reader.arguments)
        place(after: reader, otherwise: .value(Self.completion(of: found.command, at: reader.arguments.count)))
        if case .every = found.command.completion {} else { taken = [] }
    }

    private mutating func place(after reader: Reader, otherwise argument: What) {
        if let flag = reader.pending {
            what = .value(flag.completion)
            taken = []
            return
        }
        guard reader.mayHaveFlags, typed.hasPrefix("-") else {
            what = argument
            return
        }
        taken = []
        if typed.hasPrefix("--"), let equals = typed.firstIndex(of: "=") {
            let name = typed[typed.index(typed.startIndex, offsetBy: 2)..<equals]
            prefix = String(typed[...equals])
            typed = String(typed[typed.index(after: equals)...])
            let flag = reader.flags.first { $0.name == name }
            what = .value(flag.map { $0.kind == .bool ? .words(["false", "true"]) : $0.completion } ?? .nothing)
            return
        }
        what = .flag(reader.flags, given: reader.given)
    }

    private static func completion(of command: DockerCommand, at index: Int) -> DockerCompletion {
        switch command.completion {
        case .nothing: .nothing
        case .places(let places): index < places.count ? places[index] : .nothing
        case .every(let completion):
            command.rule.accepts(index + 1) || !command.rule.accepts(index) ? completion : .nothing
        case .first(let first, let others): index == 0 ? first : others
        }
    }

    /// Reads options and arguments without judging them.
    private struct Reader {
        let flags: [DockerFlag]
        let isInterspersed: Bool
        var arguments: [String] = []
        var given: Set<String> = []
        /// The option that waits for its value.
        var pending: DockerFlag?
        var mayHaveFlags = true

        init(flags: [DockerFlag], isInterspersed: Bool) {
            self.flags = flags
            self.isInterspersed = isInterspersed
        }

        mutating func read(_ words: inout ArraySlice<String>) {
            while let word = words.popFirst() {
                if let flag = pending {
                    given.insert(flag.name)
                    pending = nil
                } else if !mayHaveFlags || !word.hasPrefix("-") || word == "-" {
                    arguments.append(word)
                    if !isInterspersed {
                        mayHaveFlags = false
                        arguments += words
                        words = []
                    }
                } else if word == "--" {
                    mayHaveFlags = false
                } else if word.hasPrefix("--") {
                    readLong(word.dropFirst(2))
                } else {
                    readShort(word.dropFirst())
                }
            }
        }

        private mutating func readLong(_ body: Substring) {
            guard let flag = flags.first(where: { $0.name == body.prefix { $0 != "=" } }) else { return }
            given.insert(flag.name)
            if !body.contains("="), flag.valueWhenBare == nil { pending = flag }
        }

        private mutating func readShort(_ letters: Substring) {
            var letters = letters
            while let letter = letters.popFirst(), let flag = flags.first(where: { $0.shorthand == letter }) {
                given.insert(flag.name)
                guard flag.valueWhenBare == nil else { continue }
                if letters.isEmpty { pending = flag }
                return
            }
        }
    }
}
