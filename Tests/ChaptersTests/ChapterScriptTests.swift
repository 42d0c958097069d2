import Course
import Testing

@testable import Chapters

@Suite struct ChapterScriptTests {
    private func script(_ text: String) -> ChapterScript { ChapterScript(source: text, file: "c.md") }

    private func problems(_ text: String) -> [String] { script(text).problems.map(\.description) }

    @Test func commandsWithTheirOutputs() throws {
        let script = script(
            """
            Text with `$ code`.

            ```console
            $ docker ps
            CONTAINER ID   NAMES

            $ for i in 1 2; do
            >   echo $i
            > done
            1
            2
            > quoted
            ```
            """)
        #expect(script.problems == [])
        let commands = script.commands
        #expect(commands.map(\.text) == ["docker ps", "for i in 1 2; do\n  echo $i\ndone"])
        #expect(commands.map(\.output) == [["CONTAINER ID   NAMES"], ["1", "2", "> quoted"]])
        #expect(commands.map(\.line) == [4, 7])
        #expect(commands.map(\.status) == [0, 0])
        #expect(commands.map(\.outputRange) == [4..<6, 9..<12])
        #expect(commands.map(\.isLast) == [false, true])
        #expect(script.consoleBlock(atLine: 2) == nil)
        #expect(script.consoleBlock(atLine: 3)?.commands.count == 2)
        #expect(script.consoleBlock(atLine: 13)?.line == 3)
        #expect(script.consoleBlock(atLine: 14) == nil)
    }

    @Test func theLastCommandHasTheBlocksStatus() {
        let script = script("```console status=3\n$ true\n$ exit3\n```\n")
        #expect(script.commands.map(\.status) == [0, 3])
    }

    @Test func filesStandBetweenTheSessions() {
        let script = script(
            """
            ```go file=src/main.go
            package main

            ```

            ```console
            $ go run .
            ```

            ````dockerfile file=Dockerfile
            # ```
            FROM scratch
            ````

            ```figure image=figures/a.png
            +--+
            ```
            """)
        #expect(script.problems == [])
        #expect(script.steps.map(\.line) == [1, 6, 10])
        #expect(
            script.steps.first
                == .file(FileBlock(line: 1, path: "src/main.go", content: "package main\n\n")))
        #expect(
            script.steps.last == .file(FileBlock(line: 10, path: "Dockerfile", content: "# ```\nFROM scratch\n")))
    }

    @Test(arguments: [
        ("```console status=x\n$ a\n```\n", "c.md:1:1: `status=x` is no exit status."),
        ("```console status=256\n$ a\n```\n", "c.md:1:1: `status=256` is no exit status."),
        ("```console\n```\n", "c.md:2:1: This block holds no command."),
        ("```console\nout\n$ a\n```\n", "c.md:2:1: Here is text before the first command."),
        ("\n```console\n$ a\n", "c.md:2:1: This block does not end."),
        ("```text file=../x\n```\n", "c.md:1:1: `file=../x` does not name a file below the chapter's folder."),
        ("```text file=/etc/x\n```\n", "c.md:1:1: `file=/etc/x` does not name a file below the chapter's folder."),
        ("```text file=a/\n```\n", "c.md:1:1: `file=a/` does not name a file below the chapter's folder."),
        ("```text file=\n```\n", "c.md:1:1: `file=` does not name a file below the chapter's folder."),
        ("```console file=x\n$ a\n```\n", "c.md:1:1: A `console` block cannot be a file at the same time."),
    ])
    func mistakes(text: String, message: String) throws {
        let found = problems(text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(message) == true, "\(found)")
    }

    @Test func frontMatterIsNoPartOfTheText() {
        let text = "---\ntitle: |\n  ```console\n  $ no\n---\n```console\n$ yes\n```\n"
        let chapter = ChapterReader.read(text, id: "01-a", path: "/c/01-a.md")
        let script = ChapterScript(chapter)
        #expect(script.commands.map(\.text) == ["yes"])
        #expect(script.commands.first?.line == 7)
    }

    @Test func blocksInListsQuotesAndFolds() {
        let script = script(
            """
            - item

              ```console
              $ one
              a
                b
              ```

            > ```console
            > $ two
            > c
            > ```

            <details><summary>Answer</summary>

            ```console
            $ three
            ```

            </details>

                $ not
            """)
        #expect(script.problems == [])
        #expect(script.commands.map(\.text) == ["one", "two", "three"])
        #expect(script.commands.map(\.output) == [["a", "  b"], ["c"], []])
        #expect(script.commands.map(\.line) == [4, 10, 17])
        #expect(script.commands.map(\.outputRange) == [4..<6, 10..<11, 17..<17])
    }

    @Test func returnsAtLineEnds() {
        let script = script("```console\r\n$ a\r\nb\r\n```\r\n")
        #expect(script.commands.map(\.text) == ["a"])
        #expect(script.commands.map(\.output) == [["b"]])
    }
}
