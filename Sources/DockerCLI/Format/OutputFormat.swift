import GoTemplate

/// The value of `--format`: a table, JSON, or a template with a line for each row.
public struct OutputFormat: Sendable, Equatable {
    /// As the user wrote it; empty for the command's default.
    public let source: String

    /// A format as the user wrote it; nil or empty is the command's own table.
    public init(_ source: String?) { self.source = source ?? "" }

    /// Whether rows become a table with a header.
    public var isTable: Bool { source.hasPrefix("table") }

    /// Whether rows become JSON objects, one a line.
    public var isJSON: Bool { source == "json" }

    /// The template beneath: without `table`, and with `\t` and `\n` as a shell passes them made real.
    public var templateText: String {
        if isJSON { return "{{json .}}" }
        if source == "table" { return "" }
        var text = Substring(source)
        if isTable { text.removeFirst("table".count) }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text).replacing("\\t", with: "\t").replacing("\\n", with: "\n")
    }
}

/// A format that cannot be used, in the words that docker shows.
public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What docker says.
    public let description: String
    /// The template's error with its place.
    public let template: TemplateError

    /// The error of a template, with `template parsing error: ` before it as docker writes it.
    public init(_ error: TemplateError) {
        template = error
        description = "template parsing error: \(error.description)"
    }
}
