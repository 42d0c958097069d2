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

    /// Looks that each mistake has its folder.
    ///
    /// A course may be handed out without its answers: where there is no folder `mistakes` at all, none is missed.
    func lookForFolders(of mistakes: [MistakeDraft], below folder: String) {
        let path = folder + "/mistakes"
        guard let names = TextFile.names(in: path) else { return }
        let folders = names.filter { TextFile.isDirectory("\(path)/\($0)") }
        let declared = Set(mistakes.map(\.mistake.name))
        for mistake in mistakes where ValueReader.isName(mistake.mistake.name) {
            let name = mistake.mistake.name
            guard !folders.contains(name) else { continue }
            // A folder that another mistake has cannot be the one that is meant.
            let near = Spelling.nearest(to: name, among: folders.filter { !declared.contains($0) })
            problems.add(
                mistake.place, "There is no folder `mistakes/\(name)`.",
                help: near.map { "Did you mean `\($0)`?" } ?? "Make it with the files that differ from the solution.")
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
