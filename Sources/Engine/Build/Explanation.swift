import Images

/// Says why a step runs, as a sentence.
struct Explanation {
    let noCache: Bool
    /// The steps of this stage when it was built last; `nil` when it never was.
    let before: [BuildMemory.Step]?
    let store: ImageStore

    /// - Parameters:
    ///   - index: the step's place in its stage.
    ///   - lastRun: the nearest step above that ran again, as it stands in the Dockerfile, and its line.
    ///   - manifest: what a `COPY` reads now.
    func reason(
        for step: BuildMemory.Step, at index: Int, lastRun: (text: String, line: Int)?, manifest: [ManifestLine]?
    ) throws -> String {
        if noCache { return "Caching is switched off." }
        guard let before else { return "It was never built before." }
        let old = before.indices.contains(index) ? before[index] : nil
        guard let old, old.effective == step.effective else {
            if let lastRun { return "The step in line \(lastRun.line) ran again, and this one builds on it." }
            if before.contains(where: { $0.effective == step.effective }) {
                return "It stands at another place than before."
            }
            guard let old else { return "It is new." }
            return "The instruction changed: it was \(Self.short(old.effective)), it is \(Self.short(step.effective))."
        }
        if let manifest, let key = old.key, key != step.key,
            let earlier = try BuildMemory.manifest(key: key, in: store),
            let difference = Self.difference(from: earlier, to: manifest)
        {
            return difference
        }
        if let name = Self.changedVariable(old.variables, step.variables) { return name }
        if old.parent != step.parent {
            if let lastRun { return "The step in line \(lastRun.line) ran again, and this one builds on it." }
            return "What it builds on is not what it was."
        }
        return "Its earlier result is no longer kept."
    }

    private static func changedVariable(_ old: [String: String], _ new: [String: String]) -> String? {
        let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
        guard let name = names.first else { return nil }
        let verb = old[name] == nil ? "is new" : new[name] == nil ? "is gone" : "has another value"
        return "The variable \(name) \(verb)."
    }

    /// The first file that is not what it was, and how many others there are.
    static func difference(from old: [ManifestLine], to new: [ManifestLine]) -> String? {
        let before = Dictionary(old.map { ($0.path, $0.facts) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.path, $0.facts) }) { first, _ in first }
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        // A folder's own line changes with its mode only; what is in it says more.
        guard let path = changed.first(where: { !(after[$0] ?? before[$0] ?? "").hasPrefix("folder") }) ?? changed.first
        else { return nil }
        let name = path.isEmpty ? "." : path
        let what: String
        switch (before[path], after[path]) {
        case (nil, _): what = "\(name) is new"
        case (_, nil): what = "\(name) is gone"
        case (let old?, let new?): what = "\(name) changed: \(kindOfChange(old, new))"
        }
        let others = changed.count - 1
        return what + (others == 0 ? "." : others == 1 ? ", and one other path." : ", and \(others) other paths.")
    }

    private static func kindOfChange(_ old: String, _ new: String) -> String {
        let old = old.split(separator: " ")
        let new = new.split(separator: " ")
        guard let oldKind = old.first, let newKind = new.first, oldKind == newKind, old.count == new.count else {
            return "it is another kind of file"
        }
        if old.last != new.last && newKind != "folder" {
            return newKind == "link" ? "it points elsewhere" : "its content is another"
        }
        if old.count > 1, old[1] != new[1] {
            return old[1].contains(":") ? "its owner" : "its mode was \(old[1]) and is \(new[1])"
        }
        return "its owner"
    }

    private static func short(_ text: String) -> String {
        let line = text.split(separator: "\n").first.map(String.init) ?? text
        return line.count > 100 ? "`\(line.prefix(99))…`" : "`\(line)`"
    }
}
