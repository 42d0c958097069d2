import Testing

@testable import Chapters

@Suite struct ChapterRecordingTests {
    /// Records outputs, command by command, into a text.
    private func record(_ text: String, _ outputs: [[String]]) -> String {
        let commands = ChapterScript(source: text, file: "c.md").commands
        let outcomes = zip(commands, outputs).map { command, output in
            CommandOutcome(
                command: command, output: output, problem: nil,
                agrees: OutputComparison().agrees(command.output, output), seconds: 0)
        }
        return ChapterRecording.text(text, outcomes)
    }

    private let session = """
        # Title

        ```console
        $ one
        old

        $ two
        Up 3 seconds
        ```

        The end.

        """

    @Test func nothingChangesWhereAllAgrees() {
        #expect(record(session, [["old"], ["Up 5 minutes"]]) == session)
    }

    @Test func onlyWhatDiffersIsReplaced() {
        let recorded = record(session, [["new", "lines"], ["Up 5 minutes"]])
        #expect(recorded == session.replacing("old\n", with: "new\nlines\n"))
        #expect(record(session, [[], ["Up 2 days"]]) == session.replacing("old\n", with: ""))
    }

    @Test func outputIsPutWhereNoneStood() {
        let text = "```console\n$ one\n$ two\n```\n"
        #expect(record(text, [["a"], ["b", "", "c"]]) == "```console\n$ one\na\n$ two\nb\n\nc\n```\n")
    }

    @Test(arguments: [
        (["$ rm -rf /"], ["…"]),
        (["a", "$ b", "$ c", "d"], ["a", "…", "d"]),
        (["> more"], ["…"]),
        (["a", "> more"], ["a", "> more"]),
        (["```", "b"], ["…", "b"]),
    ])
    func nothingThatIsPrintedBecomesACommand(output: [String], shown: [String]) {
        let text = "```console\n$ one\n```\n"
        let recorded = record(text, [output])
        #expect(recorded == "```console\n$ one\n" + shown.map { $0 + "\n" }.joined() + "```\n")
        let script = ChapterScript(source: recorded, file: "c.md")
        #expect(script.problems == [])
        #expect(script.commands.map(\.text) == ["one"])
        #expect(OutputComparison().agrees(script.commands.first?.output ?? [], output))
    }

    @Test func indentationAndReturnsStay() {
        let text = "1. x\r\n\r\n   ```console\r\n   $ one\r\n   old\r\n   ```\r\n"
        #expect(record(text, [["new", "", "b"]]) == text.replacing("   old\r\n", with: "   new\r\n\r\n   b\r\n"))
    }

    @Test func aQuoteStaysAQuote() {
        let text = "> ```console\n> $ one\n> old\n>\n> $ two\n> ```\n"
        #expect(
            record(text, [["new", "", "b"], ["c"]])
                == "> ```console\n> $ one\n> new\n> \n> b\n> \n> $ two\n> c\n> ```\n")
    }

    @Test func whatWasRecordedAgrees() {
        let outputs = [["id 0123456789ab", "12.5MB", ""], ["…"]]
        let recorded = record(session, outputs)
        let commands = ChapterScript(source: recorded, file: "c.md").commands
        for (command, output) in zip(commands, outputs) {
            #expect(OutputComparison().agrees(command.output, output))
        }
        #expect(record(recorded, outputs) == recorded)
    }
}
