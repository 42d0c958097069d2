/// A template of Go's text/template, as docker's `--format` takes it.
///
/// Syntax, evaluation and messages follow Go's package text/template with docker's own functions
/// (json, split, join, title, lower, upper, pad, truncate) added.
///
/// ```swift
/// let template = try Template("{{.ID}}: {{join .Names \", \"}}")
/// let line = try template.render(.object(container))
/// ```
public struct Template: Sendable {
    /// What happens when a map does not have the key that a template asks for.
    public enum MissingKey: Sendable {
        /// The result is no value, printed as `<no value>`.
        case absent
        /// The evaluation ends with an error.
        case error
    }

    /// How deeply actions, parentheses and calls of templates may nest. Deeper ones come from programs, not people, and
    /// would need much stack.
    public static let maximumDepth = 100

    /// The name that errors show; empty for docker's formats.
    public let name: String
    let text: String
    let templates: [String: [Node]]
    let functions: [String: TemplateFunction]

    /// Parses a template.
    ///
    /// - Parameters:
    ///   - text: the source.
    ///   - name: the name in errors, which docker leaves empty.
    ///   - functions: functions besides Go's own; docker's unless told.
    /// - Throws: `TemplateError` with Go's message, such as `template: :1: unclosed action`.
    public init(
        _ text: String, name: String = "", functions: [String: TemplateFunction] = TemplateFunction.docker
    ) throws(TemplateError) {
        var parser = Parser(
            name: name, text: text, functions: Builtin.names.union(functions.keys))
        try parser.parse()
        self.name = name
        self.text = text
        self.functions = functions
        templates = parser.templates
    }

    /// Whether evaluation may ask the data for a field of that name. Without this it need not be found out:
    /// the size of a container, for example, is costly.
    public func uses(_ field: String) -> Bool {
        templates.values.contains { nodes in nodes.contains { $0.mentions(field) } }
    }

    /// The text that the template makes of a value.
    ///
    /// - Parameters:
    ///   - data: the value of `.` and `$`.
    ///   - missingKey: what happens at keys that a map does not have.
    ///   - overriding: functions used in place of those that the template was parsed with.
    /// - Throws: `TemplateError` with Go's message, such as
    ///   `template: :1:2: executing "" at <.Foo>: can't evaluate field Foo in type *formatter.ContainerContext`.
    public func render(
        _ data: TemplateValue, missingKey: MissingKey = .absent, overriding: [String: TemplateFunction] = [:]
    ) throws(TemplateError) -> String {
        var output: [UInt8] = []
        try render(data, into: &output, missingKey: missingKey, overriding: overriding)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends what the template makes of a value; what was made before an error stays.
    public func render(
        _ data: TemplateValue, into output: inout [UInt8], missingKey: MissingKey = .absent,
        overriding: [String: TemplateFunction] = [:]
    ) throws(TemplateError) {
        var evaluator = Evaluator(
            template: self, templateName: name, missingKey: missingKey, overriding: overriding, root: data)
        defer { output.append(contentsOf: evaluator.output) }
        try evaluator.run(data)
    }
}
