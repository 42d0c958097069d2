/// A pattern for paths: Go's `filepath.Match` with `**`, as `.dockerignore` and `COPY --exclude` use it.
///
/// `*` is any text without a slash, `?` one character other than a slash, `[a-z]` and `[^a-z]` one of a set, `\` makes
/// the next character plain, `**` any number of folders.
public struct PathPattern: Sendable, Hashable {
    enum Token: Sendable, Hashable {
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
    /// How paths are compared: bytes where that is enough, else token by token.
    enum Method: Sendable, Hashable {
        case exact([UInt8])
        case prefix([UInt8])
        /// `**name`; `**/name` also means `name`.
        case suffix([UInt8])
        /// `*name`, or `**/*name`, for which the folder does not matter.
        case ending([UInt8], inAnyFolder: Bool)
        case tokens
    }
    /// The pattern, shortened by the rules of ``PathText/clean(_:)``.
    public let text: String
    let tokens: [Token]
    let method: Method

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
        method = Self.method(text, tokens, isLiteral: isLiteral)
    }

    /// The bytes of tokens that are all literal.
    private static func literals(_ tokens: ArraySlice<Token>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for token in tokens {
            guard case .literal(let scalar) = token else { return nil }
            bytes += UTF8.encode(scalar).map(Array.init) ?? []
        }
        return bytes
    }

    /// The short ways for the commonest patterns.
    private static func method(_ text: String, _ tokens: [Token], isLiteral: Bool) -> Method {
        if isLiteral { return .exact(literals(tokens[...]) ?? []) }
        if tokens.first == .folders, !text.contains("\\"), literals(tokens.dropFirst(2)) != nil {
            return .suffix(Array(text.utf8.dropFirst(2)))
        }
        if tokens.last == .rest, let prefix = literals(tokens.dropLast()) { return .prefix(prefix) }
        if tokens.first == .star, let ending = literals(tokens.dropFirst()) {
            return .ending(ending, inAnyFolder: false)
        }
        if tokens.starts(with: [.folders, .inFolders, .star]), text.hasPrefix("**/"),
            let ending = literals(tokens.dropFirst(3))
        {
            return .ending(ending, inAnyFolder: true)
        }
        return .tokens
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
