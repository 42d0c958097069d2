import Dockerfile
import EngineInterface

extension StageBuilder {
    /// A `COPY` or `ADD` with its variables expanded and its flags checked.
    func plan(_ copy: CopyOperation, _ statement: Statement, escape: Unicode.Scalar) throws -> CopyPlan {
        func text(_ argument: Argument?) throws -> String {
            try argument.map { try expand($0.text, escape: escape, statement) } ?? ""
        }
        let isAdd = statement.keyword == "ADD"
        let sources = try copy.sources.map { Argument(try text($0), at: $0.position) }
        let written = try text(copy.destination)
        let isFolder = written.hasSuffix("/") || written.hasSuffix("/.") || written == "." || written.isEmpty
        let absolute = PathText.clean(written.hasPrefix("/") ? written : "\(config.workingDir ?? "/")/\(written)")
        let modeText = try text(copy.chmod)
        let mode = modeText.isEmpty ? nil : FileMode(modeText)
        if !modeText.isEmpty && mode == nil {
            throw faults.failure(
                .syntax, "--chmod=\(modeText) is not a mode.", at: statement, line: copy.chmod?.position.line,
                help: "Write octal digits, for example --chmod=755, or changes such as --chmod=u+x.")
        }
        let known = variables
        var excludes: IgnoreFile?
        let files: [(name: String, contents: [UInt8])]
        do {
            let texts = copy.excludes.map(\.text)
            if !texts.isEmpty {
                excludes = try IgnoreFile(Array(texts.joined(separator: "\n").utf8), file: "--exclude")
            }
            files = try copy.heredocs.map { heredoc in
                guard heredoc.expands else { return (heredoc.name, heredoc.content) }
                // Bytes that are no text are kept when there is nothing to expand.
                guard heredoc.content.contains(36) || heredoc.content.contains(92) else {
                    return (heredoc.name, heredoc.content)
                }
                return (heredoc.name, Array(try Expander(lookup: { known[$0] }).heredoc(heredoc.text).utf8))
            }
        } catch let error as ExpansionError {
            throw faults.failure(error, at: statement)
        } catch let error as DockerfileError {
            throw faults.failure(.syntax, "--exclude: \(error.message)", at: statement, help: error.help)
        }
        var plan = CopyPlan(
            isAdd: isAdd, sources: sources, files: files,
            destination: isFolder && absolute != "/" ? absolute + "/" : absolute, chown: try text(copy.chown),
            mode: mode, modeText: modeText, parents: copy.parents, excludes: excludes,
            excludeTexts: copy.excludes.map(\.text), unpacks: copy.unpack,
            keepsOwners: copy.from != nil)
        plan.written = written
        // As in BuildKit, --chmod makes of --link an ordinary copy.
        plan.isLayer = copy.link && modeText.isEmpty
        plan.remoteOptions = .init(checksum: try text(copy.checksum), keepsRepository: copy.keepGitDir)
        if copy.from == nil { plan.remotes = try remotes(in: sources, isAdd: isAdd, statement) }
        try check(plan, copy, statement)
        return plan
    }

    private func remotes(
        in sources: [Argument], isAdd: Bool, _ statement: Statement
    ) throws -> [Int: RemoteSource] {
        var result: [Int: RemoteSource] = [:]
        for (index, source) in sources.enumerated() {
            do throws(FetchFault) {
                result[index] = try RemoteSource(source.text)
            } catch {
                throw faults.failure(
                    .syntax, error.message, at: statement, line: source.position.line, help: error.help)
            }
            guard isAdd || result[index] == nil else {
                throw faults.failure(
                    .source, "COPY cannot fetch \(RemoteSource.shown(source.text)).", at: statement,
                    line: source.position.line, help: "Use ADD for files and repositories of the network.")
            }
        }
        return result
    }

    private func check(_ plan: CopyPlan, _ copy: CopyOperation, _ statement: Statement) throws {
        guard let checksum = copy.checksum, !plan.remoteOptions.checksum.isEmpty else { return }
        func failure(_ message: String) -> BuildFailure {
            faults.failure(.syntax, message, at: statement, line: checksum.position.line, help: "Leave it out.")
        }
        if plan.sources.count != 1 || !plan.files.isEmpty {
            throw failure("--checksum is for one source only.")
        }
        if plan.remotes.isEmpty { throw failure("--checksum is for sources of the network only.") }
    }

    // MARK: Remote sources

    func resolve(
        _ plan: CopyPlan, with files: RemoteFiles, _ statement: Statement
    ) async throws -> [Int: RemoteFiles.Resolved] {
        var result: [Int: RemoteFiles.Resolved] = [:]
        for (index, source) in plan.remotes {
            do {
                result[index] = try await files.resolve(source)
            } catch let fault as FetchFault {
                throw failure(fault, plan.sources[index], statement)
            }
        }
        return result
    }

    func bring(
        _ resolved: RemoteFiles.Resolved, _ plan: CopyPlan, with files: RemoteFiles, _ statement: Statement
    ) async throws -> SourceGroup {
        do {
            var group = try await files.bring(resolved)
            if case .file = resolved.source { group.isUnpacked = plan.unpacks == true }
            return group
        } catch let fault as FetchFault {
            let index = plan.remotes.first { $0.value == resolved.source }?.key ?? 0
            throw failure(fault, plan.sources[index], statement)
        }
    }

    private func failure(_ fault: FetchFault, _ source: Argument, _ statement: Statement) -> BuildFailure {
        faults.failure(.remote, fault.message, at: statement, line: source.position.line, help: fault.help)
    }
}

extension CopyPlan {
    /// The flags that `docker history` does not show.
    var otherFlags: String {
        (isLayer ? "--link " : "") + excludeTexts.map { "--exclude=\($0) " }.joined()
            + (unpacks.map { "--unpack=\($0) " } ?? "")
            + (remoteOptions.keepsRepository.map { "--keep-git-dir=\($0) " } ?? "")
            + (remoteOptions.checksum.isEmpty ? "" : "--checksum=\(remoteOptions.checksum) ")
    }

    /// What a changed result may come from, besides the files that are copied.
    var inputs: [String: String] {
        Dictionary(files.map { ("text of <<\($0.name)", "sha256:" + KeyHasher.digest($0.contents).prefix(16)) }) {
            first, _ in first
        }
    }

    /// What stands behind the keyword, as `docker history` shows it.
    var text: String {
        let flags =
            (parents ? "--parents " : "") + (chown.isEmpty ? "" : "--chown=\(chown) ")
            + (modeText.isEmpty ? "" : "--chmod=\(modeText) ")
        return flags + (sources.map(\.text) + files.map { "<<\($0.name)" } + [written]).joined(separator: " ")
    }
}
