/// Looks that checks have names of their own and that their needs lead nowhere in a circle.
struct NeedsChecker {
    let drafts: [CheckDraft]
    let problems: Problems

    func run() {
        var known: Set<String> = []
        for draft in drafts where !draft.check.id.isEmpty && !known.insert(draft.check.id).inserted {
            problems.add(
                draft.place, "There are two checks `\(draft.check.id)`.", help: "Each needs an `id` of its own.")
        }
        for draft in drafts {
            for need in draft.needs where !known.contains(need.name) {
                problems.add(
                    need.place, "There is no check `\(need.name)`.",
                    help: Spelling.help(for: need.name, among: drafts.map(\.check.id), otherwise: "There are "))
            }
        }
        reportCircles()
    }

    /// Each circle once, at the need that closes it.
    private func reportCircles() {
        let byName = Dictionary(drafts.map { ($0.check.id, $0) }) { first, _ in first }
        var finished: Set<String> = []
        for draft in drafts {
            var path: [(name: String, next: Int)] = finished.contains(draft.check.id) ? [] : [(draft.check.id, 0)]
            while let (name, next) = path.last {
                guard let needs = byName[name]?.needs, next < needs.count else {
                    finished.insert(name)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let need = needs[next]
                if let start = path.firstIndex(where: { $0.name == need.name }) {
                    let circle = (path[start...].map(\.name) + [need.name]).map { "`\($0)`" }
                    problems.add(
                        need.place,
                        circle.count == 2
                            ? "The check \(circle[0]) needs itself, so it could never run."
                            : "Checks need each other in a circle, so none could run first: "
                                + circle.joined(separator: " needs ") + ".")
                } else if !finished.contains(need.name), byName[need.name] != nil {
                    path.append((need.name, 0))
                }
            }
        }
    }

    /// Everything that a check needs, directly or through others.
    static func closure(of check: String, in drafts: [CheckDraft]) -> Set<String> {
        let byName = Dictionary(drafts.map { ($0.check.id, $0.check.needs) }) { first, _ in first }
        var result: Set<String> = []
        var open = byName[check] ?? []
        while let name = open.popLast() {
            if result.insert(name).inserted { open += byName[name] ?? [] }
        }
        return result
    }
}
