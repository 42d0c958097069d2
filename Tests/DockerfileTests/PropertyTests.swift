import Testing

@testable import Dockerfile

/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }

    mutating func join(_ parts: [String], _ counts: ClosedRange<Int>) -> String {
        (0..<Int.random(in: counts, using: &self)).map { _ in pick(parts) }.joined()
    }
}

/// What must hold for any input. A failure prints the seed with which it comes back.
@Suite struct PropertyTests {
    static let seeds: [UInt64] = [1, 2026, 0xC0FFEE]

    /// An instruction as text in one of its many spellings, and what must come out of it.
    private func spelled(_ generator: inout SeededGenerator) -> (text: String, line: String) {
        let words = ["a", "b/c", "x=y", "-z", "ä", "80", "$V", "${V:-w}", "/", "."]
        func word() -> String { generator.pick(words) }
        // What may stand between two words without meaning anything.
        func gap() -> String {
            generator.pick([
                " ", " ", "  ", "\t", " \\\n", " \\\n  # why \\\n ", "\\\n ", " \\  \n\n ", " \\\r\n ",
                " \\\n\t#\n\\\n ",
            ])
        }
        func keyword(_ name: String) -> String { generator.pick([name, name.lowercased(), name.capitalized]) }
        func json(_ words: [String]) -> String {
            "[" + generator.pick(["", " "])
                + words.map { "\"\($0)\"" }.joined(separator: generator.pick([",", ", ", " , \\\n  "])) + "]"
        }
        let list = (0..<Int.random(in: 1...4, using: &generator)).map { _ in word() }
        let quoted = Dump.list(list)
        switch Int.random(in: 0..<7, using: &generator) {
        case 0:
            let name = generator.pick(["CMD", "ENTRYPOINT", "RUN"])
            return (keyword(name) + gap() + json(list), "\(name) exec=\(quoted)")
        case 1:
            let name = generator.pick(["VOLUME", "SHELL"])
            return (keyword(name) + gap() + json(list), "\(name) \(quoted)")
        case 2:
            let isList = Bool.random(using: &generator)
            let values = isList ? json(list + ["/to"]) : (list + ["/to"]).map { gap() + $0 }.joined()
            let link = Bool.random(using: &generator)
            return (
                keyword("COPY") + (link ? gap() + "--link" : "") + gap() + "--chown=1:2" + gap() + values,
                "COPY chown=\"1:2\"" + (link ? " link" : "")
                    + list.map { " src=\(Dump.quoted($0))" }.joined() + " dst=\"/to\""
            )
        case 3:
            let name = generator.pick(["ENV", "LABEL"])
            let pairs = list.enumerated().map { ("k\($0.offset)", generator.pick([$0.element, "'\($0.element) q'"])) }
            return (
                keyword(name) + pairs.map { gap() + "\($0.0)=\($0.1)" }.joined(),
                name + pairs.map { " \"\($0.0)\"=\(Dump.quoted($0.1))" }.joined()
            )
        case 4:
            let name = generator.pick(["USER", "WORKDIR", "MAINTAINER"])
            return (keyword(name) + gap() + list[0], "\(name) \(Dump.quoted(list[0]))")
        case 5:
            let isRaw = Bool.random(using: &generator)
            let body = list.map { $0 + "\n" }.joined()
            return (
                keyword("COPY") + gap() + (isRaw ? "<<'END'" : "<<END") + gap() + "/to\n\(body)END",
                "COPY inline=\"END\":\(isRaw ? "raw" : "expand"):\(Dump.quoted(body)) dst=\"/to\""
            )
        default:
            return (
                keyword("HEALTHCHECK") + gap() + "--retries=3" + gap() + "CMD" + gap() + json(list),
                "HEALTHCHECK \(Dump.list(["CMD"] + list)) 0s 0s 0s 0s 3"
            )
        }
    }

    @Test(arguments: seeds) func whatIsPrintedIsParsed(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let instructions = (0..<Int.random(in: 1...6, using: &generator)).map { _ in spelled(&generator) }
            let separators = ["\n", "\n\n", "\n# between\n", "\n   \n\t# x\n", "\r\n"]
            let text =
                "FROM a\n" + instructions.map { $0.text + generator.pick(separators) }.joined()
            let lines = try Dump.lines(Dockerfile.parse(Array(text.utf8), file: "Dockerfile")).dropFirst()
            #expect(
                lines.map { String($0.drop { $0 != " " }.dropFirst()) } == instructions.map(\.line),
                "seed \(seed)\n\(text)")
        }
    }

    @Test(arguments: seeds) func parsedTwiceIsTheSame(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "RUN ", "COPY ", "ENV ", "CMD ", "\n", "\n", "\\\n", "\\ \n", "# c\n", "<<E ", "\nE\n", "a ", "b=c ", "\"",
            "'", "[\"x\"]", "--from=a ", "--x ", "$V", "${V:-", "}", "\t", "\r\n", "ä", "\u{a0}", "`",
        ]
        for _ in 0..<2000 {
            let text = "FROM a\n" + generator.join(parts, 1...14)
            func lines(_ text: String) -> [String]? {
                (try? Dockerfile.parse(Array(text.utf8), file: "x")).map(Dump.lines)
            }
            let once = lines(text)
            // Neither the kind of line breaks nor a mark at the front matters where no heredoc keeps its bytes.
            if !text.contains("<<") {
                #expect(lines("\u{FEFF}" + text.replacing("\r\n", with: "\n")) == once, "seed \(seed)\n\(text)")
            }
            #expect(lines(text + "\n") == once || text.hasSuffix("\\") || text.contains("<<"), "seed \(seed)\n\(text)")
        }
    }

    @Test(arguments: seeds) func expansionEndsInTextOrError(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "$A", "${A}", "${B:-", "${A#", "${A%%", "${A//", "${A/", "}", "/", "\\", "'", "\"", "<<", "a", "*", "?",
            " ",
            "$", "{", "$1", "${", ":", "+", "ä", "\n",
        ]
        let expander = Expander { $0 == "A" ? "a/b*c?d'e\"f\\g$1" : nil }
        var texts = 0
        for _ in 0..<5000 {
            let word = generator.join(parts, 1...12)
            // Words hold no blanks but quoted ones, and nothing is expanded in what needs no expansion.
            if let text = try? expander.word(word) {
                texts += 1
                if !word.contains(where: { "$'\"\\".contains($0) }) { #expect(text == word) }
            }
            if let words = try? expander.words(word) { #expect(!words.contains(""), "seed \(seed): \(word)") }
            _ = try? expander.heredoc(word)
        }
        #expect(texts > 500)
    }

    @Test(arguments: seeds) func quotedValuesComeThrough(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let expander = Expander { $0 == "V" ? "it's a \"value\" with $x and \\n" : nil }
        for _ in 0..<2000 {
            let value = generator.join(["a", " ", "$", "\"", "\\", "{", "}", "ä", "\n", "<<", "#", "`"], 0...12)
            #expect(try expander.word("'" + value + "'") == value, "seed \(seed)")
            let escaped = value.map { "\"$\\".contains($0) ? "\\\($0)" : String($0) }.joined()
            #expect(try expander.word("\"" + escaped + "\"") == value, "seed \(seed)")
            let one = value.unicodeScalars.map { "\\\($0)" }.joined()
            #expect(try expander.word(one) == value, "seed \(seed)")
            if !value.isEmpty { #expect(try expander.words("'" + value + "'") == [value], "seed \(seed)") }
        }
        #expect(try expander.word("$V") == "it's a \"value\" with $x and \\n")
    }

    /// The meaning of a pattern in its plainest form: try every way.
    private func matches(_ pattern: ArraySlice<Character>, _ path: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*" where rest.first == "*":
            let behind = rest.dropFirst().first == "/" ? rest.dropFirst(2) : rest.dropFirst()
            if behind.isEmpty { return true }
            return matches(behind, path)
                || path.indices.contains { path[$0] == "/" && matches(behind, path[($0 + 1)...]) }
        case "*":
            return matches(rest, path)
                || (path.first.map { $0 != "/" } == true && matches(pattern, path.dropFirst()))
        case "?": return path.first.map { $0 != "/" } == true && matches(rest, path.dropFirst())
        case "[":
            guard let end = rest.firstIndex(of: "]"), let letter = path.first else { return false }
            let isNegated = rest.first == "^"
            let members = rest[..<end].dropFirst(isNegated ? 1 : 0)
            return members.contains(letter) != isNegated && matches(rest[(end + 1)...], path.dropFirst())
        case "\\": return path.first == rest.first && matches(rest.dropFirst(), path.dropFirst())
        default: return path.first == first && matches(rest, path.dropFirst())
        }
    }

    @Test(arguments: seeds) func patternsMatchAsTheirMeaningSays(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let parts = ["a", "b", "/", "*", "**", "**/", "/**", "?", "[ab]", "[^a]", "\\*", "ä", ".", "x"]
        var hits = 0
        for _ in 0..<4000 {
            let text = generator.join(parts, 1...7)
            let path = generator.join(["a", "b", "/", "ä", "x", "*", ".", "ab"], 1...7)
            // Two stars and a name at the front are the exception: any path that ends so.
            let isSuffix =
                text.hasPrefix("**") && !text.hasPrefix("**/")
                && !text.dropFirst(2).contains { "*?[\\".contains($0) } && text.count > 2
            let expected = isSuffix ? path.hasSuffix(text.dropFirst(2)) : matches(Array(text)[...], Array(path)[...])
            let result = try PathPattern(text).matches(path)
            hits += result ? 1 : 0
            #expect(result == expected, "seed \(seed): \(text) and \(path)")
        }
        #expect(hits > 100)
    }

    /// The meaning of an ignore file in its plainest form: the last rule that matches the path or a folder above it.
    @Test(arguments: seeds) func ignoreFilesDecideAsTheirMeaningSays(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let patterns = ["a", "b", "a/b", "*", "**", "*/b", "**/a", "a/**", "a*", "?", "a/b/c", "b/**/c"]
        for _ in 0..<1500 {
            let rules = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                (isException: generator.pick([false, false, true]), pattern: generator.pick(patterns))
            }
            let text = rules.map { ($0.isException ? "!" : "") + $0.pattern }.joined(separator: "\n")
            let file = try IgnoreFile(Array(text.utf8), file: "x")
            let parts = (0..<Int.random(in: 1...4, using: &generator)).map { _ in generator.pick(["a", "b", "c", "ab"])
            }
            // For each rule, whether it took hold of a folder on the way, as a walk from the top meets them.
            var held = rules.map { _ in false }
            var isIgnored = false
            for depth in parts.indices {
                let path = parts[...depth].joined(separator: "/")
                isIgnored = false
                for (index, rule) in rules.enumerated() {
                    let applies = rule.isException == isIgnored
                    held[index] = held[index] || (applies && matches(Array(rule.pattern)[...], Array(path)[...]))
                    if held[index] { isIgnored = !rule.isException }
                }
            }
            let path = parts.joined(separator: "/")
            #expect(file.decision(for: path).isIgnored == isIgnored, "seed \(seed): \(path) with\n\(text)")
        }
    }
}
