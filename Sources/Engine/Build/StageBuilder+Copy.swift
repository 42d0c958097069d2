import Dockerfile
import EngineInterface
import Glibc
import Images
import Linux

/// A `COPY` or `ADD` with its variables expanded.
struct CopyPlan: Sendable {
    var isAdd: Bool
    var sources: [Argument]
    /// Files that the Dockerfile holds: name and contents.
    var files: [(name: String, contents: [UInt8])]
    /// Absolute; ends in a slash when it is a folder for sure.
    var destination: String
    var chown: String
    var mode: FileMode?
    var modeText: String
    var parents: Bool
    var excludes: IgnoreFile?
    var excludeTexts: [String]
    var unpacks: Bool
    /// Keep the sources' owners: they come from an image.
    var keepsOwners: Bool

    /// What the result depends on besides the sources' contents and the image below.
    func addKey(to key: inout KeyHasher) {
        key.add([isAdd ? "ADD" : "COPY", destination, chown, modeText, "\(parents)", "\(unpacks)", "\(keepsOwners)"])
        key.add(excludeTexts)
        for file in files {
            key.add(file.name)
            key.add(file.contents)
        }
    }
}

extension StageBuilder {
    mutating func copy(
        _ copy: CopyOperation, _ statement: Statement, escape: Unicode.Scalar
    ) async throws -> StepOutcome {
        var plan = try plan(copy, statement, escape: escape)
        let words = (plan.sources.map(\.text) + plan.files.map { "<<\($0.name)" } + [plan.destination]).joined(
            separator: " ")
        let flags =
            (copy.from.map { "--from=\($0.text) " } ?? "") + (plan.chown.isEmpty ? "" : "--chown=\(plan.chown) ")
            + (plan.modeText.isEmpty ? "" : "--chmod=\(plan.modeText) ")
        let effective = "\(statement.keyword) \(flags)\(words)"
        var folder = session.input.main
        if let from = copy.from {
            switch origin(of: from.text) {
            case .snapshot(let snapshot):
                return try await copyFromImage(plan, snapshot, from.text, effective, statement)
            case .folder(let other):
                folder = other
                plan.keepsOwners = false
            }
        }
        let session = session
        let found = try await Blocking.run { [folder, plan] isCancelled in
            let scanner = SourceScanner(
                root: folder.root, ignore: folder.ignore, excludes: plan.excludes, store: session.store,
                isCancelled: isCancelled)
            let failures = SourceFailure(
                session: session, statement: statement, scanner: scanner, folder: folder, origin: nil)
            return try Self.find(plan, scanner, failures)
        }
        warnIfNothing(plan, found, statement)
        let manifest = Self.manifest(found, plan)
        let parent = snapshot
        let store = store
        let faults = faults
        let root = folder.root
        return try await cached(
            statement, key: Self.key(plan, manifest, on: parent), effective: effective,
            createdBy: effective + " # buildkit", manifest: manifest, sources: found.map { $0.path }
        ) { [plan] _ in
            try await Blocking.run { isCancelled in
                try CopyWork(plan: plan, faults: faults, statement: statement, store: store, isCancelled: isCancelled)
                    .snapshot(of: found, in: root, on: parent)
            }
        }
    }

    private static func key(_ plan: CopyPlan, _ manifest: [ManifestLine], on parent: SnapshotID?) -> String {
        var key = KeyHasher("files")
        key.add(parent ?? "")
        plan.addKey(to: &key)
        for line in manifest { key.add([line.path, line.facts]) }
        return key.finish()
    }

    /// `--from`: known by the other stage's result, or, when that was built anew, by the files themselves.
    private mutating func copyFromImage(
        _ plan: CopyPlan, _ source: SnapshotID?, _ name: String, _ effective: String, _ statement: Statement
    ) async throws -> StepOutcome {
        var key = KeyHasher("files of image")
        key.add([snapshot ?? "", source ?? ""])
        key.add(plan.sources.map(\.text))
        plan.addKey(to: &key)
        let quickKey = key.finish()
        let parent = snapshot
        let store = store
        let faults = faults
        let session = session
        let noCache = isCacheOff
        let createdBy = effective + " # buildkit"
        let isKnown = try !noCache && store.cacheRecord(quickKey) != nil
        if !isKnown {
            // The stage was built anew, but what is copied from it may be what it was.
            let (found, contentKey) = try await Blocking.run { isCancelled in
                try DraftWork.reading(source, in: store) { root in
                    let scanner = SourceScanner(
                        root: root, ignore: nil, excludes: plan.excludes, store: store, isCancelled: isCancelled)
                    let failures = SourceFailure(
                        session: session, statement: statement, scanner: scanner, folder: nil, origin: name)
                    let found = try Self.find(plan, scanner, failures)
                    return (found, Self.key(plan, Self.manifest(found, plan), on: parent))
                }
            }
            if !noCache, let record = try store.cacheRecord(contentKey) {
                try store.saveCacheRecord(quickKey, record)
            } else {
                let outcome = try await cached(
                    statement, key: contentKey, rememberedAs: quickKey, effective: effective, createdBy: createdBy,
                    manifest: Self.manifest(found, plan)
                ) { _ in
                    try await Blocking.run { isCancelled in
                        try DraftWork.reading(source, in: store) { root in
                            try CopyWork(
                                plan: plan, faults: faults, statement: statement, store: store, isCancelled: isCancelled
                            ).snapshot(of: found, in: root, on: parent)
                        }
                    }
                }
                try store.saveCacheRecord(quickKey, ImageStore.CacheRecord(snapshot: snapshot, bytes: outcome.bytes))
                return outcome
            }
        }
        return try await cached(statement, key: quickKey, effective: effective, createdBy: createdBy) { _ in
            // The record was there a moment ago.
            throw EngineError(.failure, "The build cache lost a result while it was used.", help: "Try again.")
        }
    }

    private static func find(
        _ plan: CopyPlan, _ scanner: SourceScanner, _ failures: SourceFailure
    ) throws -> [FoundSource] {
        var found: [FoundSource] = []
        for source in plan.sources {
            do {
                if plan.parents {
                    found.append(try scanner.findWithParents(source.text))
                } else {
                    found += try scanner.find(source.text).filter { !isExcluded($0, plan) }
                }
            } catch let fault as SourceFault {
                throw failures.failure(fault, word: source.text, line: source.position.line)
            } catch let fault as ValueFault {
                throw failures.failure(fault, line: source.position.line)
            }
        }
        return found
    }

    /// `--exclude` also holds for files that a pattern found.
    private static func isExcluded(_ source: FoundSource, _ plan: CopyPlan) -> Bool {
        guard let excludes = plan.excludes, source.entry.kind != .folder else { return false }
        return excludes.decision(for: source.entry.text).isIgnored || excludes.decision(for: source.path).isIgnored
    }

    private static func manifest(_ found: [FoundSource], _ plan: CopyPlan) -> [ManifestLine] {
        found.flatMap { source in
            source.entry.manifest(
                path: source.path == "." ? "" : source.path,
                modes: plan.modeText.isEmpty || plan.mode.map(\.isRelative) == true,
                owners: plan.keepsOwners)
        }
    }

    private func warnIfNothing(_ plan: CopyPlan, _ found: [FoundSource], _ statement: Statement) {
        guard found.isEmpty, plan.files.isEmpty, let source = plan.sources.first else { return }
        session.warn(
            "Nothing matches \(source.text), so \(statement.keyword) copies nothing.", line: source.position.line)
    }

    private func plan(_ copy: CopyOperation, _ statement: Statement, escape: Unicode.Scalar) throws -> CopyPlan {
        func text(_ argument: Argument?) throws -> String {
            try argument.map { try expand($0.text, escape: escape, statement) } ?? ""
        }
        let isAdd = statement.keyword == "ADD"
        let sources = try copy.sources.map { Argument(try text($0), at: $0.position) }
        if isAdd { try refuseRemote(sources, statement) }
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
        return CopyPlan(
            isAdd: isAdd, sources: sources, files: files,
            destination: isFolder && absolute != "/" ? absolute + "/" : absolute, chown: try text(copy.chown),
            mode: mode, modeText: modeText, parents: copy.parents, excludes: excludes,
            excludeTexts: copy.excludes.map(\.text), unpacks: copy.unpack ?? isAdd, keepsOwners: copy.from != nil)
    }

    private func refuseRemote(_ sources: [Argument], _ statement: Statement) throws {
        for source in sources {
            let text = source.text.lowercased()
            let prefixes = ["http://", "https://", "git://", "ssh://", "git@"]
            guard let prefix = prefixes.first(where: { text.hasPrefix($0) }) else { continue }
            let isGit = !prefix.hasPrefix("http") || text.hasSuffix(".git") || text.contains(".git#")
            throw faults.failure(
                .unsupported, "ADD cannot fetch \(source.text): this builder reads local files only.", at: statement,
                line: source.position.line,
                help: isGit
                    ? "Clone the repository into the build context, or use RUN git clone."
                    : "Download the file into the build context, or use RUN with curl or wget.")
        }
    }
}

extension FileMode {
    /// Whether the result depends on the mode before.
    var isRelative: Bool { if case .changes = self { true } else { false } }
}
