/// A pattern for paths: Go's `filepath.Match` with `**`, as `.dockerignore` and `COPY --exclude` use it.
///
/// `*` is any text without a slash, `?` one character other than a slash, `[a-z]` and `[^a-z]` one of a set, `\` makes
/// the next character plain, `**` any number of folders.
public struct PathPattern: Sendable, Hashable {
    private enum Token: Sendable, Hashable {
        case literal(Unicode.Scalar)
        case one
        case set(ranges: [ClosedRange<UInt32>], isNegated: Bool)
        /// Any text within a component.
        case star
        /// Any number of whole folders with the slashes behind them: none here, or those that `inFolders` reads.
        case folders
        case inFolders
        /// Anything.
        case rest
    }
    private enum Method: Sendable, Hashable {
        case exact(String)
        case prefix(String)
        case suffix(String)
        case tokens
    }
    /// The pattern, shortened by the rules of ``PathText/clean(_:)``.
    public let text: String
    private let tokens: [Token]
    private let method: Method

    /// Whether a text has characters that make it a pattern.
    public static func hasWildcards(_ text: String) -> Bool {
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[") {
                return true
            }
        }
        return false
    }

    /// Reads a pattern. With `crossesFolders` false, `**` means the same as `*`, as in the sources of `COPY`.
    public init(_ text: String, crossesFolders: Bool = true) throws(ValueFault) {
        self.text = text
        var reader = PatternReader(text)
        var tokens: [Token] = []
        var isLiteral = true
        while let scalar = reader.take() {
            switch scalar {
            case "*":
                isLiteral = false
                guard reader.current == "*" else {
                    tokens.append(.star)
                    continue
                }
                _ = reader.take()
                if !crossesFolders {
                    if tokens.last != .star { tokens.append(.star) }
                    continue
                }
                if reader.current == "/" { _ = reader.take() }
                tokens += reader.current == nil ? [.rest] : [.folders, .inFolders]
            case "?":
                isLiteral = false
                tokens.append(.one)
            case "[":
                isLiteral = false
                let (ranges, isNegated) = try reader.set(allowsBackwardRanges: !crossesFolders)
                tokens.append(.set(ranges: ranges, isNegated: isNegated))
            case "\\":
                guard let escaped = reader.take() else {
                    throw ValueFault(
                        message: "The pattern \(text) ends in a backslash.", help: "Write \\\\ for a backslash.")
                }
                tokens.append(.literal(escaped))
            default: tokens.append(.literal(scalar))
            }
        }
        self.tokens = tokens
        method = isLiteral ? .exact(Self.literals(tokens[...]) ?? "") : Self.method(text, tokens)
    }

    private static func literals(_ tokens: ArraySlice<Token>) -> String? {
        var view = String.UnicodeScalarView()
        for token in tokens {
            guard case .literal(let scalar) = token else { return nil }
            view.append(scalar)
        }
        return String(view)
    }

    /// The short ways for the commonest patterns. `**/name` also means `name`; `**name` any path that ends so.
    private static func method(_ text: String, _ tokens: [Token]) -> Method {
        if tokens.first == .folders, !text.contains("\\"), literals(tokens.dropFirst(2)) != nil {
            return .suffix(String(text.dropFirst(2)))
        }
        if text.hasSuffix("**"), tokens.last == .rest, let prefix = literals(tokens.dropLast()) {
            return .prefix(prefix)
        }
        return .tokens
    }

    /// Whether the pattern matches the whole path.
    public func matches(_ path: String) -> Bool {
        switch method {
        case .exact(let text): return path == text
        case .prefix(let prefix): return path.hasPrefix(prefix)
        case .suffix(let suffix): return path.hasSuffix(suffix) || (suffix.hasPrefix("/") && suffix.dropFirst() == path)
        case .tokens: return states(after: path)[tokens.count]
        }
    }

    /// Whether the pattern can match a path below the folder.
    public func canMatch(below folder: String) -> Bool {
        if case .suffix = method { return true }
        return states(after: folder.isEmpty ? "" : folder + "/").contains(true)
    }

    /// Which tokens may come next after the text was read.
    private func states(after path: String) -> [Bool] {
        var states = [Bool](repeating: false, count: tokens.count + 1)
        states[0] = true
        skipOptional(&states)
        for scalar in path.unicodeScalars {
            var following = [Bool](repeating: false, count: tokens.count + 1)
            for (index, token) in tokens.enumerated() where states[index] {
                switch token {
                case .literal(let wanted): if scalar == wanted { following[index + 1] = true }
                case .one: if scalar != "/" { following[index + 1] = true }
                case .set(let ranges, let isNegated):
                    if ranges.contains(where: { $0.contains(scalar.value) }) != isNegated {
                        following[index + 1] = true
                    }
                case .star: if scalar != "/" { following[index] = true }
                case .rest: following[index] = true
                case .folders: break
                case .inFolders:
                    following[index] = true
                    if scalar == "/" { following[index + 1] = true }
                }
            }
            skipOptional(&following)
            states = following
            if !states.contains(true) { return states }
        }
        return states
    }

    /// Marks what can be reached without reading anything.
    private func skipOptional(_ states: inout [Bool]) {
        for (index, token) in tokens.enumerated() where states[index] {
            switch token {
            case .star, .rest: states[index + 1] = true
            case .folders:
                states[index + 1] = true
                states[index + 2] = true
            default: break
            }
        }
    }
}

/// Reads a pattern's characters.
private struct PatternReader {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    mutating func take() -> Unicode.Scalar? {
        defer { index += 1 }
        return current
    }

    /// What stands behind `[`, up to and with `]`.
    mutating func set(allowsBackwardRanges: Bool) throws(ValueFault) -> (ranges: [ClosedRange<UInt32>], isNegated: Bool)
    {
        let isNegated = current == "^"
        if isNegated { index += 1 }
        var ranges: [ClosedRange<UInt32>] = []
        while current != "]" || ranges.isEmpty {
            let low = try member()
            var high = low
            if current == "-" {
                index += 1
                high = try member()
            }
            if low.value <= high.value {
                ranges.append(low.value...high.value)
            } else if allowsBackwardRanges {
                // It matches nothing.
                ranges.append(0...0)
            } else {
                throw ValueFault(
                    message: "In the pattern \(text), a range runs backwards.", help: "Write \(high)-\(low).")
            }
        }
        index += 1
        return (ranges, isNegated)
    }

    private mutating func member() throws(ValueFault) -> Unicode.Scalar {
        let fault = ValueFault(
            message: "In the pattern \(text), the bracket [ is not closed properly.",
            help: "Write \\[ for a plain bracket.")
        guard var scalar = take(), scalar != "-", scalar != "]" else { throw fault }
        if scalar == "\\" {
            guard let escaped = take() else { throw fault }
            scalar = escaped
        }
        return scalar
    }
}
