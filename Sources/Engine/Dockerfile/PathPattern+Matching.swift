extension PathPattern {
    /// Whether the pattern matches the whole path.
    public func matches(_ path: String) -> Bool {
        // Bytes are compared: two spellings of one letter are two names.
        let bytes = path.utf8
        switch method {
        case .exact(let name): return bytes.elementsEqual(name)
        case .prefix(let prefix): return bytes.starts(with: prefix)
        case .suffix(let suffix):
            return bytes.suffix(suffix.count).elementsEqual(suffix)
                || (suffix.first == UInt8(ascii: "/") && bytes.elementsEqual(suffix.dropFirst()))
        case .ending(let ending, let inAnyFolder):
            guard bytes.suffix(ending.count).elementsEqual(ending) else { return false }
            return inAnyFolder || !bytes.dropLast(ending.count).contains(UInt8(ascii: "/"))
        case .tokens: return states(after: path).contains(tokens.count)
        }
    }

    /// Whether the pattern can match a path below the folder.
    public func canMatch(below folder: String) -> Bool {
        switch method {
        case .suffix: true
        case .ending(_, let inAnyFolder) where inAnyFolder: true
        default: !states(after: folder.isEmpty ? "" : folder + "/").isEmpty
        }
    }

    /// Which tokens may come next after the text was read; the number of tokens stands for the end.
    private func states(after path: String) -> [Int] {
        var states = StateSet(count: tokens.count + 1)
        var following = states
        add(0, to: &states)
        for scalar in path.unicodeScalars {
            following.removeAll()
            for state in states.members where state < tokens.count {
                switch tokens[state] {
                case .literal(let wanted): if scalar == wanted { add(state + 1, to: &following) }
                case .one: if scalar != "/" { add(state + 1, to: &following) }
                case .set(let ranges, let isNegated):
                    if ranges.contains(where: { $0.contains(scalar.value) }) != isNegated {
                        add(state + 1, to: &following)
                    }
                case .star: if scalar != "/" { add(state, to: &following) }
                case .rest: add(state, to: &following)
                case .folders: break
                case .inFolders:
                    add(state, to: &following)
                    if scalar == "/" { add(state + 1, to: &following) }
                }
            }
            swap(&states, &following)
            if states.members.isEmpty { break }
        }
        return states.members
    }

    /// Adds a state and what can be reached from it without reading anything.
    private func add(_ state: Int, to set: inout StateSet) {
        var state = state
        while set.insert(state), state < tokens.count {
            switch tokens[state] {
            case .star, .rest: state += 1
            case .folders:
                _ = set.insert(state + 1)
                state += 2
            default: return
            }
        }
    }
}
