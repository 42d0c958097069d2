/// A value that a template reads: what docker's formatters and decoded JSON give to Go's text/template.
public indirect enum TemplateValue: Sendable {
    /// No value at all, as for a key that a map does not have. Prints as `<no value>`.
    case absent
    /// Go's nil without a type, as JSON's null decodes to.
    case null
    /// A nil slice, map or pointer: empty, `null` in JSON, printed as `[]`, `map[]` or `<nil>`.
    case typedNull(TemplateType)
    case bool(Bool)
    case int(Int)
    case unsigned(UInt64)
    case float(Double)
    case string(String)
    case list([TemplateValue], element: TemplateType = .any)
    /// A map; Go prints and walks maps by sorted keys.
    case map([String: TemplateValue], element: TemplateType = .any)
    /// Something with fields and methods by name.
    case object(any TemplateObject)
    /// A value of a named Go type that behaves as the value beneath it, such as `json.Number` or `int64`.
    case named(String, TemplateValue)

    /// A list of strings, Go's `[]string`.
    public static func strings(_ values: some Sequence<String>) -> TemplateValue {
        .list(values.map { .string($0) }, element: .string)
    }

    /// A map from strings to strings, Go's `map[string]string`.
    public static func strings(_ values: [String: String]) -> TemplateValue {
        .map(values.mapValues { .string($0) }, element: .string)
    }

    /// A string, or no value for nil.
    public static func optional(_ value: String?) -> TemplateValue {
        value.map { .string($0) } ?? .null
    }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .float(value) }
    public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .map(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}

extension TemplateValue {
    /// The value's type as Go writes it; `<nil>` for nil without a type.
    public var typeName: String {
        switch self {
        case .absent, .null: "<nil>"
        case .typedNull(let type): type.name
        case .bool: "bool"
        case .int: "int"
        case .unsigned: "uint64"
        case .float: "float64"
        case .string: "string"
        case .list(_, let element): "[]" + element.name
        case .map(_, let element): "map[string]" + element.name
        case .object(let object): object.typeName
        case .named(let name, _): name
        }
    }

    /// The type behind a pointer.
    var pointeeTypeName: String {
        if case .object(let object) = self, object.typeName.hasPrefix("*") {
            return String(object.typeName.dropFirst())
        }
        return typeName
    }

    /// The value without the names of its types.
    var underlying: TemplateValue {
        var value = self
        while case .named(_, let base) = value { value = base }
        return value
    }

    /// Whether Go's templates take the value for true: not the zero value of its type.
    public var isTrue: Bool {
        switch underlying {
        case .absent, .null, .typedNull: false
        case .bool(let value): value
        case .int(let value): value != 0
        case .unsigned(let value): value != 0
        case .float(let value): value != 0
        case .string(let value): !value.isEmpty
        case .list(let elements, _): !elements.isEmpty
        case .map(let entries, _): !entries.isEmpty
        case .object, .named: true
        }
    }

    /// Whether there is nothing: no value, or nil of any type.
    public var isNull: Bool {
        switch underlying {
        case .absent, .null, .typedNull: true
        default: false
        }
    }
}
