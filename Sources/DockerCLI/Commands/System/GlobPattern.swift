/// A pattern as Go's path.Match reads it: `*` and `?` stop at slashes, `[a-z]` and `[^a-z]`, `\` takes the next as it is.
struct GlobPattern: Sendable {
    private enum Part: Sendable {
        case star
        case any
        case one(Character)
        case oneOf([ClosedRange<Character>], isNegated: Bool)
    }
    private var parts: [Part] = []

    /// `nil` for a pattern that cannot be read: `[` without `]`, `\` at the end.
    init?(_ text: String) {
        var rest = Substring(text)
        while let next = rest.popFirst() {
            switch next {
            case "*": parts.append(.star)
            case "?": parts.append(.any)
            case "[":
                guard let part = Self.range(&rest) else { return nil }
                parts.append(part)
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                parts.append(.one(escaped))
            default: parts.append(.one(next))
            }
        }
    }

    private static func range(_ rest: inout Substring) -> Part? {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        func take() -> Character? {
            guard let next = rest.popFirst(), next != "-" else { return nil }
            return next == "\\" ? rest.popFirst() : next
        }
        var ranges: [ClosedRange<Character>] = []
        while rest.first != "]" || ranges.isEmpty {
            guard rest.first != "]", let low = take() else { return nil }
            var high = low
            if rest.first == "-" {
                rest.removeFirst()
                guard rest.first != "]", let end = take() else { return nil }
                high = end
            }
            // A range the wrong way round holds nothing.
            if low <= high { ranges.append(low...high) } else { ranges.append("\u{0}"..."\u{0}") }
        }
        rest.removeFirst()
        return .oneOf(ranges, isNegated: isNegated)
    }

    /// Whether the whole text is as the pattern says.
    func matches(_ text: String) -> Bool {
        let characters = Array(text)
        var part = 0
        var position = 0
        // Where to go on when what follows the last star did not fit: the star takes one character more.
        var retry: (part: Int, position: Int)?
        while position < characters.count || part < parts.count {
            if part < parts.count {
                switch parts[part] {
                case .star:
                    retry = (part, position)
                    part += 1
                    continue
                case .any where position < characters.count && characters[position] != "/",
                    .one where position < characters.count && fits(part, characters[position]),
                    .oneOf where position < characters.count && fits(part, characters[position]):
                    part += 1
                    position += 1
                    continue
                default: break
                }
            }
            guard let last = retry, last.position < characters.count, characters[last.position] != "/" else {
                return false
            }
            retry = (last.part, last.position + 1)
            part = last.part + 1
            position = last.position + 1
        }
        return true
    }

    private func fits(_ part: Int, _ character: Character) -> Bool {
        switch parts[part] {
        case .one(let wanted): wanted == character
        case .oneOf(let ranges, let isNegated):
            ranges.contains { $0.contains(character) && $0 != "\u{0}"..."\u{0}" } != isNegated
        case .star, .any: false
        }
    }
}
