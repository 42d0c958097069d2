/// The arguments that stand before the first `FROM`, and those that every build has.
struct GlobalScope: Sendable {
    /// The arguments that have a value.
    private(set) var values: [String: String]
    /// Those, and the ones that are declared without a value.
    private(set) var declared: Set<String>
    /// Whether all defaults could be expanded.
    private(set) var isComplete = true

    /// - Parameter usesBuildArguments: whether the values of `--build-arg` count; without them, what the file itself
    ///   says remains.
    init(_ dockerfile: Dockerfile, facts: CheckFacts, usesBuildArguments: Bool = true) {
        let stage = facts.target ?? dockerfile.stages.last?.name ?? "default"
        values = ["TARGETSTAGE": stage]
        for (side, text) in [("BUILD", facts.buildPlatform), ("TARGET", facts.targetPlatform)] {
            let platform = PlatformName(text)
            values["\(side)PLATFORM"] = text
            values["\(side)OS"] = platform?.system ?? ""
            values["\(side)OSVERSION"] = ""
            values["\(side)ARCH"] = platform?.architecture ?? ""
            values["\(side)VARIANT"] = platform?.variant ?? ""
        }
        for (name, value) in facts.buildArguments where values[name] != nil { values[name] = value }
        declared = Set(values.keys)
        for instruction in dockerfile.globalArguments {
            guard case .arg(let declarations) = instruction.operation else { continue }
            for declaration in declarations {
                let name = declaration.name.text
                declared.insert(name)
                if usesBuildArguments, let given = facts.buildArguments[name] {
                    values[name] = given
                } else if let written = declaration.value {
                    let expansion = Expansion(written, escape: dockerfile.escape, values)
                    if expansion.failed { isComplete = false } else { values[name] = expansion.text }
                }
            }
        }
    }
}

/// A word with its variables replaced, and which they were.
struct Expansion: Sendable {
    private(set) var text = ""
    /// The variables that have a value.
    private(set) var matched: Set<String> = []
    /// The variables that have none, each once, in order.
    private(set) var unmatched: [String] = []
    /// Whether the word cannot be expanded.
    private(set) var failed = false

    init(_ word: String, escape: Unicode.Scalar, _ values: [String: String], isHeredoc: Bool = false) {
        guard word.utf8.contains(UInt8(ascii: "$")) else {
            if isHeredoc {
                text = word
            } else if let plain = try? Expander(escape: escape, lookup: { _ in nil }).word(word) {
                text = plain
            } else {
                failed = true
            }
            return
        }
        let record = Record()
        let expander = Expander(escape: escape) { name in
            if let value = values[name] {
                record.matched.insert(name)
                return value
            }
            if !record.unmatched.contains(name) { record.unmatched.append(name) }
            return nil
        }
        do {
            text = isHeredoc ? try expander.heredoc(word) : try expander.word(word)
        } catch {
            failed = true
        }
        matched = record.matched
        unmatched = record.unmatched
    }

    /// Lives as long as one expansion.
    private final class Record {
        var matched: Set<String> = []
        var unmatched: [String] = []
    }
}

/// What each stage builds on.
struct StageBases: Sendable {
    /// What a stage builds on.
    enum Base: Sendable, Hashable {
        case scratch
        /// An earlier stage.
        case stage(Int)
        /// An image's name, variables expanded.
        case image(String)
        /// The name's variables cannot be expanded.
        case unknown
    }
    /// One for each stage.
    let bases: [Base]

    init(_ dockerfile: Dockerfile, _ globals: GlobalScope) {
        var names: [String: Int] = [:]
        var bases: [Base] = []
        for stage in dockerfile.stages {
            let expansion = Expansion(stage.base.text, escape: dockerfile.escape, globals.values)
            if expansion.failed || expansion.text.isEmpty {
                bases.append(.unknown)
            } else if let index = names[expansion.text] {
                bases.append(.stage(index))
            } else {
                bases.append(expansion.text == "scratch" ? .scratch : .image(expansion.text))
            }
            if let name = stage.name { names[name] = stage.index }
        }
        self.bases = bases
    }

    /// A stage and those that it builds on, in order from the last to the first.
    func chain(from index: Int) -> [Int] { Self.chain(of: bases, from: index) }

    /// A stage and those that it builds on, in order from the last to the first.
    static func chain(of bases: [Base], from index: Int) -> [Int] {
        var result: [Int] = []
        var next: Int? = index
        while let current = next, bases.indices.contains(current) {
            result.append(current)
            if case .stage(let base) = bases[current], base < current { next = base } else { next = nil }
        }
        return result
    }
}
