import Glibc
import Linux

/// Fetches one commit of a Git repository with the system's git.
///
/// Nothing that comes with a repository is run: hooks are off, and only the protocols of the network are allowed, also for
/// submodules.
struct GitFetcher {
    /// Does not exist yet. Absolute.
    var folder: String
    var keepsGitFolder: Bool

    /// Returns the folder to build in.
    func fetch(_ reference: GitReference) async throws -> String {
        guard let git = Tool.find("git") else {
            throw ContextError(.machine, "The program git is missing; install it: sudo apt-get install git.")
        }
        for text in [reference.url, reference.reference ?? ""] where text.hasPrefix("-") {
            throw ContextError(.usage, "\(text) is neither an address nor a reference of a Git repository.")
        }
        try systemCall("mkdir", folder) { mkdir(folder, 0o755) }
        try await run(git, ["init", "--quiet"], reference)
        try await run(git, ["remote", "add", "origin", "--", reference.url], reference)
        let wanted = reference.reference ?? "HEAD"
        do {
            try await run(git, ["fetch", "--quiet", "--depth=1", "--no-tags", "origin", "--", wanted], reference)
        } catch let error as GitFailure {
            // Some servers hand out a commit only as part of a branch.
            guard reference.isCommit else { throw Self.explain(error, reference) }
            do {
                try await run(git, ["fetch", "--quiet", "--tags", "origin"], reference)
                try await run(git, ["update-ref", "FETCH_HEAD", wanted], reference)
            } catch let error as GitFailure {
                throw Self.explain(error, reference)
            }
        }
        do {
            try await run(git, ["checkout", "--quiet", "--detach", "FETCH_HEAD"], reference)
            if access(folder + "/.gitmodules", F_OK) == 0 {
                try await run(
                    git, ["submodule", "update", "--quiet", "--init", "--recursive", "--depth=1"], reference)
            }
        } catch let error as GitFailure {
            throw Self.explain(error, reference)
        }
        if !keepsGitFolder { try removeTree(folder + "/.git") }
        return try subfolder(reference)
    }

    /// Links in the repository are followed within it only.
    private func subfolder(_ reference: GitReference) throws -> String {
        guard let name = reference.folder else { return folder }
        do throws(SystemError) {
            let root = try RootedDirectory(folder)
            let open = try root.open(name, O_RDONLY | O_DIRECTORY)
            var buffer = [CChar](repeating: 0, count: 4097)
            let count = readlink("/proc/self/fd/\(open.number)", &buffer, 4096)
            withExtendedLifetime(open) {}
            guard count > 0 else { throw SystemError("readlink", name, errno: errno) }
            return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        } catch {
            throw ContextError(
                .usage,
                "\(reference.url) has no folder \(name)"
                    + (reference.reference.map { " at \($0)" } ?? "") + ". Check what stands behind the colon.")
        }
    }

    private struct GitFailure: Error { var text: String }

    private func run(_ git: String, _ arguments: [String], _ reference: GitReference) async throws {
        var request = SpawnRequest(git, Self.settings + arguments)
        request.directory = folder
        request.environment = Self.environment()
        request.newSession = true
        let result = try await Tool.run(request)
        guard result.termination.status == 0 else {
            throw GitFailure(text: String(decoding: result.error, as: UTF8.self))
        }
    }

    private static let settings = [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
        "-c", "protocol.http.allow=always", "-c", "protocol.https.allow=always", "-c", "protocol.git.allow=always",
        "-c", "protocol.ssh.allow=always", "-c", "advice.detachedHead=false", "-c", "init.defaultBranch=main",
        "-c", "submodule.recurse=false",
    ]

    /// The caller's environment without what would point git to another repository, and with nothing that could ask.
    private static func environment() -> [String] {
        var result: [String] = []
        var entry = environ
        while let text = entry.pointee {
            let variable = String(cString: text)
            if !variable.hasPrefix("GIT_") { result.append(variable) }
            entry += 1
        }
        let home = getenv("HOME").map { String(cString: $0) } ?? ""
        // ssh takes the home folder from the user database, where the user of a user namespace is root.
        let known = home.isEmpty || home.contains("'") ? "" : " -o 'UserKnownHostsFile=\(home)/.ssh/known_hosts'"
        return result + ["GIT_TERMINAL_PROMPT=0", "GIT_SSH_COMMAND=ssh -o BatchMode=yes\(known)", "LC_ALL=C"]
    }

    private static func explain(_ failure: GitFailure, _ reference: GitReference) -> ContextError {
        let lines = failure.text.split(separator: "\n").map(String.init)
        let line =
            lines.last { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? lines.last ?? "git gave no reason"
        let reason = line.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? line
        if failure.text.contains("couldn't find remote ref") {
            return ContextError(
                .usage,
                "\(reference.url) has no branch, tag or commit \(reference.reference ?? "HEAD"). Check what stands behind the #."
            )
        }
        return ContextError(
            .content, "The repository \(reference.url) cannot be fetched: \(reason). Check the address and the network."
        )
    }
}
