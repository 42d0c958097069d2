/// What a text must be like. All parts that are given must hold; none holds for every text.
public struct TextMatch: Sendable {
    /// The same text; line breaks at its end do not count.
    public var equals: String?
    public var contains: [String] = []
    public var lacks: [String] = []
    public var matches: Pattern?
    /// Nothing but blanks, or something.
    public var isEmpty: Bool?

    public init(equals: String? = nil) { self.equals = equals }
}

/// A regular expression that was checked when it was read.
public struct Pattern: Sendable, Hashable {
    /// As it stands in exercise.yaml.
    public var source: String

    /// - Throws: when the text is no regular expression of Swift's syntax.
    public init(_ source: String) throws {
        _ = try Regex(source)
        self.source = source
    }

    /// Whether it matches somewhere in a text; `^` and `$` match at line ends.
    public func occurs(in text: String) -> Bool {
        guard let regex = try? Regex(source).anchorsMatchLineEndings() else { return false }
        return text.firstMatch(of: regex) != nil
    }
}

/// What a number must be like: sizes in bytes, durations in seconds.
public struct NumberMatch: Sendable, Equatable {
    /// One of these; empty: any.
    public var values: [Double] = []
    public var not: [Double] = []
    public var minimum: Double?
    public var maximum: Double?

    public init(equals value: Double) { values = [value] }

    public init(minimum: Double? = nil, maximum: Double? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }

    public func holds(for number: Double) -> Bool {
        if !values.isEmpty && !values.contains(number) { return false }
        if not.contains(number) { return false }
        if let minimum, number < minimum { return false }
        if let maximum, number > maximum { return false }
        return true
    }
}
