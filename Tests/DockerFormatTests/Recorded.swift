import Testing

/// What docker's command line made of an input: its own sources ran to record it.
struct Recorded: Sendable, CustomTestStringConvertible {
    let input: String
    /// The result, or `error: ` and the message.
    let output: String

    init(_ input: String, _ output: String) { (self.input, self.output) = (input, output) }

    var testDescription: String { input.debugDescription }
}

/// The result of a parser, or its error, in the form of the records.
func outcome<Value, Failure: Error & CustomStringConvertible>(
    _ body: () throws(Failure) -> Value
) -> String {
    do throws(Failure) {
        return "\(try body())"
    } catch {
        return "error: \(error.description)"
    }
}
