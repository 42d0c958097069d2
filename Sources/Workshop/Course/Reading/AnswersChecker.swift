/// Looks that what is said about mistakes and the starter can be true.
struct AnswersChecker {
    let drafts: [CheckDraft]
    let problems: Problems

    func run(mistakes: [MistakeDraft], starter: [NamedPlace]) {
        let known = Set(drafts.map(\.check.id))
        for mistake in mistakes {
            reportUnknown(mistake.fails, known)
            let names = Set(mistake.mistake.fails)
            for check in mistake.fails {
                guard let other = NeedsChecker.closure(of: check.name, in: drafts).intersection(names).sorted().first
                else { continue }
                problems.add(
                    check.place, "`\(check.name)` needs `\(other)`, which fails too, so it is blocked and cannot fail.",
                    help: "Take it away: checks that need a failing one are expected to be blocked.")
            }
        }
        reportUnknown(starter, known)
        let passing = Set(starter.map(\.name))
        for check in starter where known.contains(check.name) {
            let missing = NeedsChecker.closure(of: check.name, in: drafts).subtracting(passing).sorted()
            if let first = missing.first {
                problems.add(
                    check.place,
                    "`\(check.name)` cannot pass on the starter: it needs `\(first)`, which is not listed here.")
            }
        }
    }

    private func reportUnknown(_ names: [NamedPlace], _ known: Set<String>) {
        for name in names where !known.contains(name.name) {
            problems.add(
                name.place, "There is no check `\(name.name)`.",
                help: Spelling.help(for: name.name, among: drafts.map(\.check.id), otherwise: "There are "))
        }
    }
}
