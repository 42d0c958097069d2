/// Reads a word as a shell would: quotes, escapes and variables.
struct WordLexer {
    private let source: [Unicode.Scalar]
    private var index = 0
    private let escape: Unicode.Scalar
    private let lookup: (String) -> String?
    private var depth = 0
    /// Quotes stay in the result.
    var rawQuotes = false
    /// Escape characters stay in the result.
    var rawEscapes = false
    /// Quotes are characters like others.
    var keepsQuotesUnread = false
    /// Variables that are not set stay as they are written.
    var keepsUnset = false

    /// How many characters variables have brought in, those of words within words counted each time.
    private var produced = 0
    /// How often a word within a word was read.
    private var nestings = 0

    /// How many comparisons the patterns of a word may still take. Ordinary ones take some hundreds.
    private var patternBudget = 2_000_000

    /// More than any variable holds, less than what a chain of doublings would make.
    private static let maximumLength = 4 << 20
    private static let maximumDepth = 100

    init(_ source: String, escape: Unicode.Scalar, lookup: @escaping (String) -> String?) {
        self.source = Array(source.unicodeScalars)
        self.escape = escape
        self.lookup = lookup
    }

    /// The result as one word, and cut into words at blanks.
    mutating func process() throws(ExpansionError) -> (text: String, words: [String]) {
        var buffer = WordBuffer()
        try read(until: nil, into: &buffer)
        return (String(buffer.text), buffer.finish())
    }

    private var current: Unicode.Scalar? { index < source.count ? source[index] : nil }

    private mutating func take() -> Unicode.Scalar? {
        guard index < source.count else { return nil }
        index += 1
        return source[index - 1]
    }

    private mutating func read(until stop: Unicode.Scalar?, into buffer: inout WordBuffer) throws(ExpansionError) {
        while let scalar = current {
            if scalar == stop {
                index += 1
                return
            }
            switch scalar {
            case "$":
                let before = nestings
                let value = try dollar()
                // As in Docker, a word within a word drops what stands before it up to the last blank.
                if nestings != before { buffer.dropWord() }
                buffer.append(value: value)
            case "<": buffer.append(raw: angle())
            case "'" where !keepsQuotesUnread: buffer.append(raw: try singleQuoted())
            case "\"" where !keepsQuotesUnread:
                let before = nestings
                let text = try doubleQuoted()
                if nestings != before { buffer.dropWord() }
                buffer.append(raw: text)
            default:
                index += 1
                if scalar == escape {
                    if rawEscapes { buffer.append(raw: [scalar]) }
                    guard let escaped = take() else { break }
                    buffer.append(raw: [escaped])
                } else {
                    buffer.append(scalar)
                }
            }
        }
        if let stop {
            throw ExpansionError(
                message: stop == "}" ? "The closing } of ${ is missing." : "A \(stop) is missing in ${…}.",
                help: "Write \\$ for a dollar sign that begins no variable.")
        }
    }

    private mutating func singleQuoted() throws(ExpansionError) -> [Unicode.Scalar] {
        index += 1
        var result: [Unicode.Scalar] = rawQuotes ? ["'"] : []
        while let scalar = take() {
            if scalar == "'" { return rawQuotes ? result + ["'"] : result }
            result.append(scalar)
        }
        throw ExpansionError(
            message: "The closing single quote (') is missing.",
            help: "Write \\' for an apostrophe, or quote with \"…\".")
    }

    private mutating func doubleQuoted() throws(ExpansionError) -> [Unicode.Scalar] {
        index += 1
        var result: [Unicode.Scalar] = rawQuotes ? ["\""] : []
        while let scalar = current {
            if scalar == "$" {
                result.append(contentsOf: try dollar())
                continue
            }
            index += 1
            if scalar == "\"" { return rawQuotes ? result + ["\""] : result }
            guard scalar == escape else {
                result.append(scalar)
                continue
            }
            if rawEscapes { result.append(scalar) }
            // Only these can be escaped within double quotes; before others the escape character stays.
            if let next = current, next == "\"" || next == "$" || next == escape {
                index += 1
                result.append(next)
            } else if current != nil {
                result.append(scalar)
            }
        }
        throw ExpansionError(
            message: "The closing double quote (\") is missing.", help: "Write \\\" for a quote that closes nothing.")
    }

    /// `<`, or `<<` with the blanks behind it, which belong to a heredoc's word.
    private mutating func angle() -> [Unicode.Scalar] {
        index += 1
        guard current == "<" else { return ["<"] }
        index += 1
        var result: [Unicode.Scalar] = ["<", "<"]
        while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\r" {
            result.append(scalar)
            index += 1
        }
        return result
    }

    private mutating func name() -> String {
        guard let first = current else { return "" }
        if "@*#?-$!".unicodeScalars.contains(first) {
            index += 1
            return String([first])
        }
        let start = index
        if first.isDigit {
            while let scalar = current, scalar.isDigit { index += 1 }
        } else {
            while let scalar = current, scalar.isNameCharacter { index += 1 }
        }
        return String(source[start..<index])
    }

    /// Reads from a dollar sign on: a variable, a substitution, or nothing but the sign.
    private mutating func dollar() throws(ExpansionError) -> [Unicode.Scalar] {
        index += 1
        let result: [Unicode.Scalar]
        if current == "{" {
            depth += 1
            defer { depth -= 1 }
            if depth > Self.maximumDepth {
                throw ExpansionError(message: "Substitutions are nested too deeply.", help: nil)
            }
            index += 1
            result = Array(try braced().unicodeScalars)
        } else {
            let name = name()
            if name.isEmpty { return ["$"] }
            result = Array((lookup(name) ?? (keepsUnset ? "$" + name : "")).unicodeScalars)
        }
        produced += result.count
        if produced > Self.maximumLength {
            throw ExpansionError(
                message: "The variables expand to more than \(Self.maximumLength) characters.",
                help: "Look for variables that double each other.")
        }
        return result
    }

    /// Reads what stands between `${` and `}`.
    private mutating func braced() throws(ExpansionError) -> String {
        let start = index
        guard let first = current else { throw unclosed() }
        if first == "{" || first == "}" || first == ":" {
            throw ExpansionError(
                message: "${\(source[start...].prefix(10).map(String.init).joined()) is no substitution.",
                help: "A variable's name must follow ${; write \\$ for a plain dollar sign.")
        }
        let name = name()
        guard let modifier = take() else { throw unclosed(name) }
        // ${+word} and its like name nothing, which is never set.
        let value = name.isEmpty ? nil : lookup(name)
        if modifier == "}" { return value ?? (keepsUnset ? "${\(name)}" : "") }
        return try substitute(name: name, value: value, modifier: modifier)
    }

    private func unclosed(_ name: String = "") -> ExpansionError {
        ExpansionError(message: "The closing } of ${\(name) is missing.", help: nil)
    }

    private mutating func nested(until stop: Unicode.Scalar, rawEscapes: Bool) throws(ExpansionError) -> String {
        nestings += 1
        let saved = self.rawEscapes
        self.rawEscapes = rawEscapes
        defer { self.rawEscapes = saved }
        var buffer = WordBuffer()
        try read(until: stop, into: &buffer)
        return String(buffer.text)
    }

    private mutating func substitute(
        name: String, value: String?, modifier: Unicode.Scalar
    ) throws(ExpansionError) -> String {
        switch modifier {
        case "#", "%":
            var pattern = try nested(until: "}", rawEscapes: true)
            if keepsUnset && value == nil { return "${\(name)\(modifier)\(pattern)}" }
            let isGreedy = pattern.unicodeScalars.first == modifier
            if isGreedy { pattern.removeFirst() }
            let compiled = try ShellPattern(pattern)
            return modifier == "#"
                ? try compiled.removingPrefix(of: value ?? "", longest: isGreedy, budget: &patternBudget)
                : try compiled.removingSuffix(of: value ?? "", longest: isGreedy, budget: &patternBudget)
        case "/":
            let replacesAll = current == "/"
            if replacesAll { index += 1 }
            let pattern = try nested(until: "/", rawEscapes: true)
            let replacement = try nested(until: "}", rawEscapes: true)
            if keepsUnset && value == nil { return "${\(name)/\(replacesAll ? "/" : "")\(pattern)/\(replacement)}" }
            return try ShellPattern(pattern).replacing(
                in: value ?? "", with: replacement, all: replacesAll, budget: &patternBudget)
        case ":", "-", "+", "?":
            var kind = modifier
            if modifier == ":" {
                guard let next = take() else { throw unclosed(name) }
                kind = next
            }
            let word = try nested(until: "}", rawEscapes: false)
            let written = modifier == ":" ? ":\(kind)" : "\(kind)"
            if keepsUnset && value == nil { return "${\(name)\(written)\(word)}" }
            let isUnset = value == nil || (modifier == ":" && value == "")
            switch kind {
            case "-": return isUnset ? word : value ?? ""
            case "+": return isUnset ? "" : word
            case "?":
                guard isUnset else { return value ?? "" }
                throw ExpansionError(
                    message: "The variable \(name) \(value == nil ? "is not set" : "is empty")"
                        + (word.isEmpty ? "." : ": \(word)"),
                    help: "Give it a value with ENV, with ARG, or with a build argument.")
            default: throw unsupported(written, name)
            }
        default: throw unsupported("\(modifier)", name)
        }
    }

    private func unsupported(_ modifier: String, _ name: String) -> ExpansionError {
        ExpansionError(
            message: "\(modifier) is not a modifier that ${\(name)…} can have.",
            help: "Those are :- - :+ + :? ? # ## % %% / and //.")
    }
}

/// Collects a result as one text and, cut at blanks that were neither quoted nor escaped, as words.
private struct WordBuffer {
    private(set) var text: [Unicode.Scalar] = []
    private var words: [String] = []
    private var word: [Unicode.Scalar] = []

    mutating func append(_ scalar: Unicode.Scalar) {
        text.append(scalar)
        split(scalar)
    }

    mutating func append(raw scalars: [Unicode.Scalar]) {
        text.append(contentsOf: scalars)
        word.append(contentsOf: scalars)
    }

    /// Forgets the word that is being collected.
    mutating func dropWord() { word = [] }

    /// A variable's value: it splits at its blanks.
    mutating func append(value scalars: [Unicode.Scalar]) {
        text.append(contentsOf: scalars)
        scalars.forEach { split($0) }
    }

    private mutating func split(_ scalar: Unicode.Scalar) {
        if !scalar.isBlank {
            word.append(scalar)
        } else if !word.isEmpty {
            words.append(String(word))
            word = []
        }
    }

    func finish() -> [String] { word.isEmpty ? words : words + [String(word)] }
}
