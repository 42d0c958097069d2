import GoTemplate

/// The values of `--filter`: names with one value or more. Values of one name are alternatives, names all have to hold.
public struct Filters: Sendable, Equatable {
    /// A filter that is not understood, in the words that docker shows.
    public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// What docker says.
        public let description: String

        /// An error that says this.
        public init(_ description: String) { self.description = description }
    }

    private var values: [String: [String]] = [:]

    /// No filters: everything passes.
    public init() {}

    /// The filters of a command line, each `name=value`.
    ///
    /// - Throws: `ParseError`: `bad format of filter (expected name=value)`.
    public init(_ arguments: [String]) throws(ParseError) {
        for argument in arguments { try add(argument) }
    }

    /// Adds a filter as the user wrote it; an empty one says nothing.
    ///
    /// - Throws: `ParseError`: `bad format of filter (expected name=value)`.
    public mutating func add(_ argument: String) throws(ParseError) {
        guard !argument.isEmpty else { return }
        guard let equals = argument.firstIndex(of: "=") else {
            throw ParseError("bad format of filter (expected name=value)")
        }
        let name = Self.trimmed(argument[..<equals]).lowercased()
        add(name, Self.trimmed(argument[argument.index(after: equals)...]))
    }

    /// Adds a value for a name.
    public mutating func add(_ name: String, _ value: String) {
        if values[name]?.contains(value) != true { values[name, default: []].append(value) }
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// Whether there is no filter.
    public var isEmpty: Bool { values.isEmpty }

    /// The names, sorted.
    public var names: [String] { values.keys.sorted() }

    /// The values of a name in the order given.
    public subscript(name: String) -> [String] { values[name] ?? [] }

    /// Whether a filter of that name is given.
    public func contains(_ name: String) -> Bool { values[name] != nil }

    /// Checks that the command knows all names.
    ///
    /// - Throws: `ParseError`: `invalid filter 'x'`.
    public func validate(names known: Set<String>) throws(ParseError) {
        for name in names where !known.contains(name) { throw ParseError("invalid filter '\(name)'") }
    }

    /// The value of a filter that is true or false, written `true`, `false`, `1` or `0`; nil without it.
    ///
    /// - Throws: `ParseError`: `invalid filter 'dangling=[x]'`.
    public func bool(_ name: String) throws(ParseError) -> Bool? {
        guard let given = values[name] else { return nil }
        let meanings = given.map { ["1": true, "true": true, "0": false, "false": false][$0] }
        guard given.count == 1, let meaning = meanings[0] else {
            throw ParseError("invalid filter '\(name)=[\(given.joined(separator: " "))]'")
        }
        return meaning
    }

    // MARK: Matching. A name without a filter matches everything.

    /// Whether the value is one of those given.
    public func matches(_ name: String, exactly value: String) -> Bool {
        guard let given = values[name] else { return true }
        return given.contains(value)
    }

    /// Whether the value starts with one of those given.
    public func matches(_ name: String, prefixOf value: String) -> Bool {
        guard let given = values[name] else { return true }
        return given.contains { value.hasPrefix($0) }
    }

    /// Whether the value is one of those given, or one of them is a regular expression that is found in it,
    /// as the names of containers, volumes and networks are filtered.
    public func matches(_ name: String, patternIn value: String) -> Bool {
        guard let given = values[name] else { return true }
        return given.contains { pattern in
            if pattern == value { return true }
            guard let regex = try? Regex(pattern) else { return false }
            return value.firstMatch(of: regex) != nil
        }
    }

    /// Whether the labels have all those given by `label=key` and `label=key=value`,
    /// and none of those given by `label!=…`.
    public func matchesLabels(_ labels: [String: String]) -> Bool {
        guard self["label"].allSatisfy({ Self.has(labels, $0) }) else { return false }
        guard contains("label!") else { return true }
        return !self["label!"].allSatisfy { Self.has(labels, $0) }
    }

    /// Whether a label is there, with that value if one is given.
    private static func has(_ labels: [String: String], _ filter: String) -> Bool {
        guard let equals = filter.firstIndex(of: "=") else { return labels[filter] != nil }
        return labels[String(filter[..<equals])] == String(filter[filter.index(after: equals)...])
    }
}
