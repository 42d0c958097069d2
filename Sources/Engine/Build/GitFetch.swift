import EngineInterface
import Foundation
import Glibc
import Linux

/// Brings a commit of a repository, with the host's git.
///
/// git sees no settings of the user's, asks nobody, runs no hooks, and reaches other machines only: neither the address
/// nor a submodule's may name a path of this one.
struct GitFetch: Sendable {
    let reference: GitReference
    /// What the commit's identifier must begin with; empty for anything.
    let checksum: String
    /// The socket of a key agent, for addresses of `ssh`.
    let agent: String?
    /// A line for HTTP requests to the repository's host that says who asks.
    let authorization: String?
    let maximumBytes: Int64

    /// A commit that a reference stands for.
    struct Target: Sendable {
        /// The commit, or the annotated tag that leads to it.
        var object: String
        /// The whole name of the reference; empty when the commit itself was named.
        var name: String
    }

    // MARK: Asking

    /// Finds out which commit is meant.
    func resolve() async throws -> Target {
        if GitReference.isCommit(reference.ref) {
            let target = Target(object: reference.ref.lowercased(), name: "")
            try check([target.object])
            return target
        }
        let names = reference.ref.isEmpty ? ["HEAD"] : [reference.ref, reference.ref + "^{}"]
        let text = try await git(["ls-remote", "--symref", "--", reference.remote] + names, in: nil)
        var known: [String: String] = [:]
        var head = ""
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            if parts[0].hasPrefix("ref: ") { head = String(parts[0].dropFirst(5)) } else { known[parts[1]] = parts[0] }
        }
        func full(_ prefix: String) -> String {
            reference.ref.hasPrefix(prefix) ? reference.ref : prefix + reference.ref
        }
        // A branch comes before a tag of the same name, as git-checkout has it.
        let choices = reference.ref.isEmpty ? ["HEAD"] : [full("refs/"), full("refs/heads/"), full("refs/tags/")]
        guard let name = choices.first(where: { known[$0] != nil }), let object = known[name] else {
            throw FetchFault(
                message: reference.ref.isEmpty
                    ? "The repository \(shown) has no commits." : "The repository \(shown) has no \(reference.ref).",
                help: "Name a branch, a tag, or a whole commit.")
        }
        guard GitReference.isCommit(object) else {
            throw FetchFault(message: "The repository \(shown) answered something that is no commit.", help: nil)
        }
        try check([object, known[name + "^{}"]].compactMap { $0 })
        return Target(object: object, name: name == "HEAD" ? (head.isEmpty ? "HEAD" : head) : name)
    }

    private func check(_ objects: [String]) throws {
        guard !checksum.isEmpty, !objects.contains(where: { $0.hasPrefix(checksum) }) else { return }
        throw FetchFault(
            message: "\(shown) is at the commit \(objects.last ?? ""), not at \(checksum).",
            help: "Either the reference has moved, or the checksum belongs to another one.")
    }

    // MARK: Fetching

    /// Writes the commit's files into an empty folder.
    func checkout(_ target: Target, into folder: String, keepsRepository: Bool) async throws {
        let format = target.object.utf8.count == 64 ? ["--object-format=sha256"] : []
        _ = try await git(["init", "--quiet", "--template="] + format, in: folder)
        _ = try await git(["remote", "add", "origin", reference.remote], in: folder)
        try await fetch(target, in: folder)
        let commit = try await git(["rev-parse", "FETCH_HEAD^{commit}"], in: folder)
        let wanted = try await git(["rev-parse", target.object + "^{commit}"], in: folder)
        guard commit == wanted else {
            throw FetchFault(message: "The repository \(shown) changed while it was fetched.", help: "Build again.")
        }
        _ = try await git(["checkout", "--quiet", "--detach", "FETCH_HEAD"], in: folder)
        if reference.hasSubmodules, access(folder + "/.gitmodules", F_OK) == 0 {
            try await fetchSubmodules(in: folder)
        }
        if reference.hasCommitTimes {
            let seconds = try await git(["log", "-1", "--format=%ct"], in: folder)
            try setTimes(in: folder, to: Int(seconds.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0)
        }
        if keepsRepository {
            _ = try await git(["remote", "set-url", "origin", RemoteSource.shown(reference.remote)], in: folder)
            _ = try await git(["reflog", "expire", "--all", "--expire=now"], in: folder)
            unlink(folder + "/.git/FETCH_HEAD")
        } else {
            try removeRepositories(in: folder)
        }
    }

    private func fetch(_ target: Target, in folder: String) async throws {
        let start = ["fetch", "--quiet", "--no-tags", "--update-head-ok", "--no-recurse-submodules"]
        let source = target.name.isEmpty || target.name == "HEAD" ? target.object : target.name
        let refspec = source.hasPrefix("refs/") ? "+\(source):\(source)" : source
        do {
            _ = try await git(start + ["--depth=1", "--", "origin", refspec], in: folder)
        } catch let fault as FetchFault {
            // Some servers give only whole histories, and some no commits that no reference names.
            do {
                let all = target.name.isEmpty ? "+refs/*:refs/remotes/origin/*" : refspec
                _ = try await git(start + ["--", "origin", all], in: folder)
                _ = try await git(["cat-file", "-e", target.object + "^{commit}"], in: folder)
            } catch is FetchFault {
                throw fault
            }
            _ = try await git(["update-ref", "FETCH_HEAD", target.object], in: folder)
        }
    }

    private func fetchSubmodules(in folder: String) async throws {
        let update = ["submodule", "--quiet", "update", "--init", "--recursive"]
        do {
            _ = try await git(update + ["--depth=1"], in: folder)
        } catch is FetchFault {
            _ = try await git(update, in: folder)
        }
    }

    private func setTimes(in folder: String, to seconds: Int) throws {
        let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        let names = FileManager.default.enumerator(atPath: folder)
        for case let name as String in names ?? .init() {
            utimensat(AT_FDCWD, "\(folder)/\(name)", times, AT_SYMLINK_NOFOLLOW)
        }
        utimensat(AT_FDCWD, folder, times, 0)
    }

    /// Takes away `.git`, of submodules, too.
    private func removeRepositories(in folder: String) throws {
        try removeTree(folder + "/.git")
        guard reference.hasSubmodules, access(folder + "/.gitmodules", F_OK) == 0 else { return }
        var found: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init()
        where name.hasSuffix("/.git") { found.append(name) }
        for name in found { try removeTree("\(folder)/\(name)") }
    }

    // MARK: Running git

    private func git(_ arguments: [String], in folder: String?) async throws -> String {
        guard let program = Tool.find("git") else {
            throw FetchFault(
                message: "\(shown) cannot be fetched: this machine has no program git.",
                help: "Install it with: apt-get install git")
        }
        let settings = [
            "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null",
            "init.defaultBranch=master", "safe.directory=*", "protocol.file.allow=never", "protocol.ext.allow=never",
            "http.followRedirects=initial", "submodule.recurse=false", "gc.auto=0",
        ]
        let outcome = try await HostProgram.run(
            program, settings.flatMap { ["-c", $0] } + arguments, environment: environment, directory: folder ?? "/",
            maximumFileBytes: maximumBytes)
        if outcome.timedOut {
            throw FetchFault(message: "\(shown) cannot be fetched: it takes too long.", help: "Try again later.")
        }
        guard outcome.status == 0 else {
            throw FetchFault(
                message: "\(shown) cannot be fetched: \(outcome.message).",
                help: reference.remote.contains("://") && !reference.remote.hasPrefix("ssh")
                    ? "Check the address; a private repository needs the secret GIT_AUTH_TOKEN."
                    : "Check the address, and give the build a key agent with --ssh default.")
        }
        return String(decoding: outcome.output, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    private var environment: [String] {
        var result =
            HostProgram.environment + [
                "HOME=/nonexistent", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ATTR_NOSYSTEM=1",
                "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=http:https:ssh:git", "GIT_SSH_COMMAND=\(sshCommand)",
            ]
        if let agent { result.append("SSH_AUTH_SOCK=\(agent)") }
        if let authorization, let host = URLComponents(string: reference.remote), let name = host.host,
            let scheme = host.scheme
        {
            // For this host only, and not as an argument, which others of this machine could see.
            let port = host.port.map { ":\($0)" } ?? ""
            result += [
                "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=http.\(scheme)://\(name)\(port)/.extraHeader",
                "GIT_CONFIG_VALUE_0=Authorization: \(authorization)",
            ]
        }
        return result
    }

    private var sshCommand: String {
        let home = getenv("HOME").map { String(cString: $0) } ?? "/root"
        // Hosts that the user knows; nothing is asked and nothing is written.
        let quoted = (home + "/.ssh/known_hosts").replacingOccurrences(of: "'", with: "'\\''")
        return "ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes -o 'UserKnownHostsFile=\(quoted)'"
    }

    private var shown: String { RemoteSource.shown(reference.remote) }
}
