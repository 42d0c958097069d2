/// One line of an image's history: the step that made a layer or changed the configuration.
///
/// Fields follow `history` in the OCI image specification's config.md.
public struct HistoryEntry: Codable, Sendable, Equatable {
    /// When the step was finished; `nil` when nobody knows.
    public var created: Timestamp?
    /// The instruction that did it, as text.
    public var createdBy: String
    /// Who did it.
    public var author: String?
    /// What its builder remarks on it.
    public var comment: String?
    /// Whether the step changed only the configuration.
    public var emptyLayer: Bool

    /// A line with these fields.
    public init(
        createdBy: String, time: Timestamp? = nil, author: String? = nil, comment: String? = nil,
        emptyLayer: Bool = false
    ) {
        self.created = time
        self.createdBy = createdBy
        self.author = author
        self.comment = comment
        self.emptyLayer = emptyLayer
    }

    /// With the time in seconds since 1970-01-01 00:00 UTC.
    public init(createdBy: String, created: Double?, comment: String? = nil, emptyLayer: Bool = false) {
        self.init(
            createdBy: createdBy, time: created.map { Timestamp(secondsSince1970: $0) }, comment: comment,
            emptyLayer: emptyLayer)
    }
}
