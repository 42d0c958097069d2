/// Gathers the candidates that go on from what is typed.
struct CompletionCollector {
    let tree: DockerCommandTree
    let typed: String
    let environment: [String]
    private(set) var candidates: [(word: String, summary: String?)] = []
    private(set) var files = DockerCompletionAnswer.Files.none

    init(tree: DockerCommandTree, typed: String, environment: [String]) {
        self.tree = tree
        self.typed = typed
        self.environment = environment
    }

    /// Commands below a path: those that work first, then those that say why they do not.
    mutating func addCommands(below path: [String]) {
        for (name, command) in tree.children(of: path) where !command.isHidden && !command.isOpaque {
            offer(name, command.summary)
        }
    }

    /// Options by name; by letter too as long as only a dash is typed.
    mutating func addFlags(_ flags: [DockerFlag], given: Set<String>) {
        for flag in flags.sorted(by: { $0.name < $1.name })
        where !flag.isHidden && (flag.kind.isRepeatable || !given.contains(flag.name)) {
            offer("--" + flag.name, flag.summary)
            if let letter = flag.shorthand { offer("-\(letter)", flag.summary) }
        }
        offer("--help", FlagParser.help.summary)
    }

    /// What a value or an argument may be.
    mutating func add(_ completion: DockerCompletion, from source: some CompletionSource) async {
        switch completion {
        case .nothing: break
        case .files: files = .all
        case .directories: if files == .none { files = .directories }
        case .words(let words), .prefixes(let words): for word in words { offer(word) }
        case .objects(let kind): for name in await source.names(of: kind) { offer(name) }
        case .named(let before, let kind, let after):
            for name in await source.names(of: kind) { offer(before + name + after) }
        case .pairs(let pairs): await addPairs(pairs, from: source)
        case .either(let others): for other in others { await add(other, from: source) }
        case .environment: for name in environment.sorted() { offer(name) }
        case .commands: addCommands(below: [])
        }
    }

    private mutating func addPairs(_ pairs: [String: DockerCompletion], from source: some CompletionSource) async {
        guard let equals = typed.firstIndex(of: "=") else {
            for key in pairs.keys.sorted() { offer(key + "=") }
            return
        }
        guard let completion = pairs[String(typed[..<equals])] else { return }
        let key = String(typed[...equals])
        var values = CompletionCollector(
            tree: tree, typed: String(typed[typed.index(after: equals)...]), environment: environment)
        await values.add(completion, from: source)
        for value in values.candidates { offer(key + value.word) }
    }

    private mutating func offer(_ word: String, _ summary: String? = nil) {
        guard word.hasPrefix(typed), !candidates.contains(where: { $0.word == word }) else { return }
        candidates.append((word, summary))
    }
}
