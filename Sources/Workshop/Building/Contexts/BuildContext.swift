import Glibc
import Linux

/// A build's context as the engine takes it.
public struct BuildContext: Sendable, Equatable {
    /// Absolute.
    public var folder: String
    /// Absolute, or relative to ``folder``.
    public var dockerfile: String
    /// The Dockerfile's text when it does not come from a file.
    public var dockerfileBytes: [UInt8]?
    /// How the user named the Dockerfile, for messages.
    public var shownDockerfile: String

    public init(folder: String, dockerfile: String, dockerfileBytes: [UInt8]? = nil, shownDockerfile: String? = nil) {
        self.folder = folder
        self.dockerfile = dockerfile
        self.dockerfileBytes = dockerfileBytes
        self.shownDockerfile = shownDockerfile ?? dockerfile
    }
}

/// Brings a build's context to this machine and finds the Dockerfile.
public struct ContextMaker: Sendable {
    /// An empty folder for what is fetched or unpacked. Whoever made it removes it.
    public var workFolder: String
    /// What paths are relative to.
    public var currentFolder: String
    /// Whether the `.git` folder of a Git context stays.
    public var keepsGitFolder: Bool

    public init(workFolder: String, currentFolder: String, keepsGitFolder: Bool = false) {
        self.workFolder = workFolder
        self.currentFolder = currentFolder
        self.keepsGitFolder = keepsGitFolder
    }

    /// Largest Dockerfile that is read from a stream, in bytes.
    static let largestDockerfile = 16 << 20

    /// - Parameters:
    ///   - file: what `-f` says; `nil` is `Dockerfile` in the context, `-` is standard input.
    /// - Throws: ``ContextError``, or `CancellationError`.
    public func make(_ source: ContextSource, file: String?) async throws -> BuildContext {
        if file == "-" && source == .standardInput {
            throw ContextError(
                .usage, "Standard input can be the context or the Dockerfile, not both. Name a folder as the context.")
        }
        switch source {
        case .folder(let path): return try await inFolder(path, file: file)
        case .standardInput:
            return try await unpacked(
                try await standardInput("The context - reads an archive or a Dockerfile"), file: file)
        case .git(let reference):
            let fetcher = GitFetcher(folder: workFolder + "/git", keepsGitFolder: keepsGitFolder)
            return try await fetched(try await fetcher.fetch(reference), file: file)
        case .web(let address):
            let path = workFolder + "/download"
            try await WebFetcher.fetch(address, to: path)
            let stream = try await StreamReader.open(try Descriptor.open(path, O_RDONLY), name: address)
            return try await unpacked(stream, file: file)
        }
    }

    // MARK: Folders

    private func inFolder(_ path: String, file: String?) async throws -> BuildContext {
        let folder = absolute(path)
        var status = stat()
        guard stat(folder, &status) == 0 else {
            throw ContextError(
                .usage,
                errno == ENOENT
                    ? "The context \(path) does not exist. Name the folder whose files COPY may read; the current one is a dot."
                    : "The context \(path) cannot be opened: \(String(cString: strerror(errno))).")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw ContextError(
                .usage,
                "The context \(path) is a file. Name the folder that it is in, and the Dockerfile with -f: -f \(path) \(Self.parent(of: path))"
            )
        }
        guard let file else { return BuildContext(folder: folder, dockerfile: "Dockerfile") }
        if file == "-" { return try await standardInputDockerfile(folder) }
        return BuildContext(folder: folder, dockerfile: try dockerfile(file, context: folder), shownDockerfile: file)
    }

    private func standardInputDockerfile(_ folder: String) async throws -> BuildContext {
        let stream = try await standardInput("-f - reads the Dockerfile")
        return BuildContext(
            folder: folder, dockerfile: "Dockerfile",
            dockerfileBytes: try await stream.text(limit: Self.largestDockerfile),
            shownDockerfile: "(standard input)")
    }

    /// A name is relative to the current folder, as Docker has it.
    private func dockerfile(_ file: String, context: String) throws -> String {
        let path = absolute(file)
        if access(path, F_OK) != 0, !file.hasPrefix("/"), access(context + "/" + file, F_OK) == 0 {
            throw ContextError(
                .usage,
                "There is no \(file) here: -f counts from the current folder, not from the context. Write -f \(shown(context))/\(file)."
            )
        }
        let prefix = context == "/" ? "/" : context + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    private func shown(_ path: String) -> String {
        path.hasPrefix(currentFolder + "/") ? String(path.dropFirst(currentFolder.count + 1)) : path
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "." }
        return String(path[..<slash])
    }

    // MARK: Streams

    private func standardInput(_ purpose: String) async throws -> StreamReader {
        guard isatty(STDIN_FILENO) == 0 else {
            throw ContextError(.usage, "\(purpose) from standard input. Pipe or redirect one into it.")
        }
        return try await StreamReader.open(OwnedDescriptor(dup(STDIN_FILENO)), name: "standard input")
    }

    private func unpacked(_ stream: StreamReader, file: String?) async throws -> BuildContext {
        let folder = workFolder + "/context"
        try systemCall("mkdir", folder) { mkdir(folder, 0o755) }
        guard let format = stream.format else {
            guard file == nil else {
                throw ContextError(
                    .usage,
                    "\(stream.name) holds a Dockerfile and no archive, so -f has nothing to choose from. Leave it out.")
            }
            let bytes = try await stream.text(limit: Self.largestDockerfile)
            return BuildContext(
                folder: folder, dockerfile: "Dockerfile", dockerfileBytes: bytes, shownDockerfile: "(\(stream.name))")
        }
        try await ArchiveUnpacker(folder: folder).unpack(stream, format)
        return try await fetched(folder, file: file)
    }

    /// In what was fetched or unpacked `-f` counts from the context.
    private func fetched(_ folder: String, file: String?) async throws -> BuildContext {
        if file == "-" { return try await standardInputDockerfile(folder) }
        return BuildContext(folder: folder, dockerfile: file ?? "Dockerfile")
    }

    /// Absolute, without `.` and `..`.
    func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : currentFolder + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
