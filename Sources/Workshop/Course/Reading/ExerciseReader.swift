/// Reads the whole of an exercise.yaml.
struct ExerciseReader {
    let values: ValueReader
    let id: String
    let folder: String

    private var problems: Problems { values.problems }

    init(id: String, folder: String, problems: Problems) {
        self.id = id
        self.folder = folder
        values = ValueReader(problems: problems)
    }

    /// `nil`, with errors, when the document is no map or has a format that is not known.
    func read(_ document: YAMLValue) -> Exercise? {
        guard let map = MapReader(document, "an exercise", values) else { return nil }
        if let format = map.require("format", { values.integer($0, in: 1...1_000_000) }), format != 1 {
            problems.add(
                map.place(of: "format"), "The format \(format) is not known here.",
                help: "This version knows format 1. Perhaps a newer workshop is needed.")
            return nil
        }
        let title = map.require("title", values.line) ?? ""
        let summary = map.require("summary", values.line) ?? ""
        let minutes = map.read("minutes") { values.integer($0, in: 1...10_000) }
        let chapter = map.read("chapter", values.name)
        let hints = map.read("hints") { values.list($0, values.line) } ?? []
        let images = map.read("images") { values.list($0, values.line) } ?? []
        let files = map.read("files") { values.list($0, values.innerPath) } ?? []
        let limits = map.map("limits").map { ActionReader.limits($0, values) } ?? Limits()
        var drafts: [CheckDraft] = []
        if let list = map.require("checks", { values.list($0, check) }) {
            drafts = list
            if list.isEmpty, let value = map.value("checks"), case .list(let items) = value.content, items.isEmpty {
                problems.add(value.place, "An exercise needs at least one check.")
            }
        }
        let mistakes = map.read("mistakes", mistakes) ?? []
        let starter = map.map("starter").map(starter) ?? []
        map.finish()

        NeedsChecker(drafts: drafts, problems: problems).run()
        let answers = AnswersChecker(drafts: drafts, problems: problems)
        answers.run(mistakes: mistakes, starter: starter)
        answers.lookForFolders(of: mistakes, below: folder)
        ReferenceChecker(drafts: drafts, images: images, problems: problems).run()
        return Exercise(
            id: id, folder: folder, title: title, summary: summary, minutes: minutes, chapter: chapter,
            hints: hints, images: images, files: files, limits: limits, checks: drafts.map(\.check),
            mistakes: mistakes.map(\.mistake),
            passesOnStarter: starter.map(\.name))
    }

    private func check(_ value: YAMLValue) -> CheckDraft? {
        guard let map = MapReader(value, "a check", values) else { return nil }
        let uses = NameUses()
        let id = map.require("id", values.name) ?? ""
        let title = map.require("title", values.line) ?? ""
        let reason = map.require("reason", values.line) ?? ""
        let hint = map.require("hint", values.line) ?? ""
        let points = map.read("points") { values.integer($0, in: 0...1000) } ?? 1
        let limit = map.duration("limit") ?? 60
        let needs = map.read("needs", names) ?? []
        let reader = ActionReader(values: values, uses: uses)
        let actions = map.require("do") { values.list($0, reader.action) } ?? []
        if let list = map.value("do"), case .list(let items) = list.content, items.isEmpty {
            problems.add(list.place, "A check needs at least one action; it could not fail otherwise.")
        }
        map.finish()
        let check = Check(
            id: id, title: title, reason: reason, hint: hint, points: points, limit: limit, needs: needs.map(\.name),
            actions: actions, line: map.place.line)
        return CheckDraft(check: check, place: map.value("id")?.place ?? map.place, needs: needs, uses: uses)
    }

    /// Names with their places, each once.
    private func names(_ value: YAMLValue) -> [NamedPlace]? {
        guard
            let list = values.list(value, { item in values.name(item).map { NamedPlace(name: $0, place: item.place) } })
        else { return nil }
        var seen: Set<String> = []
        return list.filter { item in
            let isNew = seen.insert(item.name).inserted
            if !isNew { problems.add(item.place, "`\(item.name)` stands twice in this list.") }
            return isNew
        }
    }

    private func mistakes(_ value: YAMLValue) -> [MistakeDraft]? {
        values.entries(value).map { entries in
            entries.compactMap { entry in
                if !ValueReader.isName(entry.key) {
                    problems.add(
                        entry.place, "`\(entry.key.cut(40))` cannot be the name of a mistake.",
                        help: "A name is made of small letters, digits and hyphens between them, at most 40.")
                }
                guard let map = MapReader(entry.value, "a mistake", values) else { return nil }
                let summary = map.require("summary", values.line) ?? ""
                let fails = map.require("fails", names) ?? []
                if let list = map.value("fails"), case .list(let items) = list.content, items.isEmpty {
                    problems.add(list.place, "A mistake has to fail at least one check.")
                }
                map.finish()
                return MistakeDraft(
                    mistake: Mistake(name: entry.key, summary: summary, fails: fails.map(\.name)), place: entry.place,
                    fails: fails)
            }
        }
    }

    private func starter(_ map: MapReader) -> [NamedPlace] {
        defer { map.finish() }
        return map.read("passes", names) ?? []
    }
}

/// A name with its place.
struct NamedPlace {
    var name: String
    var place: Place
}

/// A check together with what only the reader of the file wants to know.
struct CheckDraft {
    var check: Check
    var place: Place
    var needs: [NamedPlace]
    var uses: NameUses
}

struct MistakeDraft {
    var mistake: Mistake
    var place: Place
    var fails: [NamedPlace]
}
