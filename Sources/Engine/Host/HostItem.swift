/// How far this machine offers one of the things that the engine stands on.
public enum HostItemState: String, Codable, Sendable {
    /// Everything that is wanted.
    case ok
    /// It works, but something is less than it could be.
    case limited
    /// It does not work.
    case missing
}

/// One thing that the engine stands on, and what became of looking for it.
public struct HostItem: Codable, Sendable, Equatable {
    /// A stable name for programs: `kernel`, `cgroups`, `overlay`, ….
    public var id: String
    /// What it is, for people.
    public var title: String
    public var state: HostItemState
    /// What was found, as facts.
    public var found: String
    /// What follows for the user, as a sentence. `nil` when all is well.
    public var consequence: String?
    /// Shell commands that mend it, in order.
    public var mend: [String]
    /// Whether nothing can be built or run when this is missing.
    public var isRequired: Bool

    public init(
        id: String, title: String, state: HostItemState, found: String, consequence: String? = nil,
        mend: [String] = [], isRequired: Bool = false
    ) {
        self.id = id
        self.title = title
        self.state = state
        self.found = found
        self.consequence = consequence
        self.mend = mend
        self.isRequired = isRequired
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, state, found, consequence, mend
        case isRequired = "required"
    }
}

/// What a machine offers.
public struct HostReport: Codable, Sendable, Equatable {
    /// The version of this report's form. It changes when a field changes its meaning or goes.
    public var version: Int
    public var items: [HostItem]
    /// Whether exercises can be built, run and verified here.
    public var canVerify: Bool

    public init(items: [HostItem]) {
        version = 1
        self.items = items
        canVerify = !items.contains { $0.isRequired && $0.state == .missing }
    }
}
