/// A JSON document that is written with its fields in exactly the order given.
///
/// An image's identifier is the digest of a JSON text. Foundation's encoder cannot keep the order of fields and escapes
/// other characters than the programs do whose images these are to equal, so the text is written here.
public indirect enum JSONText: Sendable, Equatable {
    case string(String)
    case integer(Int64)
    case bool(Bool)
    case array([JSONText])
    /// Fields in the order in which they are written.
    case object([(String, JSONText)])

    public static func strings(_ values: [String]) -> JSONText { .array(values.map { .string($0) }) }

    /// A map with its keys sorted by their bytes.
    public static func map(_ values: [String: String]) -> JSONText {
        .object(
            values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, .string($0.value)) })
    }

    /// A map from each key to `{}`, sorted: how image configurations write sets.
    public static func set(_ values: [String]) -> JSONText {
        .object(Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { ($0, .object([])) })
    }

    /// The text as UTF-8, without blanks.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        write(to: &result)
        return result
    }

    private func write(to result: inout [UInt8]) {
        switch self {
        case .string(let text): Self.write(text, to: &result)
        case .integer(let number): result += Array(String(number).utf8)
        case .bool(let value): result += Array((value ? "true" : "false").utf8)
        case .array(let values):
            result.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { result.append(UInt8(ascii: ",")) }
                value.write(to: &result)
            }
            result.append(UInt8(ascii: "]"))
        case .object(let fields):
            result.append(UInt8(ascii: "{"))
            for (index, field) in fields.enumerated() {
                if index > 0 { result.append(UInt8(ascii: ",")) }
                Self.write(field.0, to: &result)
                result.append(UInt8(ascii: ":"))
                field.1.write(to: &result)
            }
            result.append(UInt8(ascii: "}"))
        }
    }

    /// Escapes as Go's encoding/json does: also `<`, `>`, `&` and the two line separators of Unicode.
    private static func write(_ text: String, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += Array("\\\"".utf8)
            case "\\": result += Array("\\\\".utf8)
            case "\n": result += Array("\\n".utf8)
            case "\r": result += Array("\\r".utf8)
            case "\t": result += Array("\\t".utf8)
            case "\u{08}": result += Array("\\b".utf8)
            case "\u{0C}": result += Array("\\f".utf8)
            case "\u{00}"..."\u{1F}", "<", ">", "&", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: result += Array(String(scalar).utf8)
            }
        }
        result.append(UInt8(ascii: "\""))
    }

    public static func == (first: JSONText, second: JSONText) -> Bool { first.bytes == second.bytes }
}

extension JSONText {
    /// An array of values that are JSON already, as UTF-8.
    ///
    /// Decoding many small values together is quicker than one by one: what a decoder does before its first value it does once.
    public static func array(joining values: [some Collection<UInt8>]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        bytes.reserveCapacity(values.reduce(2) { $0 + $1.count + 1 })
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: value)
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
