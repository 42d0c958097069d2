/// A kind of image that the offline catalogue can assemble.
public struct CatalogueEntry: Sendable, Equatable {
    /// The repository's name: `node`.
    public let family: String
    /// What its images are made of, as a phrase: `Debian 12 with Node 20.18.0`.
    public let contents: String
    /// Names of images that courses use most.
    public let usualNames: [String]

    init(_ family: Family) {
        self.family = family.rawValue
        contents = family.contents
        usualNames = family.usualTags.map { "\(family.rawValue):\($0)" }
    }
}
