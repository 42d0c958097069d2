/// An image's name, as `docker pull` and `FROM` take it.
///
/// The grammar is the one of the distribution project's reference package; short names are completed as Docker does:
/// `node` stands for `docker.io/library/node:latest`.
public struct Reference: Sendable, Hashable, CustomStringConvertible {
    /// The registry's host with its port: `docker.io`, `localhost:5000`.
    public let domain: String
    /// The repository in the registry: `library/node`.
    public let repository: String
    /// The tag; `latest` when the text had neither tag nor digest, `nil` when it had only a digest.
    public let tag: String?
    /// The digest with its algorithm: `sha256:…`.
    public let digest: String?

    /// The registry of names that name none.
    public static let defaultDomain = "docker.io"
    /// The tag of names that have neither tag nor digest.
    public static let defaultTag = "latest"

    /// Reads a name in its short or its full form.
    ///
    /// - Throws: ``ReferenceError``.
    public init(_ text: String) throws(ReferenceError) {
        func failure(_ reason: ReferenceError.Reason) -> ReferenceError { ReferenceError(text: text, reason: reason) }
        guard !text.isEmpty else { throw failure(.empty) }
        var rest = Substring(text)
        var digest: String?
        if let at = rest.firstIndex(of: "@") {
            let value = rest[rest.index(after: at)...]
            guard ReferenceGrammar.isDigest(value) else { throw failure(.badDigest(String(value))) }
            digest = String(value)
            rest = rest[..<at]
        }
        var tag: String?
        let lastSlash = rest.lastIndex(of: "/") ?? rest.startIndex
        if let colon = rest.lastIndex(of: ":"), colon > lastSlash || lastSlash == rest.startIndex {
            let value = rest[rest.index(after: colon)...]
            guard ReferenceGrammar.isTag(value) else { throw failure(.badTag(String(value))) }
            tag = String(value)
            rest = rest[..<colon]
        }
        guard digest != nil || tag != nil || !ReferenceGrammar.isIdentifier(rest) else { throw failure(.identifier) }
        var (domain, repository) = Self.split(rest)
        if domain == "index.docker.io" { domain = Self.defaultDomain }
        if domain == Self.defaultDomain && !repository.contains("/") { repository = "library/" + repository }
        guard ReferenceGrammar.isDomain(domain) else { throw failure(.badDomain(domain)) }
        let components = repository.split(separator: "/", omittingEmptySubsequences: false)
        guard components.allSatisfy({ ReferenceGrammar.isRepositoryComponent($0) }) else {
            throw failure(repository == repository.lowercased() ? .badRepository(repository) : .uppercase(repository))
        }
        guard domain.utf8.count + 1 + repository.utf8.count <= 255 else { throw failure(.tooLong) }
        self.domain = domain
        self.repository = repository
        self.tag = tag ?? (digest == nil ? Self.defaultTag : nil)
        self.digest = digest
    }

    /// The full form: `docker.io/library/node:20`.
    public var canonical: String { "\(domain)/\(repository)" + suffix }

    /// The short form that people write: `node:20`.
    public var familiar: String {
        guard domain == Self.defaultDomain else { return canonical }
        let isOfficial = repository.hasPrefix("library/") && !repository.dropFirst(8).contains("/")
        return (isOfficial ? String(repository.dropFirst(8)) : repository) + suffix
    }

    public var description: String { familiar }

    private var suffix: String { (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "") }

    /// The first component is a host when it looks like one; otherwise all of it is a repository of the default one.
    private static func split(_ name: Substring) -> (String, String) {
        guard let slash = name.firstIndex(of: "/") else { return (defaultDomain, String(name)) }
        let first = name[..<slash]
        let isHost =
            first.contains(".") || first.contains(":") || first == "localhost" || first != first.lowercased()[...]
        guard isHost else { return (defaultDomain, String(name)) }
        return (String(first), String(name[name.index(after: slash)...]))
    }
}

/// Text that is not an image's name.
public struct ReferenceError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case empty
        case uppercase(String)
        case badRepository(String)
        case badDomain(String)
        case badTag(String)
        case badDigest(String)
        case tooLong
        /// 64 hexadecimal digits, which are an image's identifier and cannot be a name.
        case identifier
    }
    /// What was read.
    public let text: String
    public let reason: Reason

    public init(text: String, reason: Reason) {
        self.text = text
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .empty: "An image's name is missing."
        case .uppercase(let name):
            "'\(text)' is not a valid image name: '\(name)' has capital letters. Write it in lower case."
        case .badRepository(let name):
            "'\(text)' is not a valid image name: '\(name)' may have lower-case letters and digits only, "
                + "joined by single '.', '_' or '-' and divided by '/'."
        case .badDomain(let name): "'\(text)' is not a valid image name: '\(name)' is not a registry's host name."
        case .badTag(let tag):
            "'\(text)' is not a valid image name: the tag '\(tag)' may have at most 128 letters, digits, '_', '.' and "
                + "'-', and must not begin with '.' or '-'."
        case .badDigest(let digest):
            "'\(text)' is not a valid image name: '\(digest)' is not a digest such as sha256: and 64 hexadecimal digits."
        case .tooLong: "'\(text)' is not a valid image name: it is longer than 255 characters."
        case .identifier: "'\(text)' is an image's identifier, not a name."
        }
    }
}
