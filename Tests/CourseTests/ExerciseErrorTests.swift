import Testing

@testable import Course

@Suite struct ExerciseErrorTests {
    /// Every text in Fixtures/errors-*.txt with the errors that it must give, each at its place.
    @Test(arguments: ["errors-file.txt", "errors-checks.txt", "errors-actions.txt", "errors-names.txt"])
    func errors(_ file: String) throws {
        let golden = try GoldenCases(file)
        #expect(!golden.cases.isEmpty)
        for (testCase, seen) in try golden.check({ Wrapping(file).errors(in: $0.text) }) {
            Issue.record("\(file): \(testCase.name)\nexpected:\n\(testCase.expected)\nseen:\n\(seen)")
        }
    }

    /// So that cases can be short, they hold only a part of the file.
    struct Wrapping {
        let before: String
        let indentation: String

        init(_ file: String) {
            let head = "format: 1\ntitle: Title\nsummary: Summary\nimages: [alpine]\n"
            switch file {
            case "errors-checks.txt": (before, indentation) = (head + "checks:\n", "  ")
            case "errors-actions.txt":
                before =
                    head + "checks:\n  - {id: a, title: A, reason: B, hint: C, do: [build: {}]}\n"
                    + "  - id: b\n    title: B\n    reason: C\n    hint: D\n    needs: [a]\n    do:\n"
                indentation = "      "
            case "errors-names.txt": (before, indentation) = (head, "")
            default: (before, indentation) = ("", "")
            }
        }

        /// The errors, a line each, with places in the case's own text.
        func errors(in text: String) -> String {
            let body = text.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.isEmpty ? "" : indentation + $0
            }
            let lines = before.isEmpty ? 0 : before.count(where: \.isNewline)
            do {
                let exercise = try ExerciseLoader.read(
                    before + body.joined(separator: "\n") + "\n", id: "demo", folder: "/demo", file: "exercise.yaml")
                return "no error; checks: " + exercise.checks.map(\.id).joined(separator: ", ")
            } catch {
                return error.errors.map { error in
                    let place = error.line.map { line in
                        "\(line - lines):\((error.column ?? 0) - indentation.count): "
                    }
                    return (place ?? "") + error.message + (error.help.map { " \($0)" } ?? "")
                }.joined(separator: "\n")
            }
        }
    }
}
