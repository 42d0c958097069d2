import Testing

@testable import DockerFlags

/// Command lines, and what docker's client 28.2.2 said to them where no daemon could be reached.
///
/// One line each: the words after `docker`; and, where they were refused, exit status, message, usage line and the line that points to help, divided by
/// ` → `. A line of words only was understood: docker went on to look for its daemon.
enum RecordedAnswers {
    struct Row: Sendable, CustomTestStringConvertible {
        let words: [String]
        let refusal: (status: Int32, text: String)?

        init?(_ line: Substring) {
            let fields = line.split(separator: " → ", omittingEmptySubsequences: false).map(String.init)
            words = Self.split(fields[0])
            guard fields.count > 1 else {
                refusal = nil
                return
            }
            guard fields.count == 5, let status = Int32(fields[1]) else { return nil }
            var parts = [fields[2]]
            if !fields[3].isEmpty { parts.append("Usage:  " + fields[3]) }
            if !fields[4].isEmpty { parts.append(fields[4]) }
            let text = parts.joined(separator: "\n\n").replacing("⏎", with: "\n").replacing("⇥", with: "\t")
            refusal = (status, text)
        }

        var testDescription: String { words.joined(separator: " ") }

        /// Words divided by spaces; single quotes hold a word together.
        private static func split(_ text: String) -> [String] {
            var words: [String] = []
            var word: String?
            var isQuoted = false
            for character in text {
                if character == "'" {
                    isQuoted.toggle()
                    word = word ?? ""
                } else if character == " ", !isQuoted {
                    if let done = word { words.append(done) }
                    word = nil
                } else {
                    word = (word ?? "") + String(character)
                }
            }
            return word.map { words + [$0] } ?? words
        }
    }

    static func rows(_ table: String) -> [Row] {
        table.split(separator: "\n").compactMap(Row.init)
    }
}

struct RecordedAnswersTests {
    @Test(arguments: RecordedAnswers.rows(RecordedAnswers.options))
    func options(row: RecordedAnswers.Row) { check(row) }

    @Test(arguments: RecordedAnswers.rows(RecordedAnswers.values))
    func values(row: RecordedAnswers.Row) { check(row) }

    @Test(arguments: RecordedAnswers.rows(RecordedAnswers.arguments))
    func arguments(row: RecordedAnswers.Row) { check(row) }

    @Test(arguments: RecordedAnswers.rows(RecordedAnswers.commands))
    func commands(row: RecordedAnswers.Row) { check(row) }

    @Test func everyLineOfTheTablesIsARow() {
        for table in [
            RecordedAnswers.options, RecordedAnswers.values, RecordedAnswers.arguments, RecordedAnswers.commands,
        ] {
            #expect(RecordedAnswers.rows(table).count == table.split(separator: "\n").count)
        }
    }

    /// The advice at the end is ours; everything before it is docker's.
    private func check(_ row: RecordedAnswers.Row) {
        do throws(DockerUsageError) {
            let request = try DockerCommandLine().parse(row.words)
            #expect(row.refusal == nil)
            guard case .run = request else {
                Issue.record("That is not understood as a command to run.")
                return
            }
        } catch {
            let bare = DockerUsageError(
                message: error.message, usage: error.usage, pointer: error.pointer, status: error.status)
            #expect(bare.text == row.refusal?.text)
            #expect(error.status == row.refusal?.status)
        }
    }
}
