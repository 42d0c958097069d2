/// The value of one option.
enum DockerFlagValue: Sendable, Equatable {
    case bool(Bool)
    case text(String)
    case list([String])
    case integer(Int64)
    case unsigned(UInt64)
    case number(Double)

    /// What the option has where it is not given. A default that is not of its kind counts as none; a test reads them all.
    static func initial(of flag: DockerFlag) -> DockerFlagValue {
        let zero = zero(of: flag.kind)
        guard let initial = flag.initial else { return zero }
        return (try? zero.adding(initial, kind: flag.kind, isFirst: true)) ?? zero
    }

    private static func zero(of kind: DockerFlagKind) -> DockerFlagValue {
        switch kind {
        case .bool: .bool(false)
        case .string: .text("")
        case .list, .commaSeparated, .map, .filter: .list([])
        case .int, .duration, .bytes, .bytesOrUnlimited, .decimal, .count: .integer(0)
        case .uint, .uint16, .uint32: .unsigned(0)
        case .float: .number(0)
        }
    }

    /// The value after one more occurrence.
    func adding(_ text: String, kind: DockerFlagKind, isFirst: Bool) throws(DockerValueError) -> DockerFlagValue {
        switch kind {
        case .bool: return .bool(try GoNumber.bool(text))
        case .string: return .text(text)
        case .list: return .list(list(isFirst) + [text])
        case .commaSeparated: return .list(list(isFirst) + (try CommaSeparated.fields(text)))
        case .map:
            let key = Self.key(of: text)
            return .list(list(isFirst).filter { Self.key(of: $0) != key } + [text.contains("=") ? text : text + "="])
        case .filter: return .list(list(isFirst) + (try Self.filter(text)))
        case .int: return .integer(try GoNumber.integer(text, bits: 64))
        case .uint: return .unsigned(try GoNumber.unsigned(text, bits: 64))
        case .uint16: return .unsigned(try GoNumber.unsigned(text, bits: 16))
        case .uint32: return .unsigned(try GoNumber.unsigned(text, bits: 32))
        case .float: return .number(try GoNumber.double(text))
        case .decimal: return .integer(try ProcessorCount.nano(text))
        case .duration: return .integer(try GoDuration.nanoseconds(text))
        case .bytes: return .integer(try MemorySize.bytes(text))
        case .bytesOrUnlimited: return .integer(text == "-1" ? -1 : try MemorySize.bytes(text))
        case .count:
            guard text == "+1" else { return .integer(try GoNumber.integer(text, bits: 64)) }
            guard case .integer(let number) = self else { return .integer(1) }
            return .integer(number + 1)
        }
    }

    /// The first occurrence replaces a list's default; later ones add to it.
    private func list(_ isFirst: Bool) -> [String] {
        if case .list(let values) = self, !isFirst { return values }
        return []
    }

    private static func key(of text: String) -> Substring {
        text.prefix { $0 != "=" }
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
