extension TemplateFunction {
    /// What docker adds to Go's functions: json, split, join, title, lower, upper, pad, truncate.
    public static let docker: [String: TemplateFunction] = [
        "json": TemplateFunction([.any]) { .string(GoJSON.text($0[0], escapesHTML: false)) },
        "split": TemplateFunction([.string, .string]) { values in
            .strings(split(string(values[0]), string(values[1])))
        },
        "join": TemplateFunction([.any, .string]) { values throws(TemplateFunctionError) in
            .string(try join(values[0], string(values[1])))
        },
        "title": TemplateFunction([.string]) { .string(title(string($0[0]))) },
        "lower": TemplateFunction([.string]) { .string(lower(string($0[0]))) },
        "upper": TemplateFunction([.string]) { .string(upper(string($0[0]))) },
        "pad": TemplateFunction([.string, .int, .int]) { values throws(TemplateFunctionError) in
            .string(try pad(string(values[0]), int(values[1]), int(values[2])))
        },
        "truncate": TemplateFunction([.string, .int]) { values throws(TemplateFunctionError) in
            .string(try truncate(string(values[0]), int(values[1])))
        },
    ]

    /// What docker's functions do to a table's headers: nothing, so that the headers stay readable.
    /// `pad` is not among them: it aligns.
    public static let headers: [String: TemplateFunction] = [
        "json": keep([.string]), "split": keep([.string, .string]), "join": keep([.string, .string]),
        "title": keep([.string]), "lower": keep([.string]), "upper": keep([.string]),
        "truncate": keep([.string, .int]),
    ]

    private static func keep(_ parameters: [Parameter]) -> TemplateFunction {
        TemplateFunction(parameters) { $0[0] }
    }

    // Arguments were checked against the parameters before a function is called.
    private static func string(_ value: TemplateValue) -> String {
        if case .string(let text) = value { text } else { "" }
    }

    private static func int(_ value: TemplateValue) -> Int {
        if case .int(let number) = value { number } else { 0 }
    }

    private static func split(_ text: String, _ separator: String) -> [String] {
        if separator.isEmpty { return text.unicodeScalars.map { String($0) } }
        let bytes = Array(text.utf8)
        let mark = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        var index = 0
        while index + mark.count <= bytes.count {
            if bytes[index..<(index + mark.count)].elementsEqual(mark) {
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    private static func join(_ value: TemplateValue, _ separator: String) throws(TemplateFunctionError) -> String {
        switch value.underlying {
        case .null, .absent, .typedNull(.list), .typedNull(.map): return ""
        case .list(let elements, _): return elements.map { GoPrinter.sprint([$0]) }.joined(separator: separator)
        case .map(let entries, _):
            let texts = entries.values.map { GoPrinter.sprint([$0]) }
            return texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: separator)
        default: throw TemplateFunctionError("expected slice, got \(value.typeName)")
        }
    }

    // Go maps character by character: a mapping to several is not made.

    private static func upper(_ text: String) -> String {
        mapped(text) { $0.properties.uppercaseMapping }
    }

    private static func lower(_ text: String) -> String {
        mapped(text) { $0 == "\u{130}" ? "i" : $0.properties.lowercaseMapping }
    }

    private static func mapped(_ text: String, _ mapping: (Unicode.Scalar) -> String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let mapped = mapping(scalar).unicodeScalars
            result.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
        }
        return String(result)
    }

    /// Go's `strings.Title`: the first letter of each word.
    private static func title(_ text: String) -> String {
        var result = ""
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if isSeparator(previous) {
                result += mapped(String(scalar)) { $0.properties.titlecaseMapping }
            } else {
                result.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return result
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return !scalar.isGoIdentifierPart }
        if scalar.isGoIdentifierPart { return false }
        return scalar.properties.isWhitespace
    }

    private static func pad(_ text: String, _ before: Int, _ after: Int) throws(TemplateFunctionError) -> String {
        guard !text.isEmpty else { return text }
        guard before >= 0, after >= 0 else { throw TemplateFunctionError("strings: negative Repeat count") }
        guard before <= 1_000_000, after <= 1_000_000 else {
            throw TemplateFunctionError("strings: Repeat output length overflow")
        }
        return String(repeating: " ", count: before) + text + String(repeating: " ", count: after)
    }

    private static func truncate(_ text: String, _ length: Int) throws(TemplateFunctionError) -> String {
        guard text.utf8.count >= length else { return text }
        guard length >= 0 else {
            throw TemplateFunctionError("runtime error: slice bounds out of range [:\(length)]")
        }
        return String(decoding: text.utf8.prefix(length), as: UTF8.self)
    }
}
