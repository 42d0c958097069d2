/// JSON as Go's encoding/json writes it.
public enum GoJSON {
    /// A string in quotes.
    ///
    /// - Parameter escapesHTML: whether `<`, `>` and `&` become `\u003c`, `\u003e` and `\u0026`, as Go does unless told.
    public static func appendString(_ text: String, escapesHTML: Bool, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output.append(contentsOf: "\\\"".utf8)
            case "\\": output.append(contentsOf: "\\\\".utf8)
            case "\u{8}": output.append(contentsOf: "\\b".utf8)
            case "\u{c}": output.append(contentsOf: "\\f".utf8)
            case "\n": output.append(contentsOf: "\\n".utf8)
            case "\r": output.append(contentsOf: "\\r".utf8)
            case "\t": output.append(contentsOf: "\\t".utf8)
            case "<" where escapesHTML, ">" where escapesHTML, "&" where escapesHTML, "\u{0}"..<"\u{20}", "\u{2028}",
                "\u{2029}":
                output.append(contentsOf: ("\\u" + GoQuote.hex(scalar.value, 4)).utf8)
            default: output.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// The value on one line.
    public static func text(_ value: TemplateValue, escapesHTML: Bool) -> String {
        var output: [UInt8] = []
        append(value, escapesHTML: escapesHTML, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the value on one line.
    public static func append(_ value: TemplateValue, escapesHTML: Bool, to output: inout [UInt8]) {
        switch value {
        case .absent, .null, .typedNull: output.append(contentsOf: "null".utf8)
        case .bool(let bool): output.append(contentsOf: (bool ? "true" : "false").utf8)
        case .int(let number): output.append(contentsOf: String(number).utf8)
        case .unsigned(let number): output.append(contentsOf: String(number).utf8)
        case .float(let number): output.append(contentsOf: (number.isFinite ? GoFloat.json(number) : "null").utf8)
        case .string(let text): appendString(text, escapesHTML: escapesHTML, to: &output)
        case .list(let elements, _):
            appendAll(elements, "[", "]", to: &output) { append($0, escapesHTML: escapesHTML, to: &$1) }
        case .map(let entries, _):
            let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            appendMembers(sorted.map { ($0.key, $0.value) }, escapesHTML: escapesHTML, to: &output)
        case .object(let object) where object.jsonText != nil:
            appendString(object.jsonText ?? "", escapesHTML: escapesHTML, to: &output)
        case .object(let object):
            appendMembers(
                object.jsonMembers, escapesHTML: escapesHTML || object.escapesHTMLInJSON, to: &output)
        case .named("json.Number", .string(let number)): output.append(contentsOf: number.utf8)
        case .named(_, let base): append(base, escapesHTML: escapesHTML, to: &output)
        }
    }

    private static func appendMembers(
        _ members: [(key: String, value: TemplateValue)], escapesHTML: Bool, to output: inout [UInt8]
    ) {
        appendAll(members, "{", "}", to: &output) { member, output in
            appendString(member.key, escapesHTML: escapesHTML, to: &output)
            output.append(UInt8(ascii: ":"))
            append(member.value, escapesHTML: escapesHTML, to: &output)
        }
    }

    private static func appendAll<Element>(
        _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar, to output: inout [UInt8],
        _ write: (Element, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            write(element, &output)
        }
        output.append(UInt8(ascii: close))
    }
}
