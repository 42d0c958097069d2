import Images

/// Says why a step runs, as a sentence that names the cause.
struct Explanation {
    let isCacheOff: Bool
    /// The steps of this stage when it was built last; `nil` when it never was.
    let before: [BuildMemory.Step]?
    /// The instructions of the stage below the present step, as they stand in the Dockerfile.
    let textsBelow: () -> [String]
    /// The steps of the stage above the present one.
    let above: [BuildMemory.Step]
    /// The nearest step above that ran again, as it stands in the Dockerfile, and its line.
    let lastRun: (text: String, line: Int)?
    let store: ImageStore
    /// Why a file that was read before is not read any more, though it is there: the ignore file's line.
    var ignoringLine: (String) -> String? = { _ in nil }

    /// - Parameters:
    ///   - index: the step's place in its stage.
    ///   - manifest: what a `COPY` or a mount reads now.
    func reason(for step: BuildMemory.Step, at index: Int, manifest: [ManifestLine]?) throws -> String {
        if isCacheOff { return "Caching is switched off." }
        guard let before else { return "It was never built before." }
        guard let old = counterpart(of: step, at: index, in: before) else {
            return replaced(by: step, at: index, in: before)
        }
        if old.effective != step.effective {
            if let name = Self.changedVariable(old.variables, step.variables, in: step.text) { return name }
            return Self.changed(from: old.effective, to: step.effective)
        }
        if let manifest, let key = old.key, key != step.key,
            let earlier = try BuildMemory.manifest(key: key, in: store),
            let difference = difference(from: earlier, to: manifest)
        {
            return difference
        }
        if let input = Self.changedInput(old.inputs, step.inputs) { return input }
        if let name = Self.changedVariable(old.variables, step.variables, in: nil) { return name }
        if old.parent != step.parent { return parentReason(old, in: before) }
        return "Its earlier result is no longer kept."
    }

    // MARK: What it was

    /// The same instruction in the last build: at the same place, or the nearest one.
    private func counterpart(
        of step: BuildMemory.Step, at index: Int, in before: [BuildMemory.Step]
    ) -> BuildMemory.Step? {
        func nearest(_ isSame: (BuildMemory.Step) -> Bool) -> BuildMemory.Step? {
            before.indices.filter { isSame(before[$0]) }.min { abs($0 - index) < abs($1 - index) }.map { before[$0] }
        }
        return nearest { $0.text == step.text && $0.effective == step.effective }
            ?? nearest { $0.effective == step.effective } ?? nearest { $0.text == step.text }
    }

    /// An instruction that was not there before: in the place of another, or in addition.
    private func replaced(by step: BuildMemory.Step, at index: Int, in before: [BuildMemory.Step]) -> String {
        let kept = Set(textsBelow()).union(above.map(\.text))
        func keyword(_ text: String) -> Substring { text.prefix { $0 != " " } }
        let gone = before.indices.filter {
            !kept.contains(before[$0].text) && keyword(before[$0].text) == keyword(step.text)
        }
        guard let place = gone.min(by: { abs($0 - index) < abs($1 - index) }) else { return "It is new." }
        return Self.changed(from: before[place].effective, to: step.effective)
    }

    /// The files that it begins with are not those that it began with.
    private func parentReason(_ old: BuildMemory.Step, in before: [BuildMemory.Step]) -> String {
        if let lastRun {
            return lastRun.text.uppercased().hasPrefix("FROM ")
                ? "The base in line \(lastRun.line) is another one, and this step builds on it."
                : "The step in line \(lastRun.line) ran again, and this one builds on it."
        }
        let place = before.firstIndex(of: old) ?? before.endIndex
        let earlier = before[..<place].filter { $0.key != nil }
        let now = above.filter { $0.key != nil }
        if let gone = earlier.last(where: { step in !now.contains { $0.text == step.text } }),
            !textsBelow().contains(gone.text)
        {
            return "The step above it, \(Self.short(gone.text)), is gone."
        }
        if let added = now.last(where: { step in !earlier.contains { $0.text == step.text } }) {
            return "The step above it, \(Self.short(added.text)), was not there before."
        }
        if earlier.map(\.text) != now.map(\.text) { return "The steps above it stand in another order." }
        return "What it builds on is not what it was."
    }

    private static func changed(from old: String, to new: String) -> String {
        "The instruction changed: it was \(short(old)), it is \(short(new))."
    }

    // MARK: What it sees

    /// `text` limits the names to those that it mentions.
    private static func changedVariable(
        _ old: [String: String], _ new: [String: String], in text: String?
    ) -> String? {
        let names = Set(old.keys).union(new.keys).filter { name in
            old[name] != new[name] && text.map { $0.contains("$" + name) || $0.contains("${" + name) } != false
        }
        guard let name = names.min() else { return nil }
        let verb = old[name] == nil ? "is new" : new[name] == nil ? "is gone" : "has another value"
        return "The variable \(name) \(verb)."
    }

    private static func changedInput(_ old: [String: String], _ new: [String: String]) -> String? {
        guard let name = Set(old.keys).union(new.keys).filter({ old[$0] != new[$0] }).min() else { return nil }
        switch (old[name], new[name]) {
        case (let old?, let new?) where !old.hasPrefix("sha256:"):
            return "The \(name) was \(quoted(old)) and is \(quoted(new))."
        case (nil, _): return "The \(name) is new."
        case (_, nil): return "The \(name) is gone."
        default: return "The \(name) is not what it was."
        }
    }

    private static func quoted(_ text: String) -> String { text.isEmpty ? "not set" : "`\(text)`" }

    // MARK: Files

    /// The first file that is not what it was, and how many others there are.
    private func difference(from old: [ManifestLine], to new: [ManifestLine]) -> String? {
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
        case (_, nil): what = ignoringLine(path).map { "\(name) is left out now: \($0)" } ?? "\(name) is gone"
        case (let old?, let new?): what = "\(name) changed: \(Self.kindOfChange(old, new))"
        }
        let others = changed.count - 1
        return what + (others == 0 ? "." : others == 1 ? ", and one other path." : ", and \(others) other paths.")
    }

    private static func kindOfChange(_ old: String, _ new: String) -> String {
        let old = old.split(separator: " ")
        let new = new.split(separator: " ")
        guard let oldKind = old.first, let newKind = new.first, oldKind == newKind, old.count == new.count else {
            return "it was a \(old.first ?? "file") and is a \(new.first ?? "file")"
        }
        if oldKind == "repository" { return "it is at another commit" }
        if old.last != new.last && newKind != "folder" {
            return newKind == "link" ? "it points elsewhere" : "its content is another"
        }
        for (old, new) in zip(old, new).dropFirst() where old != new {
            return "its \(old.contains(":") ? "owner" : "mode") was \(old) and is \(new)"
        }
        return "it is another one"
    }

    private static func short(_ text: String) -> String {
        let line = text.split(separator: "\n").first.map(String.init) ?? text
        return line.count > 100 ? "`\(line.prefix(99))…`" : "`\(line)`"
    }
}
