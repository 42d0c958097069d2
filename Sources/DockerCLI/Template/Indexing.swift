/// len, index and slice.
enum Indexing {
    static func length(_ value: TemplateValue) throws(TemplateFunctionError) -> TemplateValue {
        switch value.underlying {
        case .string(let text): return .int(text.utf8.count)
        case .list(let elements, _): return .int(elements.count)
        case .map(let entries, _): return .int(entries.count)
        case .typedNull(.list), .typedNull(.map): return .int(0)
        case .null, .typedNull: throw TemplateFunctionError("len of nil pointer")
        case .absent: throw TemplateFunctionError("reflect: call of reflect.Value.Type on zero Value")
        default: throw TemplateFunctionError("len of type \(value.pointeeTypeName)")
        }
    }

    /// `index x 1 "a"` is `x[1]["a"]`.
    static func index(
        _ value: TemplateValue, by indexes: some Collection<TemplateValue>
    ) throws(TemplateFunctionError) -> TemplateValue {
        var value = value
        if case .absent = value { throw TemplateFunctionError("index of untyped nil") }
        if case .null = value { throw TemplateFunctionError("index of untyped nil") }
        for index in indexes {
            switch value.underlying {
            case .list(let elements, _):
                value = elements[try element(index, count: elements.count, kind: "slice")]
            case .typedNull(.list): _ = try element(index, count: 0, kind: "slice")
            case .string(let text):
                let bytes = Array(text.utf8)
                let byte = bytes[try element(index, count: bytes.count, kind: "string")]
                value = .named("uint8", .unsigned(UInt64(byte)))
            case .map(let entries, let type):
                value = entries[try key(index)] ?? type.zero
            case .typedNull(.map(let type)):
                _ = try key(index)
                value = type.zero
            case .null, .absent, .typedNull: throw TemplateFunctionError("index of nil pointer")
            default: throw TemplateFunctionError("can't index item of type \(value.pointeeTypeName)")
            }
        }
        return value
    }

    private static func key(_ index: TemplateValue) throws(TemplateFunctionError) -> String {
        switch index {
        case .string(let key): return key
        case .absent, .null: throw TemplateFunctionError("value is nil; should be of type string")
        default: throw TemplateFunctionError("value has type \(index.typeName); should be string")
        }
    }

    private static func element(
        _ index: TemplateValue, count: Int, kind: String
    ) throws(TemplateFunctionError) -> Int {
        let number = try position(index, limit: count)
        guard number < count else { throw TemplateFunctionError("reflect: \(kind) index out of range") }
        return number
    }

    private static func position(_ index: TemplateValue, limit: Int) throws(TemplateFunctionError) -> Int {
        let number: Int
        switch index.typeName == "interface {}" ? index : index.underlying {
        case .int(let value): number = value
        case .unsigned(let value): number = Int(clamping: value)
        case .absent, .null: throw TemplateFunctionError("cannot index slice/array with nil")
        default: throw TemplateFunctionError("cannot index slice/array with type \(index.typeName)")
        }
        guard number >= 0, number <= limit else { throw TemplateFunctionError("index out of range: \(number)") }
        return number
    }

    /// `slice x 1 2` is `x[1:2]`.
    static func slice(
        _ value: TemplateValue, by indexes: some Collection<TemplateValue>
    ) throws(TemplateFunctionError) -> TemplateValue {
        switch value {
        case .absent, .null: throw TemplateFunctionError("slice of untyped nil")
        default: break
        }
        guard indexes.count <= 3 else { throw TemplateFunctionError("too many slice indexes: \(indexes.count)") }
        let count: Int
        switch value.underlying {
        case .string(let text):
            if indexes.count == 3 { throw TemplateFunctionError("cannot 3-index slice a string") }
            count = text.utf8.count
        case .list(let elements, _): count = elements.count
        case .typedNull(.list): count = 0
        case .typedNull(.named), .typedNull(.any): throw TemplateFunctionError("slice of nil pointer")
        default: throw TemplateFunctionError("can't slice item of type \(value.pointeeTypeName)")
        }
        var bounds = [0, count, count]
        for (index, bound) in indexes.enumerated() { bounds[index] = try position(bound, limit: count) }
        if indexes.count == 3, bounds[1] > bounds[2] {
            throw TemplateFunctionError("invalid slice index: \(bounds[1]) > \(bounds[2])")
        }
        guard bounds[0] <= bounds[1] else {
            throw TemplateFunctionError("invalid slice index: \(bounds[0]) > \(bounds[1])")
        }
        switch value.underlying {
        case .string(let text):
            return .string(String(decoding: Array(text.utf8)[bounds[0]..<bounds[1]], as: UTF8.self))
        case .list(let elements, let type): return .list(Array(elements[bounds[0]..<bounds[1]]), element: type)
        default: return value
        }
    }
}
