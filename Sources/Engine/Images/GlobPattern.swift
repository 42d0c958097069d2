import EngineInterface

/// A pattern for paths as `.dockerignore` has them: `*` and `?` stay within one name, `[a-z]` is one character of a
/// set, `**` stands for any number of folders, `\` takes the next character as it is.
///
/// The pattern is matched one character at a time, so that a walk over a tree can see where no path can match any more.
struct GlobPattern {
    private enum Token {
        case character(Unicode.Scalar)
        case anyCharacter
        case set([ClosedRange<UInt32>], negated: Bool)
        /// `*`: any characters except `/`.
        case run
        /// `**`: any characters.
        case deepRun
        /// `**/`: nothing, or any characters up to a `/`.
        case folders
    }

    /// The places in the pattern that the characters so far may have led to.
    struct Progress {
        /// Two for each token: before it, and within a `**/` that has begun.
        fileprivate var states: Set<Int>
        var isDead: Bool { states.isEmpty }
    }

    private let tokens: [Token]

    /// Reads a pattern. Throws ``EngineError`` of kind `invalidArgument` when a set is not closed.
    init(_ text: String) throws {
        var tokens: [Token] = []
        var rest = Substring(text).unicodeScalars
        func malformed() -> EngineError {
            EngineError(
                .invalidArgument, "The pattern '\(text)' is malformed.",
                help: "Close every '[' with ']', and let a character follow every '\\'.")
        }
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*":
                guard rest.first == "*" else {
                    tokens.append(.run)
                    continue
                }
                while rest.first == "*" { rest.removeFirst() }
                if rest.first == "/" {
                    rest.removeFirst()
                    tokens.append(rest.isEmpty ? .deepRun : .folders)
                } else {
                    tokens.append(.deepRun)
                }
            case "?": tokens.append(.anyCharacter)
            case "[":
                guard let set = Self.readSet(&rest) else { throw malformed() }
                tokens.append(set)
            case "\\":
                guard let next = rest.popFirst() else { throw malformed() }
                tokens.append(.character(next))
            default: tokens.append(.character(scalar))
            }
        }
        self.tokens = tokens
    }

    /// Whether a part of a path means only itself.
    static func isLiteral(_ component: Substring) -> Bool { !component.contains { "*?[\\".contains($0) } }

    private static func readSet(_ rest: inout Substring.UnicodeScalarView) -> Token? {
        var negated = false
        if rest.first == "^" {
            negated = true
            rest.removeFirst()
        }
        func next() -> Unicode.Scalar? {
            guard let scalar = rest.popFirst() else { return nil }
            return scalar == "\\" ? rest.popFirst() : scalar
        }
        var ranges: [ClosedRange<UInt32>] = []
        while let first = rest.first {
            if first == "]" && !ranges.isEmpty {
                rest.removeFirst()
                return .set(ranges, negated: negated)
            }
            guard first != "]", first != "-", let low = next() else { return nil }
            var high = low
            if rest.first == "-" {
                rest.removeFirst()
                guard rest.first != "]", let end = next() else { return nil }
                high = end
            }
            // An inverted range is allowed and matches nothing; an empty range cannot be written as one.
            ranges.append(low.value <= high.value ? low.value...high.value : UInt32.max...UInt32.max)
        }
        return nil
    }

    var start: Progress { Progress(states: closure([0])) }

    func isMatch(_ progress: Progress) -> Bool { progress.states.contains(tokens.count * 2) }

    func advance(_ progress: Progress, by text: String) -> Progress {
        var states = progress.states
        for scalar in text.unicodeScalars where !states.isEmpty {
            var next: Set<Int> = []
            for state in states where state < tokens.count * 2 {
                step(from: state, by: scalar, into: &next)
            }
            states = closure(next)
        }
        return Progress(states: states)
    }

    func matches(_ path: String) -> Bool { isMatch(advance(start, by: path)) }

    private func step(from state: Int, by scalar: Unicode.Scalar, into next: inout Set<Int>) {
        let after = state / 2 * 2 + 2
        switch tokens[state / 2] {
        case .character(let wanted): if scalar == wanted { next.insert(after) }
        case .anyCharacter: if scalar != "/" { next.insert(after) }
        case .set(let ranges, let negated):
            if scalar != "/" && ranges.contains(where: { $0.contains(scalar.value) }) != negated { next.insert(after) }
        case .run: if scalar != "/" { next.insert(state) }
        case .deepRun: next.insert(state)
        case .folders:
            next.insert(state / 2 * 2 + 1)
            if scalar == "/" { next.insert(after) }
        }
    }

    /// Adds the places that are reached without a character.
    private func closure(_ states: Set<Int>) -> Set<Int> {
        var result = states
        var open = Array(states)
        while let state = open.popLast() {
            guard state < tokens.count * 2, state % 2 == 0 else { continue }
            switch tokens[state / 2] {
            case .run, .deepRun, .folders: if result.insert(state + 2).inserted { open.append(state + 2) }
            default: break
            }
        }
        return result
    }
}
