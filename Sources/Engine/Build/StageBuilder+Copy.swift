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
    /// Whether archives are unpacked; `nil` is as the instruction has it.
    var unpacks: Bool?
    /// Keep the sources' owners: they come from an image.
    var keepsOwners: Bool
    /// `--link`: the image below is not looked at.
    var isLayer = false
    /// Sources that are not in the build context, by their place among the sources.
    var remotes: [Int: RemoteSource] = [:]
    var remoteOptions = RemoteFiles.RemoteOptions(checksum: "")
    /// The destination as it is written, variables expanded.
    var written = ""

    /// What the result depends on besides the sources' contents and the image below.
    func addKey(to key: inout KeyHasher) {
        key.add([
            isAdd ? "ADD" : "COPY", destination, chown, modeText, "\(parents)", "\(unpacks.map { "\($0)" } ?? "-")",
            "\(keepsOwners)", "\(isLayer)",
        ])
        key.add(excludeTexts)
        if !remotes.isEmpty { key.add(remotes.keys.sorted().map(String.init)) }
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
        let from = copy.from.map { "--from=\($0.text) " } ?? ""
        let effective = "\(statement.keyword) \(from)\(plan.otherFlags)\(plan.text)"
        let createdBy = "\(statement.keyword) \(plan.text) # buildkit"
        var folder = session.input.main
        if let from = copy.from {
            switch origin(of: from.text) {
            case .snapshot(let snapshot):
                return try await copyFromImage(
                    plan, snapshot, from.text, effective: effective, createdBy: createdBy, statement)
            case .folder(let other):
                folder = other
                plan.keepsOwners = false
            }
        }
        let session = session
        let isOwned = plan.keepsOwners
        let found = try await Blocking.run { [folder, plan] isCancelled in
            let scanner = SourceScanner(
                root: folder.root, ignore: folder.ignore, excludes: plan.excludes, store: session.store,
                isCancelled: isCancelled)
            let failures = SourceFailure(
                session: session, statement: statement, scanner: scanner, folder: folder, origin: nil)
            return try Self.find(plan, scanner, failures)
        }
        let remotes = RemoteFiles(session, plan.remoteOptions)
        do {
            let resolved = try await resolve(plan, with: remotes, statement)
            if plan.remotes.isEmpty { warnIfNothing(plan, found.flatMap { $0 }, statement) }
            let manifest = CopyManifest(
                found.flatMap { $0 }, plan, others: resolved.sorted { $0.key < $1.key }.map(\.value.line))
            let parent = snapshot
            let store = store
            let faults = faults
            let root = folder.root
            let maximumBytes = session.request.limits.diskBytes ?? CopyWork.usualMaximum
            let key = Self.key(plan, manifest, on: parent)
            try await reuseLayer(plan, manifest, key: key)
            let sharedKey = try sharedKey(plan, manifest)
            let outcome = try await cached(
                statement, key: key, sharedKey: sharedKey, effective: effective, createdBy: createdBy,
                inputs: plan.inputs, manifest: manifest.lines, folder: folder, sources: found.flatMap { $0.map(\.path) }
            ) { [plan] builder in
                var groups: [SourceGroup] = []
                for (index, sources) in found.enumerated() {
                    if let remote = resolved[index] {
                        groups.append(try await builder.bring(remote, plan, with: remotes, statement))
                    } else {
                        groups.append(
                            SourceGroup(
                                root: root, sources: sources, keepsOwners: isOwned,
                                isUnpacked: plan.unpacks ?? plan.isAdd))
                    }
                }
                return try await Blocking.run { [groups] isCancelled in
                    try CopyWork(
                        plan: plan, faults: faults, statement: statement, store: store, maximumBytes: maximumBytes,
                        isCancelled: isCancelled
                    ).snapshot(of: groups, on: parent)
                }
            }
            try rememberLayer(plan, manifest)
            await remotes.release()
            return outcome
        } catch {
            await remotes.release()
            throw error
        }
    }

    private func sharedKey(_ plan: CopyPlan, _ manifest: CopyManifest) throws -> String? {
        try session.shared.map { Self.key(plan, manifest, on: try $0.identity(of: snapshot)) }
    }

    private static func key(_ plan: CopyPlan, _ manifest: CopyManifest, on parent: SnapshotID?) -> String {
        var key = KeyHasher("files")
        key.add(parent ?? "")
        plan.addKey(to: &key)
        key.add(manifest.digest)
        return key.finish()
    }

    // MARK: Layers that do not depend on what is below

    /// `--link`: a layer that was made over other files counts for these, too.
    private func reuseLayer(_ plan: CopyPlan, _ manifest: CopyManifest, key: String) async throws {
        guard plan.isLayer, !isCacheOff, try store.cacheRecord(key) == nil,
            let record = try store.cacheRecord(Self.key(plan, manifest, on: "any")), let layer = record.snapshot
        else { return }
        let store = store
        let parent = snapshot
        let work = try await Blocking.run { _ in try DraftWork.layer(layer, over: parent, in: store) }
        guard let work else { return }
        try store.saveCacheRecord(
            key, ImageStore.CacheRecord(snapshot: work.snapshot, bytes: work.bytes, created: record.created))
    }

    private func rememberLayer(_ plan: CopyPlan, _ manifest: CopyManifest) throws {
        guard plan.isLayer, let snapshot, let made = try store.snapshot(snapshot) else { return }
        let key = Self.key(plan, manifest, on: "any")
        if try store.cacheRecord(key) == nil {
            try store.saveCacheRecord(key, ImageStore.CacheRecord(snapshot: snapshot, bytes: made.bytes))
        }
    }

    /// `--from`: known by the other stage's result, or, when that was built anew, by the files themselves.
    private mutating func copyFromImage(
        _ plan: CopyPlan, _ source: SnapshotID?, _ name: String, effective: String, createdBy: String,
        _ statement: Statement
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
        // For other stores the files have to be looked at.
        let isKnown = try !noCache && session.shared == nil && store.cacheRecord(quickKey) != nil
        var sharedKey: String?
        if !isKnown {
            // The stage was built anew, but what is copied from it may be what it was.
            let (found, manifest, contentKey) = try await Blocking.run { isCancelled in
                try DraftWork.reading(source, in: store) { root in
                    let scanner = SourceScanner(
                        root: root, ignore: nil, excludes: plan.excludes, store: store, isCancelled: isCancelled)
                    let failures = SourceFailure(
                        session: session, statement: statement, scanner: scanner, folder: nil, origin: name)
                    let found = try Self.find(plan, scanner, failures).flatMap { $0 }
                    let manifest = CopyManifest(found, plan)
                    return (found, manifest, Self.key(plan, manifest, on: parent))
                }
            }
            try await reuseLayer(plan, manifest, key: contentKey)
            sharedKey = try self.sharedKey(plan, manifest)
            if !noCache, let record = try store.cacheRecord(contentKey) {
                try store.saveCacheRecord(quickKey, record)
            } else {
                let outcome = try await cached(
                    statement, key: contentKey, sharedKey: sharedKey, rememberedAs: quickKey, effective: effective,
                    createdBy: createdBy,
                    manifest: manifest.lines
                ) { _ in
                    try await Blocking.run { isCancelled in
                        try DraftWork.reading(source, in: store) { root in
                            try CopyWork(
                                plan: plan, faults: faults, statement: statement, store: store, isCancelled: isCancelled
                            ).snapshot(
                                of: [SourceGroup(root: root, sources: found, keepsOwners: true, isUnpacked: false)],
                                on: parent)
                        }
                    }
                }
                try rememberLayer(plan, manifest)
                try store.saveCacheRecord(quickKey, ImageStore.CacheRecord(snapshot: snapshot, bytes: outcome.bytes))
                return outcome
            }
        }
        return try await cached(
            statement, key: quickKey, sharedKey: sharedKey, effective: effective, createdBy: createdBy
        ) { _ in
            // The record was there a moment ago.
            throw EngineError(.failure, "The build cache lost a result while it was used.", help: "Try again.")
        }
    }

    /// What each source stands for; nothing for those that are elsewhere.
    private static func find(
        _ plan: CopyPlan, _ scanner: SourceScanner, _ failures: SourceFailure
    ) throws -> [[FoundSource]] {
        var found: [[FoundSource]] = []
        for (index, source) in plan.sources.enumerated() {
            guard plan.remotes[index] == nil else {
                found.append([])
                continue
            }
            do {
                found.append(
                    plan.parents
                        ? [try scanner.findWithParents(source.text)]
                        : try scanner.find(source.text).filter { !isExcluded($0, plan) })
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

    private func warnIfNothing(_ plan: CopyPlan, _ found: [FoundSource], _ statement: Statement) {
        guard found.isEmpty, plan.files.isEmpty, let source = plan.sources.first else { return }
        session.warn(
            "Nothing matches \(source.text), so \(statement.keyword) copies nothing.", line: source.position.line)
    }
}

extension FileMode {
    /// Whether the result depends on the mode before.
    var isRelative: Bool { if case .changes = self { true } else { false } }
}

/// What a `COPY` read. Its digest is part of the step's key; the lines are made only for a step that runs.
struct CopyManifest: Sendable {
    let digest: ContentDigest
    private let sources: [FoundSource]
    private let others: [ManifestLine]
    private let modes: Bool
    private let owners: Bool

    /// - Parameter others: what comes from elsewhere than from files that were looked at.
    init(_ sources: [FoundSource], _ plan: CopyPlan, others: [ManifestLine] = []) {
        self.sources = sources
        self.others = others
        modes = plan.modeText.isEmpty || plan.mode.map(\.isRelative) == true
        owners = plan.keepsOwners
        var key = KeyHasher("manifest")
        for source in sources {
            key.add(source.path)
            var manifest = SourceManifest(modes: modes, owners: owners)
            manifest.add(source.entry, to: &key)
        }
        for line in others { key.add([line.path, line.facts]) }
        digest = key.finished
    }

    var lines: [ManifestLine] {
        sources.flatMap { source in
            source.entry.manifest(
                path: source.path == "." ? "" : source.path, modes: modes, owners: owners)
        } + others
    }
}
