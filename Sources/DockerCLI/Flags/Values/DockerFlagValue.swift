/// The value of an option that has one value.
enum DockerFlagValue: Sendable, Equatable {
    case bool(Bool)
    case text(String)
    case integer(Int64)
    case unsigned(UInt64)
    case number(Double)

    /// What an option of that kind has where nothing is said; nil for kinds with several values.
    static func zero(of kind: DockerFlagKind) -> DockerFlagValue? {
        switch kind {
        case .bool: .bool(false)
        case .string: .text("")
        case .list, .commaSeparated, .filter, .map: nil
        case .int, .duration, .bytes, .bytesOrUnlimited, .decimal, .count: .integer(0)
        case .uint, .uint16, .uint32: .unsigned(0)
        case .float: .number(0)
        }
    }

    /// Reads a text; nil for kinds with several values.
    init?(_ text: String, kind: DockerFlagKind) throws(DockerValueError) {
        switch kind {
        case .bool: self = .bool(try GoNumber.bool(text))
        case .string: self = .text(text)
        case .list, .commaSeparated, .filter, .map: return nil
        case .int: self = .integer(try GoNumber.integer(text, bits: 64))
        case .uint: self = .unsigned(try GoNumber.unsigned(text, bits: 64))
        case .uint16: self = .unsigned(try GoNumber.unsigned(text, bits: 16))
        case .uint32: self = .unsigned(try GoNumber.unsigned(text, bits: 32))
        case .float: self = .number(try GoNumber.double(text))
        case .decimal: self = .integer(try ProcessorCount.nano(text))
        case .duration: self = .integer(try GoDuration.nanoseconds(text))
        case .bytes: self = .integer(try MemorySize.bytes(text))
        case .bytesOrUnlimited: self = .integer(text == "-1" ? -1 : try MemorySize.bytes(text))
        case .count: self = .integer(text == "+1" ? 1 : try GoNumber.integer(text, bits: 64))
        }
    }

    /// The texts that one occurrence of an option with several values adds; nil for other kinds.
    static func texts(_ text: String, kind: DockerFlagKind) throws(DockerValueError) -> [String]? {
        switch kind {
        case .list, .map: [text]
        case .commaSeparated: try CommaSeparated.fields(text)
        case .filter: try filter(text)
        default: nil
        }
    }

    private static func filter(_ text: String) throws(DockerValueError) -> [String] {
        guard !text.isEmpty else { return [] }
        guard let separator = text.firstIndex(of: "=") else {
            throw DockerValueError("bad format of filter (expected name=value)")
        }
        let name = GoText.trimmed(text[..<separator]).lowercased()
        return [name + "=" + GoText.trimmed(text[text.index(after: separator)...])]
    }
}
