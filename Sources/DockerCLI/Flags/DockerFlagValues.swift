/// The values of a command's options, typed; options that were not given have their defaults.
///
/// Asking for an option that the command does not have, or as another kind than it has, is a programmer's mistake: it stops a debug build and
/// yields the kind's zero otherwise.
public struct DockerFlagValues: Sendable {
    /// One occurrence of an option, as it was written.
    public struct Occurrence: Sendable, Equatable {
        /// The option's long name.
        public let name: String
        /// Its value.
        public let value: String
    }

    /// Every option given, in the order of the command line.
    public private(set) var occurrences: [Occurrence] = []
    private var values: [String: DockerFlagValue] = [:]
    private var lists: [String: [String]] = [:]
    /// Lists of `key=value` texts, of which the last one of each key holds.
    private var maps: Set<String> = []
    private var given: Set<String> = []

    /// Starts with the defaults of those options. A default that is not of its option's kind counts as none; a test reads them all.
    init(defaultsOf flags: [DockerFlag]) {
        for flag in flags where flag.standsFor == nil {
            if let zero = DockerFlagValue.zero(of: flag.kind) {
                values[flag.name] = flag.initial.flatMap { try? DockerFlagValue($0, kind: flag.kind) } ?? zero
            } else {
                lists[flag.name] = []
                if flag.kind == .map { maps.insert(flag.name) }
            }
        }
    }

    /// Takes one occurrence.
    mutating func set(_ flag: DockerFlag, to text: String) throws(DockerValueError) {
        let name = flag.standsFor ?? flag.name
        let more = try DockerFlagValue.texts(text, kind: flag.kind)
        let value = try DockerFlagValue(text, kind: flag.kind)
        if let complaint = flag.check?(text) { throw DockerValueError(complaint) }
        if let more {
            lists[name, default: []] += more
        } else if flag.kind == .count, text == "+1" {
            values[name] = .integer(int(name) + 1)
        } else {
            values[name] = value
        }
        given.insert(name)
        occurrences.append(Occurrence(name: name, value: text))
    }

    /// Whether the option was given, with whatever value.
    public func isSet(_ name: String) -> Bool { given.contains(name) }

    /// Whether an option of kind `bool` is on.
    public func bool(_ name: String) -> Bool {
        if case .bool(let value) = value(name) { return value }
        return wrong(name, false)
    }

    /// The text of an option of kind `string`; empty where there is neither a value nor a default.
    public func string(_ name: String) -> String {
        if case .text(let value) = value(name) { return value }
        return wrong(name, "")
    }

    /// The text of an option of kind `string` that was given; nil where it was not.
    public func given(_ name: String) -> String? { isSet(name) ? string(name) : nil }

    /// The values of an option of kind `list`, `commaSeparated`, `filter` or `map`, in the order given.
    public func strings(_ name: String) -> [String] {
        guard let texts = lists[name] else { return wrong(name, []) }
        return maps.contains(name) ? Self.lastOfEachKey(texts) : texts
    }

    /// The keys and values of an option of kind `map` or `filter`, in the order in which they were given. In a map each key is there once.
    public func pairs(_ name: String) -> [(key: String, value: String)] {
        strings(name).map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// The number of an option of kind `int`.
    public func int(_ name: String) -> Int64 {
        if case .integer(let value) = value(name) { return value }
        return wrong(name, 0)
    }

    /// The number of an option of an unsigned kind.
    public func uint(_ name: String) -> UInt64 {
        if case .unsigned(let value) = value(name) { return value }
        return wrong(name, 0)
    }

    /// The number of an option of kind `float`.
    public func double(_ name: String) -> Double {
        if case .number(let value) = value(name) { return value }
        return wrong(name, 0)
    }

    /// The processors of an option of kind `decimal`, in billionths of one: 1,500,000,000 for `1.5`.
    public func nanoCPUs(_ name: String) -> Int64 { int(name) }

    /// The span of an option of kind `duration`, in nanoseconds.
    public func nanoseconds(_ name: String) -> Int64 { int(name) }

    /// The span of an option of kind `duration`.
    public func duration(_ name: String) -> Duration { .nanoseconds(int(name)) }

    /// The bytes of an option of kind `bytes` or `bytesOrUnlimited`; -1 for unlimited.
    public func bytes(_ name: String) -> Int64 { int(name) }

    /// How often an option of kind `count` was given.
    public func count(_ name: String) -> Int { Int(clamping: int(name)) }

    /// For each key the last text, in the order of these.
    private static func lastOfEachKey(_ texts: [String]) -> [String] {
        var seen: Set<Substring> = []
        let kept = texts.reversed().filter { text in seen.insert(text.prefix { $0 != "=" }).inserted }
        return kept.reversed().map { $0.contains("=") ? $0 : $0 + "=" }
    }

    private func value(_ name: String) -> DockerFlagValue? { values[name] }

    private func wrong<Value>(_ name: String, _ fallback: Value) -> Value {
        assertionFailure("The command has no option --\(name) of that kind.")
        return fallback
    }
}

/// Why a text is not a value of its option's kind, in the words of Go's libraries.
public struct DockerValueError: Error, Sendable, Equatable {
    /// The reason, such as `invalid size: 'x'`.
    public let reason: String

    /// Holds a reason.
    public init(_ reason: String) { self.reason = reason }
}
