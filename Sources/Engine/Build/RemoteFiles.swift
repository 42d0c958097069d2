import Dockerfile
import EngineInterface
import Foundation
import Glibc
import Images
import Linux

/// The remote sources of one `ADD`: what they lead to now, and their files when they are needed.
actor RemoteFiles {
    private let session: BuildSession
    private let copy: RemoteOptions
    private var drafts: [SnapshotDraft] = []
    /// What was fetched already to find out what it is.
    private var fetched: [RemoteSource: String] = [:]

    /// What the flags of `ADD` say about remote sources.
    struct RemoteOptions: Sendable {
        var checksum: String
        var keepsRepository: Bool?
    }

    /// A remote source as it is now.
    struct Resolved: Sendable {
        var source: RemoteSource
        /// What the content depends on; part of the step's key.
        var line: ManifestLine
        /// Of a file: seconds since 1970.
        var modified: Int64 = 0
        /// Of a repository.
        var target: GitFetch.Target?
    }

    init(_ session: BuildSession, _ copy: RemoteOptions) {
        self.session = session
        self.copy = copy
    }

    private var maximumBytes: Int64 { session.request.limits.diskBytes ?? 8 << 30 }

    // MARK: Finding out

    /// Asks what a source leads to now. A file with a checksum is known without asking.
    func resolve(_ source: RemoteSource) async throws -> Resolved {
        switch source {
        case .file(let address):
            let checksum = try checksum(of: address)
            let name = RemoteSource.fileName(address)
            if let checksum {
                return Resolved(source: source, line: ManifestLine(path: address, facts: "file \(name) \(checksum)"))
            }
            let found = try await fetch(address, nil).ask(into: try folder())
            if let file = found.file { fetched[source] = file }
            return Resolved(
                source: source, line: ManifestLine(path: address, facts: "file \(name) \(found.digest)"),
                modified: found.modified)
        case .repository(let reference):
            let git = try await git(reference)
            let target = try await git.resolve()
            let keeps = keepsRepository(reference)
            let facts =
                "repository \(keeps ? reference.remote + " " + target.name : "-") \(reference.folder) \(keeps) "
                + "\(reference.hasSubmodules) \(reference.hasCommitTimes) \(target.object)"
            return Resolved(source: source, line: ManifestLine(path: reference.remote, facts: facts), target: target)
        }
    }

    private func checksum(of address: String) throws -> String? {
        guard !copy.checksum.isEmpty else { return nil }
        let parts = copy.checksum.split(separator: ":", maxSplits: 1).map(String.init)
        let isDigest =
            parts.count == 2 && parts[0] == "sha256" && parts[1].utf8.count == 64
            && parts[1].utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard isDigest else {
            throw FetchFault(
                message: "--checksum=\(copy.checksum) is not a checksum.",
                help: "Write sha256: and 64 hexadecimal digits, as sha256sum prints them.")
        }
        return parts[1]
    }

    private func fetch(_ address: String, _ checksum: String?) -> FileFetch {
        FileFetch(address: address, checksum: checksum, store: session.store, maximumBytes: maximumBytes)
    }

    private func keepsRepository(_ reference: GitReference) -> Bool {
        reference.keepsRepository ?? copy.keepsRepository ?? false
    }

    private func git(_ reference: GitReference) async throws -> GitFetch {
        if let one = reference.keepsRepository, let other = copy.keepsRepository, one != other {
            throw FetchFault(
                message: "--keep-git-dir and the address contradict each other.", help: "Leave one of them out.")
        }
        let checksum = copy.checksum.lowercased()
        if !checksum.isEmpty, !reference.checksum.isEmpty, checksum != reference.checksum {
            throw FetchFault(
                message: "--checksum and the address name different commits.", help: "Leave one of them out.")
        }
        let isShell = !reference.remote.contains("://") || reference.remote.hasPrefix("ssh://")
        let agent = isShell ? try await keyAgent() : nil
        return GitFetch(
            reference: reference, checksum: checksum.isEmpty ? reference.checksum : checksum, agent: agent,
            authorization: try authorization(for: reference), maximumBytes: maximumBytes)
    }

    private func keyAgent() async throws -> String? {
        do {
            return try await session.agents.socket("default")
        } catch let fault as KeyAgents.Fault {
            throw FetchFault(message: fault.message, help: fault.help)
        }
    }

    /// From the secrets `GIT_AUTH_HEADER` and `GIT_AUTH_TOKEN`, with the host's name behind a dot if they are for one.
    private func authorization(for reference: GitReference) throws -> String? {
        guard reference.remote.hasPrefix("http"), let host = URLComponents(string: reference.remote)?.host else {
            return nil
        }
        for name in ["GIT_AUTH_HEADER.\(host)", "GIT_AUTH_HEADER", "GIT_AUTH_TOKEN.\(host)", "GIT_AUTH_TOKEN"] {
            guard let secret = session.request.secrets.last(where: { $0.id == name }) else { continue }
            let value: [UInt8]
            switch secret.source {
            case .value(let bytes): value = bytes
            case .file(let path): value = (try? SmallFile.read(path, limit: 64 << 10)) ?? []
            }
            let text = String(decoding: value, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty, !text.contains(where: \.isNewline) else { continue }
            if name.hasPrefix("GIT_AUTH_HEADER") { return text }
            return "basic " + Data("x-access-token:\(text)".utf8).base64EncodedString()
        }
        return nil
    }

    // MARK: Bringing

    /// The files of a source, as something that can be copied.
    func bring(_ resolved: Resolved) async throws -> SourceGroup {
        switch resolved.source {
        case .file(let address):
            let digest = String(resolved.line.facts.split(separator: " ").last ?? "")
            var modified = resolved.modified
            let file: String
            if let known = fetched[resolved.source] {
                file = known
            } else {
                let found = try await fetch(address, digest).get(into: try folder())
                modified = found.modified
                file = found.file ?? ""
            }
            return try group(file: file, address: address, digest: digest, modified: modified)
        case .repository(let reference):
            let place = try folder()
            guard let target = resolved.target else { throw FetchFault(message: "Nothing was fetched.", help: nil) }
            try await git(reference).checkout(target, into: place, keepsRepository: keepsRepository(reference))
            let root = try RootedDirectory(place)
            guard let status = try root.status(reference.folder, followLinks: true), status.st_mode & S_IFMT == S_IFDIR
            else {
                throw FetchFault(
                    message:
                        "The repository \(RemoteSource.shown(reference.remote)) has no folder \(reference.folder).",
                    help: nil)
            }
            let scanner = SourceScanner(
                root: root, ignore: nil, excludes: nil, store: session.store, isCancelled: { Task.isCancelled })
            let found = try scanner.find(Self.literal(reference.folder))
            return SourceGroup(root: root, sources: found, keepsOwners: true, isUnpacked: false)
        }
    }

    /// A path that holds no wildcards, whatever it is made of.
    private static func literal(_ path: String) -> String {
        path.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private func group(file: String, address: String, digest: String, modified: Int64) throws -> SourceGroup {
        let parts = file.split(separator: "/")
        let root = try RootedDirectory("/" + parts.dropLast().joined(separator: "/"))
        let location = String(parts.last ?? "")
        guard var status = try root.status(location, followLinks: false) else {
            throw FetchFault(message: "\(RemoteSource.shown(address)) was not fetched.", help: "Build again.")
        }
        status.st_mode = S_IFREG | 0o600
        status.st_uid = 0
        status.st_gid = 0
        var entry = SourceEntry(name: Array(RemoteSource.fileName(address).utf8), status: status)
        entry.digest = ContentDigest(hexadecimal: digest) ?? .none
        // Nobody else writes to what was fetched.
        entry.isSettled = true
        entry.modified = timespec(tv_sec: Int(modified), tv_nsec: 0)
        return SourceGroup(
            root: root, sources: [FoundSource(path: address, location: location, entry: entry)], keepsOwners: true,
            isUnpacked: false)
    }

    private func folder() throws -> String {
        let draft = try session.store.beginDraft(parent: nil)
        drafts.append(draft)
        return draft.upper
    }

    /// Removes what was fetched.
    func release() {
        for draft in drafts { session.store.discard(draft) }
        drafts = []
        fetched = [:]
    }
}

/// Sources of one `COPY` or `ADD` that come from one place.
struct SourceGroup: Sendable {
    var root: RootedDirectory
    var sources: [FoundSource]
    /// The sources' owners are the copies' owners unless `--chown` says otherwise.
    var keepsOwners: Bool
    /// Archives are unpacked.
    var isUnpacked: Bool
}
