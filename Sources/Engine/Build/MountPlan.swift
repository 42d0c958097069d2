import Dockerfile
import EngineInterface
import Glibc
import Images
import Linux

/// The mounts of a `RUN`: what the result depends on, and how to provide them.
struct MountPlan: Sendable {
    private struct Mount: Sendable {
        var specification: MountSpecification
        /// Absolute.
        var target: String
        /// The files of another stage or of an image; `nil` for none.
        var snapshot: SnapshotID?
        var isFromContext: Bool
        /// Whether the ignore file leaves something of the source out.
        var source: FoundSource?
    }
    private var mounts: [Mount] = []
    private let session: BuildSession
    private let statement: Statement
    /// What the step's key must hold.
    private(set) var keys: [String] = []
    /// The context's files that the step sees.
    private(set) var manifest: [ManifestLine]?

    init(
        _ arguments: [Argument], _ statement: Statement, builder: StageBuilder, expand: (String) throws -> String
    ) throws {
        session = builder.session
        self.statement = statement
        for argument in arguments {
            let specification: MountSpecification
            do {
                specification = try MountSpecification(try expand(argument.text))
            } catch let fault as ValueFault {
                throw session.faults.failure(
                    .syntax, fault.message, at: statement, line: argument.position.line, help: fault.help)
            }
            try add(specification, builder)
        }
    }

    private mutating func add(_ specification: MountSpecification, _ builder: StageBuilder) throws {
        let text = specification.target ?? "/run/secrets/\(specification.id ?? specification.source ?? "default")"
        let target = PathText.clean(text.hasPrefix("/") ? text : "\(builder.config.workingDir ?? "/")/\(text)")
        switch specification.kind {
        case .secret, .ssh:
            // A build is given no secrets, so only those that a step can do without are possible.
            if specification.isRequired {
                throw session.faults.failure(
                    .unsupported,
                    "The step needs a \(specification.kind == .secret ? "secret" : "key agent"), and the build has none.",
                    at: statement, help: "Leave required out, if the step can do without it.")
            }
            return
        case .tmpfs: break
        case .bind, .cache: break
        }
        var mount = Mount(specification: specification, target: target, isFromContext: false)
        var key = "\(specification.kind.rawValue) \(target) \(specification.isReadOnly)"
        if let from = specification.from, !from.isEmpty {
            mount.snapshot = builder.snapshot(of: from)
            key += " \(mount.snapshot ?? "-") \(specification.source ?? "")"
        } else if specification.kind == .bind {
            mount.isFromContext = true
            let source = try contextSource(specification.source ?? "")
            let lines = source.entry.manifest(path: source.path == "." ? "" : source.path, modes: true, owners: false)
            manifest = (manifest ?? []) + lines
            var hasher = KeyHasher("mount")
            for line in lines { hasher.add([line.path, line.facts]) }
            key += " " + hasher.finish()
            mount.source = source
        } else if specification.kind == .cache {
            key += " \(specification.id ?? target)"
        }
        keys.append(key)
        mounts.append(mount)
    }

    private func contextSource(_ word: String) throws -> FoundSource {
        let scanner = SourceScanner(
            root: session.input.context, ignore: session.input.ignore, excludes: nil, store: session.store,
            isCancelled: { false })
        do {
            let found = try scanner.find(word)
            guard let source = found.first else { throw SourceFault.missing }
            return source
        } catch let fault as SourceFault {
            throw SourceFailure(session: session, statement: statement, scanner: scanner, origin: nil)
                .failure(fault, word: word, line: statement.line)
        }
    }

    // MARK: Providing

    /// Makes the mounts' sources. Everything is taken back by ``PreparedMounts/release()``.
    func prepare(script: RunScript) async throws -> PreparedMounts {
        let prepared = PreparedMounts(session.store)
        do {
            if let file = script.file {
                let draft = try session.store.beginDraft(parent: nil)
                prepared.add(draft)
                let writer = TreeWriter(try RootedDirectory(draft.upper), owner: nil, mode: .absolute(0o755)) { false }
                try writer.write(file, named: script.fileName, to: "/")
                prepared.mounts.append(.bind(source: draft.upper, target: RunScript.folder, isReadOnly: true))
            }
            for mount in mounts { try await provide(mount, prepared) }
            return prepared
        } catch {
            prepared.release()
            throw error
        }
    }

    private func provide(_ mount: Mount, _ prepared: PreparedMounts) async throws {
        let isReadOnly = mount.specification.isReadOnly
        switch mount.specification.kind {
        case .tmpfs: prepared.mounts.append(.tmpfs(target: mount.target, bytes: mount.specification.size))
        case .cache:
            let (folder, isNew) = try await CacheFolder.take(
                mount.specification, target: mount.target, in: session.store, prepared)
            if isNew, mount.snapshot != nil { try fill(folder, mount) }
            prepared.mounts.append(.bind(source: folder, target: mount.target, isReadOnly: isReadOnly))
        case .bind where mount.isFromContext:
            guard let source = mount.source else { return }
            let path: String
            if isReadOnly && session.input.ignore.rules.isEmpty {
                let file = try session.input.context.open(source.location, O_RDONLY | O_NONBLOCK)
                path = try RealPath.of(file.number)
            } else {
                path = try copy(source, prepared)
            }
            prepared.mounts.append(.bind(source: path, target: mount.target, isReadOnly: isReadOnly))
        case .bind:
            let root = try mountFiles(of: mount.snapshot, isReadOnly: isReadOnly, prepared)
            let source = mount.specification.source ?? "/"
            guard let file = try? RootedDirectory(root).open(source, O_RDONLY | O_NONBLOCK) else {
                throw session.faults.failure(
                    .source, "\(mount.specification.from ?? "") has no \(source) to mount.", at: statement)
            }
            prepared.mounts.append(
                .bind(source: try RealPath.of(file.number), target: mount.target, isReadOnly: isReadOnly))
        case .secret, .ssh: break
        }
    }

    /// A new cache begins with what its `from` and `source` name.
    private func fill(_ folder: String, _ mount: Mount) throws {
        let store = session.store
        try DraftWork.reading(mount.snapshot, in: store) { root in
            let scanner = SourceScanner(root: root, ignore: nil, excludes: nil, store: store, isCancelled: { false })
            let writer = TreeWriter(try RootedDirectory(folder), owner: nil, mode: nil) { false }
            let word = mount.specification.source ?? "/"
            do {
                for found in try scanner.find(word) { try writer.copy(found, from: root, to: "/") }
            } catch let fault as SourceFault {
                throw SourceFailure(
                    session: session, statement: statement, scanner: scanner, origin: mount.specification.from
                ).failure(fault, word: word, line: statement.line)
            }
        }
    }

    /// A copy of a part of the context, without what is ignored; the command may write to it.
    private func copy(_ source: FoundSource, _ prepared: PreparedMounts) throws -> String {
        let draft = try session.store.beginDraft(parent: nil)
        prepared.add(draft)
        let writer = TreeWriter(
            try RootedDirectory(draft.upper), owner: TreeWriter.Owner(user: 0, group: 0), mode: nil
        ) { false }
        let name = source.entry.kind == .folder ? "/context" : "/context/"
        try writer.copy(source, from: session.input.context, to: name)
        return draft.upper + (source.entry.kind == .folder ? name : name + source.entry.text)
    }

    private func mountFiles(of snapshot: SnapshotID?, isReadOnly: Bool, _ prepared: PreparedMounts) throws -> String {
        let draft = try session.store.beginDraft(parent: snapshot)
        prepared.add(draft)
        guard snapshot != nil else { return draft.upper }
        // Writes go to the draft and are thrown away with it.
        try Overlay.mount(
            lower: try session.store.mountLowers(of: snapshot), upper: draft.upper, work: draft.work, at: draft.merged)
        prepared.addMount(draft.merged)
        return draft.merged
    }
}

/// Mounts that are ready, and what must be taken back after the step.
final class PreparedMounts {
    var mounts: [RunMount] = []
    private let store: ImageStore
    private var drafts: [SnapshotDraft] = []
    private var mountPoints: [String] = []
    private var locks: [FileLock] = []

    init(_ store: ImageStore) { self.store = store }

    func add(_ draft: SnapshotDraft) { drafts.append(draft) }
    func addMount(_ path: String) { mountPoints.append(path) }
    func add(_ lock: FileLock) { locks.append(lock) }

    /// Unmounts, removes and unlocks. Doing it twice does no harm.
    func release() {
        for path in mountPoints.reversed() { try? Mount.unmount(path) }
        for draft in drafts { store.discard(draft) }
        for lock in locks { try? lock.unlock() }
        mountPoints = []
        drafts = []
        locks = []
    }
}

/// The folders of `--mount=type=cache`: kept between builds, by their identifier.
enum CacheFolder {
    static func take(
        _ specification: MountSpecification, target: String, in store: ImageStore, _ prepared: PreparedMounts
    ) async throws -> (folder: String, isNew: Bool) {
        let name = KeyHasher.digest(Array((specification.id ?? target).utf8))
        let all = store.root + "/caches"
        if mkdir(all, 0o755) != 0 && errno != EEXIST { throw SystemError("mkdir", all, errno: errno) }
        var folder = all + "/" + name
        switch specification.sharing ?? .shared {
        case .shared: break
        case .locked:
            let lock = try FileLock.open(store.locksFolder + "/cache-" + name.prefix(32))
            while try !lock.tryExclusive() { try await Task.sleep(for: .milliseconds(50)) }
            prepared.add(lock)
        case .private:
            // The first folder that nobody uses.
            var number = 0
            while true {
                let lock = try FileLock.open(store.locksFolder + "/cache-\(name.prefix(32))-\(number)")
                if try lock.tryExclusive() {
                    prepared.add(lock)
                    break
                }
                number += 1
            }
            folder += "-\(number)"
        }
        if mkdir(folder, 0o755) == 0 {
            try systemCall("chmod", folder) { chmod(folder, mode_t(specification.mode ?? 0o755)) }
            try systemCall("chown", folder) { chown(folder, specification.user ?? 0, specification.group ?? 0) }
        } else if errno != EEXIST {
            throw SystemError("mkdir", folder, errno: errno)
        } else {
            return (folder, false)
        }
        return (folder, true)
    }
}
