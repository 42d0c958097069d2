/// Something with fields and methods by name: what a struct is to Go's templates.
///
/// Members are asked for when a template uses them, so what is costly to find out is found out only then.
public protocol TemplateObject: Sendable {
    /// The type as Go writes it in errors, for example `*formatter.ContainerContext`.
    var typeName: String { get }

    /// The field or method of that name; nil if there is none, which is an error of the template.
    func member(_ name: String) -> TemplateMember?

    /// Names of the fields in the order in which they print.
    var fieldNames: [String] { get }

    /// What the object is in JSON: keys and values in the order in which they are written.
    var jsonMembers: [(key: String, value: TemplateValue)] { get }

    /// Whether the object's JSON always escapes `<`, `>` and `&`, whatever the function that asks for it does.
    var escapesHTMLInJSON: Bool { get }

    /// The object in JSON if it is a string there.
    var jsonText: String? { get }

    /// How the object prints if it has a text of its own (Go's `String()`).
    var text: String? { get }
}

extension TemplateObject {
    public var text: String? { nil }

    public var jsonText: String? { nil }

    public var escapesHTMLInJSON: Bool { false }

    public var jsonMembers: [(key: String, value: TemplateValue)] {
        fieldNames.compactMap { name in
            guard case .field(let value)? = member(name) else { return nil }
            return (name, value)
        }
    }
}

/// What a name of an object stands for.
public enum TemplateMember: Sendable {
    /// A field, or a method without arguments.
    case field(TemplateValue)
    /// A method with arguments, called as `.Label "name"`.
    case method(TemplateFunction)
}

/// An object made of fields that are known: a Go struct.
public struct TemplateStruct: TemplateObject {
    /// One field of a struct.
    public struct Field: Sendable {
        /// The field's name in Go, which templates use.
        public var name: String
        /// The field's name in JSON.
        public var key: String
        /// What the field holds.
        public var value: TemplateValue
        /// Whether JSON leaves the field out when it is empty.
        public var omitsEmpty: Bool

        /// A field; its name in JSON is its name in Go unless told.
        public init(_ name: String, key: String? = nil, _ value: TemplateValue, omitsEmpty: Bool = false) {
            (self.name, self.key, self.value, self.omitsEmpty) = (name, key ?? name, value, omitsEmpty)
        }
    }

    /// The type as Go writes it.
    public let typeName: String
    /// The fields in Go's order.
    public let fields: [Field]

    /// A struct of that Go type with these fields.
    public init(typeName: String, fields: [Field]) {
        (self.typeName, self.fields) = (typeName, fields)
    }

    public var fieldNames: [String] { fields.map(\.name) }

    public func member(_ name: String) -> TemplateMember? {
        fields.first { $0.name == name }.map { .field($0.value) }
    }

    public var jsonMembers: [(key: String, value: TemplateValue)] {
        fields.compactMap { field in
            if field.omitsEmpty, !field.value.isTrue { return nil }
            return (field.key, field.value)
        }
    }
}
