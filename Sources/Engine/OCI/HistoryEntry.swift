/// One line of an image's history: the step that made a layer or changed the configuration.
///
/// Field names follow `history` in the OCI image specification's config.md.
public struct HistoryEntry: Codable, Sendable, Equatable {
    /// When the step was finished, in seconds since 1970-01-01 00:00 UTC; `nil` when nobody knows.
    public var created: Double?
    /// The instruction that did it, as text.
    public var createdBy: String
    public var comment: String?
    /// Whether the step changed only the configuration.
    public var emptyLayer: Bool

    public init(createdBy: String, created: Double? = nil, comment: String? = nil, emptyLayer: Bool = false) {
        self.createdBy = createdBy
        self.created = created
        self.comment = comment
        self.emptyLayer = emptyLayer
    }
}
