import TerminalText

/// Code cut into spans, each with what it is. No character is lost or changed, whatever the text is, and the time taken
/// grows with its length only.
public enum Highlighter {
    /// A piece of the source and what it is.
    public struct Span: Sendable, Hashable {
        /// Bytes of the source's UTF-8, never within a character.
        public let range: Range<Int>
        public let role: Role

        public init(_ range: Range<Int>, _ role: Role) {
            self.range = range
            self.role = role
        }
    }

    /// The languages that are known, by the word behind the fence of a code block.
    enum Language {
        case dockerfile, shell, console, go, javaScript, python, yaml, json

        init?(_ name: String) {
            switch name.lowercased() {
            case "dockerfile", "docker", "containerfile": self = .dockerfile
            case "sh", "shell", "bash", "zsh", "ash": self = .shell
            case "console", "shell-session", "sh-session", "shellsession": self = .console
            case "go", "golang": self = .go
            case "js", "javascript", "mjs", "cjs", "node", "jsx", "ts", "typescript": self = .javaScript
            case "py", "python", "python3": self = .python
            case "yaml", "yml": self = .yaml
            case "json", "jsonc", "json5": self = .json
            default: return nil
            }
        }
    }

    /// Whether a language is known.
    public static func knows(_ language: String) -> Bool { Language(language) != nil }

    /// The source's spans from its first byte to its last, without gaps; `nil` for a language that is not known.
    public static func spans(_ source: String, language: String) -> [Span]? {
        guard let language = Language(language) else { return nil }
        var source = source
        return source.withUTF8 { bytes in
            var marks = SpanList()
            scan(bytes, 0..<bytes.count, language, &marks)
            return marks.finished(bytes.count)
        }
    }

    /// The source's lines, without their line breaks, each as spans; `nil` for a language that is not known.
    public static func lines(_ source: String, language: String) -> [[StyledSpan]]? {
        guard let spans = spans(source, language: language) else { return nil }
        var source = source
        return source.withUTF8 { bytes in
            var lines: [[StyledSpan]] = [[]]
            for span in spans {
                var start = span.range.lowerBound
                let style = Style(span.role)
                while start < span.range.upperBound {
                    var end = start
                    while end < span.range.upperBound, bytes[end] != 10 { end += 1 }
                    if end > start {
                        let text = String(decoding: bytes[start..<end], as: UTF8.self)
                        lines[lines.count - 1].append(StyledSpan(text, style))
                    }
                    if end < span.range.upperBound { lines.append([]) }
                    start = end + 1
                }
            }
            // A line break at the end begins no line.
            if lines.count > 1, bytes.last == 10 { lines.removeLast() }
            return lines
        }
    }

    static func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ language: Language, _ marks: inout SpanList
    ) {
        let text = SourceBytes(bytes, range)
        switch language {
        case .dockerfile: DockerfileScanner.scan(text, &marks)
        case .shell: ShellScanner.scan(text, &marks)
        case .console: ConsoleScanner.scan(text, &marks)
        case .go: CodeScanner.scan(text, .go, &marks)
        case .javaScript: CodeScanner.scan(text, .javaScript, &marks)
        case .python: CodeScanner.scan(text, .python, &marks)
        case .yaml: YAMLScanner.scan(text, &marks)
        case .json: JSONScanner.scan(text, &marks)
        }
    }
}
