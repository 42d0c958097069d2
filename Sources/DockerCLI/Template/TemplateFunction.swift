/// A function that templates can call, or a method of an object.
public struct TemplateFunction: Sendable {
    /// The Go type of a parameter. It decides which literals are accepted and what errors say.
    public enum Parameter: Sendable, Equatable {
        /// `string`
        case string
        /// `int`
        case int
        /// `interface {}`: nil arrives as `.null`.
        case any
        /// `reflect.Value`: as `any`, but a value that does not exist arrives as `.absent`.
        case value
        /// As `value`, but what was held as `interface {}` arrives as a named value of that type.
        case held

        var typeName: String {
            switch self {
            case .string: "string"
            case .int: "int"
            case .any: "interface {}"
            case .value, .held: "reflect.Value"
            }
        }
    }

    /// What a function computes from its arguments, which have been checked against the parameters.
    public typealias Body = @Sendable ([TemplateValue]) throws(TemplateFunctionError) -> TemplateValue

    let parameters: [Parameter]
    /// The type of any number of further arguments; nil when the number is fixed.
    let variadic: Parameter?
    let body: Body

    /// A function with these parameters.
    public init(_ parameters: [Parameter], variadic: Parameter? = nil, body: @escaping Body) {
        (self.parameters, self.variadic, self.body) = (parameters, variadic, body)
    }
}

/// A function refused its arguments. The evaluation ends with `error calling NAME: message`.
public struct TemplateFunctionError: Error, Sendable {
    /// What was wrong, in Go's words.
    public let message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }
}
