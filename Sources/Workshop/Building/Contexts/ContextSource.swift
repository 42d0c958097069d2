/// What the argument CONTEXT of a build means.
public enum ContextSource: Sendable, Equatable {
    case folder(String)
    /// `-`: an archive, or a Dockerfile alone.
    case standardInput
    case git(GitReference)
    /// An archive, or a Dockerfile alone.
    case web(String)

    /// Reads the argument by its form; nothing is looked up.
    public init(_ argument: String) {
        if argument == "-" {
            self = .standardInput
        } else if Self.isGit(argument) {
            self = .git(GitReference(argument))
        } else if Self.isWeb(argument) {
            self = .web(argument)
        } else {
            self = .folder(argument)
        }
    }

    public static func isWeb(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

    /// `git://…`, `ssh://…`, `USER@HOST:PATH`, `github.com/…`, and `https://….git` with or without a fragment.
    public static func isGit(_ text: String) -> Bool {
        if ["git://", "ssh://", "github.com/"].contains(where: text.hasPrefix) { return true }
        let address = text.prefix { $0 != "#" }
        if isWeb(text) { return address.hasSuffix(".git") }
        guard let at = address.firstIndex(of: "@"), let colon = address.firstIndex(of: ":"), at < colon else {
            return false
        }
        func isName(_ text: Substring) -> Bool {
            !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        }
        return isName(address[..<at]) && isName(address[address.index(after: at)..<colon])
    }
}

/// A commit of a Git repository, and a folder in it: `URL#REF:FOLDER`.
public struct GitReference: Sendable, Equatable {
    public var url: String
    /// A branch, a tag, a commit, or a full reference such as `pull/7/head`. `nil` is the repository's default branch.
    public var reference: String?
    /// Relative to the repository's root.
    public var folder: String?

    public init(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        url = parts[0].hasPrefix("github.com/") ? "https://" + parts[0] : parts[0]
        guard parts.count == 2 else { return }
        let fragment = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        reference = fragment[0].isEmpty ? nil : fragment[0]
        folder = fragment.count == 2 && !fragment[1].isEmpty ? fragment[1] : nil
    }

    /// Whether the reference is a commit's whole name.
    var isCommit: Bool {
        guard let reference, reference.utf8.count == 40 || reference.utf8.count == 64 else { return false }
        return reference.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
