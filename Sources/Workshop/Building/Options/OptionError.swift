/// An option's value that cannot be taken. A sentence says why, and what to write.
public struct OptionError: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
