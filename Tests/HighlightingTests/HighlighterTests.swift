import Highlighting
import TerminalText
import Testing

@Suite("Spans of code")
struct HighlighterTests {
    /// The pieces of a source with their roles, plain ones left out.
    private func marked(_ source: String, _ language: String) -> [String] {
        let bytes = Array(source.utf8)
        return (Highlighter.spans(source, language: language) ?? []).filter { $0.role != .codeText }.map { span in
            "\(span.role) \(String(decoding: bytes[span.range], as: UTF8.self).replacing("\n", with: "⏎"))"
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        var language: String
        var source: String
        var spans: [String]
        var testDescription: String { "\(language): \(source)" }

        init(_ language: String, _ source: String, _ spans: String...) {
            self.language = language
            self.source = source
            self.spans = spans
        }
    }

    static let examples: [Example] = [
        // Dockerfiles.
        Example(
            "dockerfile", "FROM golang:1.22 AS build\n", "keyword FROM", "type golang:1.22", "keyword AS",
            "function build"),
        Example(
            "dockerfile", "FROM a\nRUN --mount=type=cache,target=/c apk add \\\n  # why\n  curl\n", "keyword FROM",
            "type a",
            "keyword RUN", "property --mount", "operator =", "string type=cache,target=/c", "command apk",
            "punctuation \\", "comment # why"),
        Example(
            "dockerfile", "CMD [\"node\", \"app.js\"]\n", "keyword CMD", "punctuation [", "string \"node\"",
            "punctuation ,", "string \"app.js\"", "punctuation ]"),
        Example(
            "dockerfile", "ENV A=1 B=\"x $A y\"", "keyword ENV", "property A", "operator =", "string 1", "property B",
            "operator =", "string \"x ", "variable $A", "string  y\""),
        Example(
            "dockerfile", "# syntax=docker/dockerfile:1\n# a comment\nFROM a\n", "comment # ", "property syntax",
            "operator =", "string docker/dockerfile:1", "comment # a comment", "keyword FROM", "type a"),
        Example(
            "dockerfile", "FROM a\nRUN <<EOF\necho hi # x\nEOF\nUSER me\n", "keyword FROM", "type a", "keyword RUN",
            "operator <<EOF", "command echo", "comment # x", "operator EOF", "keyword USER"),
        Example(
            "dockerfile", "FROM a\nCOPY <<a.txt /a\nFROM me\na.txt\n", "keyword FROM", "type a", "keyword COPY",
            "operator <<a.txt", "string FROM me⏎", "operator a.txt"),
        Example(
            "dockerfile", "HEALTHCHECK --interval=5s CMD wget -q localhost\n", "keyword HEALTHCHECK",
            "property --interval", "operator =", "string 5s", "keyword CMD", "command wget", "property -q"),
        Example("dockerfile", "ONBUILD COPY . /app", "keyword ONBUILD", "keyword COPY"),
        Example("dockerfile", "RUN\n--x\n", "keyword RUN", "property --x"),
        // A mistake in it does not end the colours.
        Example("dockerfile", "FROMM a\nEXPOSE 80\n", "keyword FROMM", "keyword EXPOSE", "number 80"),
        // Shell.
        Example(
            "sh", "if [ -f \"$x\" ]; then echo 'a b' | wc -l; fi", "keyword if", "command [", "property -f",
            "string \"", "variable $x", "string \"", "operator ;", "keyword then", "command echo", "string 'a b'",
            "operator |", "command wc", "property -l", "operator ;", "keyword fi"),
        Example(
            "sh", "A=1 B=${C:-d} run --name=x $(id -u)", "variable A", "operator =", "variable B", "operator =",
            "variable ${C:-d}", "command run", "property --name", "operator =", "operator $(", "command id",
            "property -u", "operator )"),
        Example(
            "bash", "cat <<EOF >out\nif x\nEOF\nls # y", "command cat", "operator <<", "string EOF", "operator >",
            "string if x⏎EOF⏎", "command ls", "comment # y"),
        Example(
            "sh", "echo a#b \"$(echo \"x\")\"", "command echo", "string \"", "operator $(", "command echo",
            "string \"x\"", "operator )", "string \""),
        Example(
            "sh", "for i in 1 2; do ls; done", "keyword for", "keyword in", "operator ;", "keyword do", "command ls",
            "operator ;", "keyword done"),
        // Sessions.
        Example(
            "console", "$ docker ps -a\nID  NAMES\n$ echo a \\\n> b\n> not a command\n", "prompt $ ", "command docker",
            "property -a", "output ID  NAMES", "prompt $ ", "command echo", "punctuation \\", "prompt > ", "prompt > ",
            "command not"),
        Example("console", "$ cat f\n> quoted\n", "prompt $ ", "command cat", "prompt > ", "command quoted"),
        Example("console", "$\n$x\n", "prompt $", "output $x"),
        // Go.
        Example(
            "go", "func main() { x := `a\nb` // c\n}", "keyword func", "function main", "punctuation ()",
            "punctuation {", "operator :=", "string `a⏎b`", "comment // c", "punctuation }"),
        Example(
            "go", "type T struct{ a int }", "keyword type", "type T", "keyword struct", "punctuation {", "type int",
            "punctuation }"),
        Example(
            "go", "a.Go(0x1F, 1e-3, 'x')", "punctuation .", "function Go", "punctuation (", "number 0x1F",
            "punctuation ,", "number 1e-3", "punctuation ,", "string 'x'", "punctuation )"),
        // JavaScript.
        Example(
            "js", "const a = `x ${b + `${c}`} y`; /* z */", "keyword const", "operator =", "string `x ", "operator ${",
            "operator +", "string `", "operator ${", "operator }", "string `", "operator }", "string  y`",
            "punctuation ;", "comment /* z */"),
        Example(
            "js", "a = b / c / d; x = /[/]\"/g.test(y)", "operator =", "operator /", "operator /",
            "punctuation ;", "operator =", "string /[/]\"/g", "punctuation .", "function test", "punctuation (",
            "punctuation )"),
        Example("js", "x = 'a\ny = 1", "operator =", "string 'a", "operator =", "number 1"),
        // Python.
        Example(
            "python", "@app.route(\"/\")\ndef f(x):\n    \"\"\"doc\n    \"\"\"\n    return rb'\\' # c",
            "function @app.route",
            "punctuation (", "string \"/\"", "punctuation )", "keyword def", "function f", "punctuation (",
            "punctuation ):", "string \"\"\"doc⏎    \"\"\"", "keyword return", "string rb'\\' # c"),
        // YAML.
        Example(
            "yaml", "---\na: 1 # c\n- b: 'x: y'\n  c: |\n    d: e\n\n    f\n  g: [true, 2.5, &h i]\n",
            "punctuation ---",
            "property a", "punctuation :", "number 1", "comment # c", "punctuation -", "property b", "punctuation :",
            "string 'x: y'", "property c", "punctuation :", "operator |", "string d: e", "string f", "property g",
            "punctuation :", "punctuation [", "number true", "punctuation ,", "number 2.5", "punctuation ,",
            "variable &h", "string i", "punctuation ]"),
        Example("yaml", "url: http://x/#y\n", "property url", "punctuation :", "string http://x/#y"),
        // JSON.
        Example(
            "json", "{\"a\\\"\" : [1, -2.5e3, true, \"b\"]}", "punctuation {", "property \"a\\\"\"", "punctuation :",
            "punctuation [", "number 1", "punctuation ,", "number -2.5e3", "punctuation ,", "number true",
            "punctuation ,", "string \"b\"", "punctuation ]}"),
    ]

    @Test("known pieces have their roles", arguments: examples)
    func roles(example: Example) { #expect(marked(example.source, example.language) == example.spans) }

    @Test("an unknown language has no spans")
    func unknown() {
        #expect(Highlighter.spans("x", language: "brainfuck") == nil)
        #expect(Highlighter.lines("x", language: "text") == nil)
    }

    @Test("lines are those of the source")
    func lines() throws {
        let lines = try #require(Highlighter.lines("FROM a\n\nRUN b\n", language: "Dockerfile"))
        #expect(lines.map { $0.map(\.text).joined() } == ["FROM a", "", "RUN b"])
        #expect(Highlighter.lines("", language: "go")?.count == 1)
    }
}
