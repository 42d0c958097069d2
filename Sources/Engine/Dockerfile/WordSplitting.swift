/// An instruction's arguments: a part of a logical line.
struct ArgumentText {
    let line: LogicalLine
    let escape: Unicode.Scalar
    /// Offsets into the line's text, blanks at both ends left out.
    private(set) var range: Range<Int>

    init(_ line: LogicalLine, _ range: Range<Int>, escape: Unicode.Scalar) {
        self.line = line
        self.escape = escape
        let text = line.text[range]
        let start = text.firstIndex { !$0.isBlank } ?? range.upperBound
        let end = text.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? start
        self.range = start..<max(start, end)
    }

    var scalars: ArraySlice<Unicode.Scalar> { line.text[range] }
    var text: String { String(scalars) }
    var isEmpty: Bool { range.isEmpty }
    var position: SourcePosition { line.position(range.lowerBound) }
    var whole: Argument { Argument(text, at: position) }

    func argument(_ range: Range<Int>) -> Argument {
        Argument(String(line.text[range]), at: line.position(range.lowerBound))
    }

    /// The words between blanks; quotes mean nothing.
    func plainWords() -> [Argument] {
        var result: [Argument] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard !line.text[index].separatesWords else {
                index += 1
                continue
            }
            let end = line.text[index..<range.upperBound].firstIndex(where: \.separatesWords) ?? range.upperBound
            result.append(argument(index..<end))
            index = end
        }
        return result
    }

    /// The words between blanks that are neither quoted nor escaped. Quotes and escapes stay in the words.
    func quotedWords() -> [Argument] {
        var result: [Argument] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if line.text[index].isBlank {
                index += 1
                continue
            }
            let start = index
            var quote: Unicode.Scalar?
            while index < range.upperBound {
                let scalar = line.text[index]
                if scalar == escape && quote != "'" {
                    index += 1
                } else if let open = quote {
                    if scalar == open { quote = nil }
                } else if scalar.isBlank {
                    break
                } else if scalar == "'" || scalar == "\"" {
                    quote = scalar
                }
                index += 1
            }
            index = min(index, range.upperBound)
            var end = index
            // An escape character at the very end escapes nothing.
            if index == range.upperBound && line.text[end - 1] == escape && quote != "'" {
                let run = line.text[start..<end].reversed().prefix { $0 == escape }.count
                if run % 2 == 1 { end -= 1 }
            }
            if end > start { result.append(argument(start..<end)) }
        }
        return result
    }

    /// Takes the flags (`--name=value`) off the front. Quotes and escapes in them are resolved; `--` ends them.
    /// Where a blank beyond ASCII stands before them, they are none.
    mutating func takeFlags(from start: Int) -> [Argument] {
        var flags: [Argument] = []
        var index = start
        while index < range.upperBound {
            if line.text[index].separatesWords {
                index += 1
                continue
            }
            guard line.text[index] == "-", index + 1 < range.upperBound, line.text[index + 1] == "-" else { break }
            let start = index
            var quote: Unicode.Scalar?
            var word: [Unicode.Scalar] = []
            while index < range.upperBound {
                let scalar = line.text[index]
                if scalar == escape {
                    index += 1
                    if index < range.upperBound { word.append(line.text[index]) }
                } else if let open = quote {
                    if scalar == open { quote = nil } else { word.append(scalar) }
                } else if scalar.isBlank {
                    break
                } else if scalar == "'" || scalar == "\"" {
                    quote = scalar
                } else {
                    word.append(scalar)
                }
                index += 1
            }
            index = min(index, range.upperBound)
            if String(word) == "--" { break }
            flags.append(Argument(String(word), at: line.position(start)))
        }
        self = ArgumentText(line, min(index, range.upperBound)..<range.upperBound, escape: escape)
        return flags
    }

    /// Splits off the first word, as `HEALTHCHECK` has it.
    func splitFirstWord() -> (first: Argument, rest: ArgumentText)? {
        guard !isEmpty else { return nil }
        let end = scalars.firstIndex(where: \.separatesWords) ?? range.upperBound
        return (argument(range.lowerBound..<end), ArgumentText(line, end..<range.upperBound, escape: escape))
    }

    /// Where a comment seems to begin behind other words. `#` begins a comment only at the start of a line.
    func trailingComment() -> SourcePosition? {
        var quote: Unicode.Scalar?
        var previous: Unicode.Scalar?
        for (index, scalar) in zip(range, scalars) {
            if let open = quote {
                if scalar == open && previous != escape { quote = nil }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if scalar == "#", let previous, previous.isBlank {
                return line.position(index)
            }
            previous = scalar
        }
        return nil
    }
}
