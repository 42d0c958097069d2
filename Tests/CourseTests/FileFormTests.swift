import Testing

@testable import Course

/// What editors make of a file without being asked: other line breaks, a byte order mark.
@Suite struct FileFormTests {
    private static let bad = [
        "format: 1", "title: T", "summary: S", "title: U", "minutes: many", "checks:",
        "  - {id: a, title: A, reason: R, hint: H, reason: Q, do: [build: {}]}",
    ]

    private func errors(_ text: String) -> [String] {
        do {
            _ = try ExerciseLoader.read(text, id: "demo", folder: "/demo", file: "exercise.yaml")
            return []
        } catch {
            return error.errors.map { "\($0.line ?? 0):\($0.column ?? 0): \($0.message)" }
        }
    }

    @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
    func places(_ lineBreak: String, _ mark: String) {
        #expect(
            errors(mark + Self.bad.map { $0 + lineBreak }.joined()) == [
                "4:1: The key `title` stands twice in one map.",
                "5:10: Here has to be a whole number, but it is the text `many`.",
                "7:43: The key `reason` stands twice in one map.",
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
    func reads(_ lineBreak: String, _ mark: String) throws {
        let lines = [
            "format: 1", "title: T", "summary: S", "checks:", "  - id: a", "    title: A", "    reason: R",
            "    hint: H",
            "    do:", "      - run:", "          image: alpine", "          stdin: |", "            one",
            "            two", "images: [alpine]",
        ]
        let exercise = try ExerciseLoader.read(
            mark + lines.map { $0 + lineBreak }.joined(), id: "demo", folder: "/demo", file: "exercise.yaml")
        guard case .run(let run) = exercise.checks[0].actions[0].action else {
            Issue.record("This is no run.")
            return
        }
        #expect(run.container.standardInput?.unicodeScalars.elementsEqual("one\ntwo\n".unicodeScalars) == true)
    }

    /// In the middle of a text it is a sign like any other.
    @Test func onlyTheFirstSignIsAByteOrderMark() throws {
        let text =
            "format: 1\ntitle: \"a\u{FEFF}b\"\nsummary: S\nchecks:\n"
            + "  - {id: a, title: A, reason: R, hint: H, do: [build: {}]}\n"
        let exercise = try ExerciseLoader.read(text, id: "demo", folder: "/demo", file: "exercise.yaml")
        #expect(exercise.title.unicodeScalars.contains("\u{FEFF}"))
    }
}
