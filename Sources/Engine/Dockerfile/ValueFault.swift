/// A value that is not of its form: what is wrong, and what to try.
public struct ValueFault: Error, Sendable, Hashable {
    /// What is wrong, as a sentence.
    public var message: String
    /// What to try, as a sentence.
    public var help: String?
}
