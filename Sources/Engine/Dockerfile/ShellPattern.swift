/// A pattern of `${name#pattern}` and its like: `*` is any text, `?` any character, `\` makes them plain.
struct ShellPattern {
    private enum Token: Equatable {
        case literal(Unicode.Scalar)
        case any
        case star
    }
    private let tokens: [Token]

    init(_ pattern: String) throws(ExpansionError) {
        var tokens: [Token] = []
        let scalars = Array(pattern.unicodeScalars)
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*": if tokens.last != .star { tokens.append(.star) }
            case "?": tokens.append(.any)
            case "\\":
                index += 1
                guard index < scalars.count, "*?\\}/".unicodeScalars.contains(scalars[index]) else {
                    throw ExpansionError(
                        message: "In the pattern \(pattern), a backslash stands before something that needs none.",
                        help: "Only * ? \\ / and } can be escaped there.")
                }
                tokens.append(.literal(scalars[index]))
            default: tokens.append(.literal(scalars[index]))
            }
            index += 1
        }
        self.tokens = tokens
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    func removingPrefix(of value: String, longest: Bool, budget: inout Int) throws(ExpansionError) -> String {
        let text = Array(value.unicodeScalars)
        guard let end = try end(in: text, from: 0, longest: longest, budget: &budget) else { return value }
        return String(text[end...])
    }

    func removingSuffix(of value: String, longest: Bool, budget: inout Int) throws(ExpansionError) -> String {
        let text = Array(value.unicodeScalars.reversed())
        let reversed = ShellPattern(tokens: tokens.reversed())
        guard let end = try reversed.end(in: text, from: 0, longest: longest, budget: &budget) else { return value }
        return String(text[end...].reversed())
    }

    /// Replaces the first match, or all that do not overlap. Matches are as long as they can be.
    ///
    /// As in Docker, `$0` in the replacement of all is what matched, other names stand for nothing, `$$` is `$`.
    func replacing(
        in value: String, with replacement: String, all: Bool, budget: inout Int
    ) throws(ExpansionError) -> String {
        let text = Array(value.unicodeScalars)
        let template = ReplacementTemplate(replacement, isPlain: !all)
        var result: [Unicode.Scalar] = []
        var index = 0
        var lastEnd = -1
        while index <= text.count {
            if let end = try end(in: text, from: index, longest: true, budget: &budget), end > index || end != lastEnd {
                template.append(to: &result, match: text[index..<end])
                budget -= template.count
                lastEnd = end
                if !all {
                    index = end
                    break
                }
                if end > index {
                    index = end
                    continue
                }
            }
            if index < text.count { result.append(text[index]) }
            index += 1
        }
        if index < text.count { result.append(contentsOf: text[index...]) }
        return String(result)
    }

    /// The end of the longest or shortest match that begins at `start`. `*` and `?` do not match line breaks.
    private func end(
        in text: [Unicode.Scalar], from start: Int, longest: Bool, budget: inout Int
    ) throws(ExpansionError) -> Int? {
        var states = StateSet(count: tokens.count + 1)
        var following = states
        add(0, to: &states)
        var found: Int?
        var index = start
        while true {
            if states.members.last == tokens.count || states.members.contains(tokens.count) {
                found = index
                if !longest { return found }
            }
            guard index < text.count, !states.members.isEmpty else { return found }
            budget -= states.members.count
            if budget < 0 {
                throw ExpansionError(
                    message: "The pattern takes too long to match.", help: "Shorten the pattern or the value.")
            }
            let scalar = text[index]
            following.removeAll()
            for state in states.members where state < tokens.count {
                switch tokens[state] {
                case .literal(let wanted): if scalar == wanted { add(state + 1, to: &following) }
                case .any: if scalar != "\n" { add(state + 1, to: &following) }
                case .star: if scalar != "\n" { add(state, to: &following) }
                }
            }
            swap(&states, &following)
            index += 1
        }
    }

    /// Adds a state, and the one behind it when it is a star, which may match nothing.
    private func add(_ state: Int, to set: inout StateSet) {
        if set.insert(state), state < tokens.count, tokens[state] == .star { _ = set.insert(state + 1) }
    }
}

/// The replacement of `${name//pattern/replacement}`.
private struct ReplacementTemplate {
    /// `nil` stands for what matched.
    private var parts: [[Unicode.Scalar]?] = []
    private(set) var count: Int

    init(_ text: String, isPlain: Bool) {
        let scalars = Array(text.unicodeScalars)
        count = scalars.count
        if isPlain || !scalars.contains("$") {
            parts = [scalars]
            return
        }
        var literal: [Unicode.Scalar] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            guard scalar == "$", let (name, end) = Self.name(in: scalars, at: index) else {
                literal.append(scalar)
                if scalar == "$", index < scalars.count, scalars[index] == "$" { index += 1 }
                continue
            }
            index = end
            if name == "0" {
                parts += [literal, nil]
                literal = []
            }
        }
        parts.append(literal)
    }

    /// The name behind a dollar sign and where the text goes on; `nil` when there is none.
    private static func name(in text: [Unicode.Scalar], at start: Int) -> (name: String, end: Int)? {
        let hasBrace = start < text.count && text[start] == "{"
        let first = start + (hasBrace ? 1 : 0)
        let end = text[min(first, text.count)...].firstIndex { !$0.isNameCharacter } ?? text.count
        guard end > first, !hasBrace || end < text.count && text[end] == "}" else { return nil }
        return (String(text[first..<end]), hasBrace ? end + 1 : end)
    }

    func append(to result: inout [Unicode.Scalar], match: ArraySlice<Unicode.Scalar>) {
        for part in parts { result.append(contentsOf: part?[...] ?? match) }
    }
}
