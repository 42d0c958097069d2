/// Why a build's context cannot be had.
public struct ContextError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Who can mend it.
    public enum Kind: Sendable, Equatable {
        /// The command was used wrongly.
        case usage
        /// The archive or the repository is at fault.
        case content
        /// This machine lacks something.
        case machine
    }
    public var kind: Kind
    public var description: String

    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
