import Foundation

/// A file of cases, each with a name, a text, and what is expected of it:
///
///     === name
///     text
///     --- expected
///
/// With WORKSHOP_RECORD=1 the expected parts are written anew, to be reviewed as a difference.
struct GoldenCases {
    struct Case {
        var name: String
        var text: String
        var expected: String
    }
    let file: String
    let cases: [Case]
    private let preface: String

    init(_ name: String) throws {
        file = Fixture.path(name)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        var sections = ("\n" + text).components(separatedBy: "\n=== ")
        preface = String(sections.removeFirst().dropFirst())
        cases = sections.map { section in
            let (name, rest) = section.halves(at: "\n")
            let (text, expected) = ("\n" + rest).halves(at: "\n---\n")
            return Case(
                name: name, text: String(text.dropFirst()),
                expected: expected.trimmingCharacters(in: .newlines))
        }
    }

    /// Compares, or records. Gives back the cases that differ, with what was seen.
    func check(_ produce: (Case) throws -> String) throws -> [(case: Case, seen: String)] {
        let seen = try cases.map { ($0, try produce($0)) }
        if ProcessInfo.processInfo.environment["WORKSHOP_RECORD"] == "1" {
            let sections = seen.map { "=== \($0.name)\n\($0.text)\n---\n\($1)\n" }
            try (preface + "\n" + sections.joined(separator: "\n")).write(
                toFile: file, atomically: true, encoding: .utf8)
            return []
        }
        return seen.filter { $0.expected != $1 }
    }
}

extension String {
    /// What stands before and behind the first occurrence of a separator.
    fileprivate func halves(at separator: String) -> (String, String) {
        guard let range = range(of: separator) else { return (self, "") }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }
}
