import DockerFormat
import EngineInterface
import OCI

/// Which images the filters of a list accept.
struct ImageSelection: Sendable {
    private let filters: Filters
    private let isDangling: Bool?
    private let before: Timestamp?
    private let since: Timestamp?
    private let until: UntilFilter
    private let references: [(pattern: GlobPattern, text: String)]

    /// Looks up the images that filters name.
    ///
    /// - Throws: ``CommandFailure`` for filters that cannot be read, ``EngineError`` for images that are not there.
    init(_ filters: Filters, engine: any DockerEngine, now: Int64) async throws {
        self.filters = filters
        isDangling = try filters.choice("dangling")
        until = try UntilFilter(filters, now: now)
        references = try filters["reference"].map { text in
            guard let pattern = GlobPattern(text) else {
                throw CommandFailure(
                    "Error response from daemon: syntax error in pattern", help: "Patterns are like node:*-alpine.")
            }
            return (pattern, text)
        }
        func created(_ name: String) async throws -> Timestamp? {
            var newest: Timestamp?
            for reference in filters[name] {
                newest = try await engine.storedImage(reference).created ?? Timestamp(seconds: 0)
            }
            return newest
        }
        before = try await created("before")
        since = try await created("since")
    }

    /// The image with the names that the filters accept; `nil` when it is none of those asked for.
    func accepted(_ image: StoredImageDetails) -> StoredImageDetails? {
        let created = image.created ?? Timestamp(seconds: 0)
        guard filters.matchesLabels(image.config.labels), isDangling.map({ $0 == image.names.isEmpty }) ?? true,
            before.map({ created < $0 }) ?? true, since.map({ created > $0 }) ?? true,
            until.accepts(created.nanosecondsSince1970)
        else { return nil }
        guard !references.isEmpty else { return image }
        var image = image
        image.names = image.names.filter { name in references.contains { Self.matches($0.pattern, name) } }
        return image.names.isEmpty ? nil : image
    }

    /// A pattern means the whole short name, or the name without its tag.
    private static func matches(_ pattern: GlobPattern, _ name: String) -> Bool {
        guard let reference = try? Reference(name) else { return pattern.matches(name) }
        return pattern.matches(reference.familiar) || pattern.matches(ImageTable.repository(of: reference))
    }
}
