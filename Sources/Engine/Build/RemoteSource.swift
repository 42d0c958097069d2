import Dockerfile
import Foundation

/// A source of `ADD` that is not in the build context.
enum RemoteSource: Sendable, Hashable {
    /// The address of a file.
    case file(String)
    /// A repository, and what of it.
    case repository(GitReference)

    /// What a word of `ADD` names; `nil` for a path of the build context.
    ///
    /// As BuildKit tells them apart: an `http` or `https` address is a repository when its path ends in `.git`; `git`,
    /// `ssh` and `user@host:path` always are repositories.
    init?(_ word: String) throws(FetchFault) {
        if let reference = try GitReference(word) {
            self = .repository(reference)
        } else if word.hasPrefix("http://") || word.hasPrefix("https://") {
            self = .file(word)
        } else {
            return nil
        }
    }

    /// The address without a password, for messages.
    static func shown(_ address: String) -> String {
        guard let scheme = address.range(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = host.lastIndex(of: "@") else { return address }
        return address[..<scheme.upperBound] + "…" + rest[at...]
    }

    /// The name that a fetched file gets in a folder: the last part of the address's path.
    static func fileName(_ address: String) -> String {
        let path = URLComponents(string: address)?.path ?? ""
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return name.isEmpty || name == "." || name == ".." || name.utf8.contains(0) ? "__unnamed__" : name
    }
}

/// A repository as `ADD` and contexts name it: `https://host/repo.git#ref:folder`, `git@host:repo.git?tag=v1`.
///
/// See "Git contexts" in Docker's documentation: the fragment names a reference and a folder, or the query does with
/// `ref`, `tag`, `branch`, `subdir`, `checksum` (also `commit`), `keep-git-dir`, `submodules` and `mtime`.
struct GitReference: Sendable, Hashable {
    /// What git is given.
    var remote: String
    /// A branch, tag, reference or whole commit; empty for the default branch.
    var ref = ""
    /// Relative to the repository's root; empty for all of it.
    var folder = ""
    /// What the commit's identifier must begin with.
    var checksum = ""
    /// Whether the folder `.git` is kept; `nil` leaves it to `--keep-git-dir`.
    var keepsRepository: Bool?
    var hasSubmodules = true
    /// Files get the time of the commit.
    var hasCommitTimes = false

    /// `nil` when the text names no repository.
    init?(_ text: String) throws(FetchFault) {
        let (address, query, fragment) = Self.split(text)
        if let scheme = address.range(of: "://") {
            switch address[..<scheme.lowerBound].lowercased() {
            case "http", "https":
                guard address.hasSuffix(".git") else { return nil }
            case "git", "ssh": break
            default: return nil
            }
        } else if !Self.isShellAddress(address) {
            return nil
        }
        // git must not take any part of it for an option.
        let host = address.range(of: "://").map { address[$0.upperBound...] } ?? address[...]
        if host.hasPrefix("-") || host.contains("@-") {
            throw FetchFault(message: "\(text) is no address of a repository.", help: nil)
        }
        remote = address
        let parts = fragment.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        ref = parts.first ?? ""
        if parts.count == 2 { folder = Self.inner(parts[1]) }
        for item in query.split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(pair[0]).removingPercentEncoding ?? String(pair[0])
            let value = pair.count == 2 ? String(pair[1]).removingPercentEncoding ?? String(pair[1]) : ""
            try set(name, to: value)
        }
        if ref.hasPrefix("-") { throw FetchFault(message: "\(ref) is no reference of a repository.", help: nil) }
        guard checksum.utf8.allSatisfy(Self.isHexadecimal) else {
            throw FetchFault(
                message: "The checksum \(checksum) is no commit.", help: "Write the commit's hexadecimal identifier.")
        }
    }

    /// Whether a text is a whole commit's identifier.
    static func isCommit(_ text: String) -> Bool {
        (text.utf8.count == 40 || text.utf8.count == 64) && text.utf8.allSatisfy(isHexadecimal)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
    }

    private static func split(_ text: String) -> (address: String, query: String, fragment: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let front = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return (
            String(front[0]), front.count == 2 ? String(front[1]) : "", parts.count == 2 ? String(parts[1]) : ""
        )
    }

    /// `user@host:path`.
    private static func isShellAddress(_ text: String) -> Bool {
        guard let at = text.firstIndex(of: "@"), let colon = text[at...].firstIndex(of: ":") else { return false }
        func isPlain(_ part: Substring, _ extra: String) -> Bool {
            !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || extra.contains($0) }
        }
        return isPlain(text[..<at], "-_") && isPlain(text[text.index(after: at)..<colon], "-.")
    }

    /// A path that does not lead out.
    private static func inner(_ path: String) -> String { String(PathText.clean("/" + path).dropFirst()) }

    private mutating func set(_ name: String, to value: String) throws(FetchFault) {
        func conflict(_ old: String, _ new: String) throws(FetchFault) -> String {
            if !old.isEmpty && old != new {
                throw FetchFault(message: "The address names both \(old) and \(new).", help: "Leave one of them out.")
            }
            return new
        }
        if value.isEmpty, !["submodules", "keep-git-dir", "fetch-by-commit"].contains(name) {
            throw FetchFault(message: "The part \(name) of the address has no value.", help: nil)
        }
        switch name {
        case "ref": ref = try conflict(ref, value)
        case "tag": ref = try conflict(ref, value.hasPrefix("refs/tags/") ? value : "refs/tags/" + value)
        case "branch": ref = try conflict(ref, value.hasPrefix("refs/heads/") ? value : "refs/heads/" + value)
        case "subdir": folder = try conflict(folder, Self.inner(value))
        case "checksum", "commit": checksum = value.lowercased()
        case "keep-git-dir": keepsRepository = try flag(name, value)
        case "submodules": hasSubmodules = try flag(name, value)
        // The commit is always fetched by itself when it is named.
        case "fetch-by-commit": _ = try flag(name, value)
        case "mtime":
            guard value == "commit" || value == "checkout" else {
                throw FetchFault(message: "mtime=\(value) is neither commit nor checkout.", help: nil)
            }
            hasCommitTimes = value == "commit"
        default:
            throw FetchFault(
                message: "The address of a repository has no part \(name).",
                help: "It knows ref, tag, branch, subdir, checksum, keep-git-dir, submodules and mtime.")
        }
    }

    private func flag(_ name: String, _ value: String) throws(FetchFault) -> Bool {
        switch value.lowercased() {
        case "", "1", "t", "true": return true
        case "0", "f", "false": return false
        default: throw FetchFault(message: "\(name)=\(value) is neither true nor false.", help: nil)
        }
    }
}
