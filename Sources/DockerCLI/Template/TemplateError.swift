/// A template cannot be parsed, or cannot be evaluated on the data given. The words are Go's, which docker shows.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// When the error was found.
    public enum Stage: Sendable, Equatable {
        case parsing, executing
    }

    /// When it was found.
    public let stage: Stage
    /// The line, from 1.
    public let line: Int
    /// The column in bytes, from 0 as Go counts; nil for errors found while parsing.
    public let column: Int?
    /// What was wrong, without the place.
    public let reason: String
    /// The whole message, for example `template: :1:2: executing "" at <.Foo>: …`.
    public let description: String

    static func parsing(_ name: String, line: Int, _ reason: String) -> TemplateError {
        TemplateError(
            stage: .parsing, line: line, column: nil, reason: reason,
            description: "template: \(name):\(line): \(reason)")
    }
}
