/// The Go type that a value has where docker evaluates a template. Types decide how values print
/// (`[]` or `<nil>`), what an absent key of a map gives, and what errors say.
public indirect enum TemplateType: Sendable, Equatable {
    /// `interface {}`: anything, as in decoded JSON.
    case any
    case bool
    case int
    case float
    case string
    case list(of: TemplateType)
    /// A map whose keys are strings.
    case map(of: TemplateType)
    /// A type with a name of its own, such as `*container.State`.
    case named(String)

    /// The type as Go writes it, for example `map[string]interface {}`.
    public var name: String {
        switch self {
        case .any: "interface {}"
        case .bool: "bool"
        case .int: "int"
        case .float: "float64"
        case .string: "string"
        case .list(let element): "[]" + element.name
        case .map(let element): "map[string]" + element.name
        case .named(let name): name
        }
    }

    /// What Go calls the zero value of the type: what an absent key of a map holds.
    var zero: TemplateValue {
        switch self {
        case .any: .null
        case .bool: .bool(false)
        case .int: .int(0)
        case .float: .float(0)
        case .string: .string("")
        case .list, .map, .named: .typedNull(self)
        }
    }
}
