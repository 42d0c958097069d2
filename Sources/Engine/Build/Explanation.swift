import EngineInterface
import Images

/// Finds why a step runs, and says it in a sentence that names the cause.
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
    func cause(for step: BuildMemory.Step, at index: Int, manifest: [ManifestLine]?) throws -> StepCause {
        if isCacheOff { return StepCause(.cacheOff, "Caching is switched off.") }
        guard let before else { return StepCause(.neverBuilt, "It was never built before.") }
        guard let old = counterpart(of: step, at: index, in: before) else {
            return replaced(by: step, at: index, in: before)
        }
        if old.effective != step.effective {
            if let name = Self.changedVariable(old.variables, step.variables, in: step.text) { return name }
            // The same words with another effect: what the build was given is another.
            if old.text == step.text, let input = Self.changedInput(old.inputs, step.inputs) { return input }
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
        return StepCause(.forgotten, "Its earlier result is no longer kept.")
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
    private func replaced(by step: BuildMemory.Step, at index: Int, in before: [BuildMemory.Step]) -> StepCause {
        let kept = Set(textsBelow()).union(above.map(\.text))
        func keyword(_ text: String) -> Substring { text.prefix { $0 != " " } }
        let gone = before.indices.filter {
            !kept.contains(before[$0].text) && keyword(before[$0].text) == keyword(step.text)
        }
        guard let place = gone.min(by: { abs($0 - index) < abs($1 - index) }) else {
            return StepCause(.added, "It is new.")
        }
        return Self.changed(from: before[place].effective, to: step.effective)
    }

    /// The files that it begins with are not those that it began with.
    private func parentReason(_ old: BuildMemory.Step, in before: [BuildMemory.Step]) -> StepCause {
        if let (text, line) = lastRun {
            return text.uppercased().hasPrefix("FROM ")
                ? StepCause(.base, "The base in line \(line) is another one, and this step builds on it.", line: line)
                : StepCause(.step, "The step in line \(line) ran again, and this one builds on it.", line: line)
        }
        let place = before.firstIndex(of: old) ?? before.endIndex
        let earlier = before[..<place].filter { $0.key != nil }
        let now = above.filter { $0.key != nil }
        if let gone = earlier.last(where: { step in !now.contains { $0.text == step.text } }),
            !textsBelow().contains(gone.text)
        {
            return StepCause(
                .order, "The step above it, \(Self.short(gone.text)), is gone.", change: "gone", was: gone.text)
        }
        if let added = now.last(where: { step in !earlier.contains { $0.text == step.text } }) {
            return StepCause(
                .order, "The step above it, \(Self.short(added.text)), was not there before.", change: "new",
                now: added.text)
        }
        if earlier.map(\.text) != now.map(\.text) {
            return StepCause(.order, "The steps above it stand in another order.")
        }
        return StepCause(.order, "What it builds on is not what it was.")
    }

    private static func changed(from old: String, to new: String) -> StepCause {
        StepCause(
            .instruction, "The instruction changed: it was \(short(old)), it is \(short(new)).", was: old, now: new)
    }

    // MARK: What it sees

    /// `text` limits the names to those that it mentions.
    private static func changedVariable(
        _ old: [String: String], _ new: [String: String], in text: String?
    ) -> StepCause? {
        let names = Set(old.keys).union(new.keys).filter { name in
            old[name] != new[name] && text.map { $0.contains("$" + name) || $0.contains("${" + name) } != false
        }
        guard let name = names.min() else { return nil }
        let (change, verb) =
            old[name] == nil
            ? ("new", "is new") : new[name] == nil ? ("gone", "is gone") : ("value", "has another value")
        return StepCause(.variable, "The variable \(name) \(verb).", name: name, change: change)
    }

    private static func changedInput(_ old: [String: String], _ new: [String: String]) -> StepCause? {
        guard let name = Set(old.keys).union(new.keys).filter({ old[$0] != new[$0] }).min() else { return nil }
        switch (old[name], new[name]) {
        case (let old?, let new?) where !old.hasPrefix("sha256:") && !new.hasPrefix("sha256:"):
            return StepCause(
                .input, "The \(name) was \(quoted(old)) and is \(quoted(new)).", name: name, change: "value", was: old,
                now: new)
        case (nil, _): return StepCause(.input, "The \(name) is new.", name: name, change: "new")
        case (_, nil): return StepCause(.input, "The \(name) is gone.", name: name, change: "gone")
        default: return StepCause(.input, "The \(name) is not what it was.", name: name, change: "value")
        }
    }

    private static func quoted(_ text: String) -> String { text.isEmpty ? "not set" : "`\(text)`" }

    // MARK: Files

    /// The first file that is not what it was, and how many others there are.
    private func difference(from old: [ManifestLine], to new: [ManifestLine]) -> StepCause? {
        let before = Dictionary(old.map { ($0.path, $0.facts) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.path, $0.facts) }) { first, _ in first }
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        // A folder's own line changes with its mode only; what is in it says more.
        guard let path = changed.first(where: { !(after[$0] ?? before[$0] ?? "").hasPrefix("folder") }) ?? changed.first
        else { return nil }
        let name = path.isEmpty ? "." : path
        let (change, what): (String, String)
        switch (before[path], after[path]) {
        case (nil, _): (change, what) = ("new", "\(name) is new")
        case (_, nil):
            let line = ignoringLine(path)
            (change, what) =
                line.map { ("ignored", "\(name) is left out now: \($0)") } ?? ("gone", "\(name) is gone")
        case (let old?, let new?):
            let kind = Self.kindOfChange(old, new)
            (change, what) = (kind.change, "\(name) changed: \(kind.text)")
        }
        let others = changed.count - 1
        let more = others == 0 ? "" : others == 1 ? ", and one other path" : ", and \(others) other paths"
        return StepCause(.file, "\(what)\(more).", name: name, change: change, others: others)
    }

    private static func kindOfChange(_ old: String, _ new: String) -> (change: String, text: String) {
        let old = old.split(separator: " ")
        let new = new.split(separator: " ")
        guard let oldKind = old.first, let newKind = new.first, oldKind == newKind, old.count == new.count else {
            return ("kind", "it was a \(old.first ?? "file") and is a \(new.first ?? "file")")
        }
        if oldKind == "repository" { return ("commit", "it is at another commit") }
        if old.last != new.last && newKind != "folder" {
            return newKind == "link" ? ("target", "it points elsewhere") : ("content", "its content is another")
        }
        for (old, new) in zip(old, new).dropFirst() where old != new {
            let what = old.contains(":") ? "owner" : "mode"
            return (what, "its \(what) was \(old) and is \(new)")
        }
        return ("content", "it is another one")
    }

    private static func short(_ text: String) -> String {
        let line = text.split(separator: "\n").first.map(String.init) ?? text
        return line.count > 100 ? "`\(line.prefix(99))…`" : "`\(line)`"
    }
}
