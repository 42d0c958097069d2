import Dockerfile
import EngineInterface
import Images
import Linux

/// The mounts of a `RUN`: what the result depends on. See ``prepare(script:)`` for how they are provided.
struct MountPlan: Sendable {
    struct Mount: Sendable {
        var specification: MountSpecification
        /// Absolute; `nil` for a secret that is only a variable.
        var target: String?
        /// Of a bind, and of a cache that begins with somebody's files.
        var origin: FileOrigin?
        /// What a bind shows of a folder of the host.
        var source: FoundSource?
        /// The folder of the host that it is in.
        var folder: ContextFolder?
    }
    private(set) var mounts: [Mount] = []
    let session: BuildSession
    let statement: Statement
    /// What the step's key must hold. No secret's value is ever in it.
    private(set) var keys: [String] = []
    /// The same, with what `identity` says in place of the snapshots that are mounted.
    func keys(_ identity: (SnapshotID?) throws -> String) rethrows -> [String] {
        try zip(mounts, keys).map { mount, key in
            guard case .snapshot(let snapshot?)? = mount.origin else { return key }
            return key.replacing(snapshot, with: try identity(snapshot))
        }
    }
    /// The context's files that the step sees.
    private(set) var manifest: [ManifestLine]?

    /// - Parameter expand: replaces the variables in a value of `--mount`.
    init(
        _ arguments: [Argument], _ statement: Statement, builder: StageBuilder,
        expand: (String) throws(ExpansionError) -> String
    ) throws {
        session = builder.session
        self.statement = statement
        for argument in arguments {
            let specification: MountSpecification
            do throws(ValueFault) {
                specification = try MountSpecification(argument.text, expand: expand)
            } catch {
                throw session.faults.failure(
                    .syntax, error.message, at: statement, line: argument.position.line, help: error.help)
            }
            try add(specification, builder)
        }
    }

    private mutating func add(_ specification: MountSpecification, _ builder: StageBuilder) throws {
        var mount = Mount(specification: specification)
        mount.target = target(of: specification, builder.config.workingDir ?? "/")
        if mount.target == "/" {
            throw session.faults.failure(
                .syntax, "Nothing can be mounted on / itself.", at: statement, help: "Name a folder below it.")
        }
        var key = "\(specification.kind.rawValue) \(mount.target ?? "-") \(specification.isReadOnly)"
        switch specification.kind {
        case .secret, .ssh:
            key += " \(specification.secretName) \(specification.environmentName ?? "-")"
            key += " \(specification.mode ?? 0) \(specification.user ?? 0) \(specification.group ?? 0)"
        case .tmpfs: key += " \(specification.size ?? 0)"
        case .cache:
            key += " \(specification.id ?? mount.target ?? "")"
            if let from = specification.from, !from.isEmpty { try addOrigin(builder.origin(of: from), &mount, &key) }
        case .bind:
            let from = specification.from ?? ""
            try addOrigin(from.isEmpty ? .folder(session.input.main) : builder.origin(of: from), &mount, &key)
        }
        keys.append(key)
        mounts.append(mount)
    }

    private func target(of specification: MountSpecification, _ workingDirectory: String) -> String? {
        let text: String
        switch specification.kind {
        case .secret where specification.target == nil:
            if specification.environmentName != nil { return nil }
            text = "/run/secrets/" + (specification.secretName.split(separator: "/").last ?? "secret")
        // As BuildKit numbers them.
        case .ssh where specification.target == nil: text = "/run/buildkit/ssh_agent.\(socketCount)"
        default: text = specification.target ?? "/"
        }
        return PathText.clean(text.hasPrefix("/") ? text : "\(workingDirectory)/\(text)")
    }

    private var socketCount: Int { mounts.count { $0.specification.kind == .ssh } }

    private mutating func addOrigin(_ origin: FileOrigin, _ mount: inout Mount, _ key: inout String) throws {
        mount.origin = origin
        switch origin {
        case .snapshot(let snapshot): key += " \(snapshot ?? "-") \(mount.specification.source ?? "")"
        case .folder(let folder):
            let source = try find(mount.specification.source ?? "", in: folder)
            let lines = source.entry.manifest(path: source.path == "." ? "" : source.path, modes: true, owners: false)
            manifest = (manifest ?? []) + lines
            var hasher = KeyHasher("mount")
            for line in lines { hasher.add([line.path, line.facts]) }
            key += " " + hasher.finish()
            mount.source = source
            mount.folder = folder
        }
    }

    private func find(_ word: String, in folder: ContextFolder) throws -> FoundSource {
        let scanner = SourceScanner(
            root: folder.root, ignore: folder.ignore, excludes: nil, store: session.store, isCancelled: { false })
        do {
            let found = try scanner.find(word)
            guard let source = found.first else { throw SourceFault.missing }
            return source
        } catch let fault as SourceFault {
            throw SourceFailure(session: session, statement: statement, scanner: scanner, folder: folder, origin: nil)
                .failure(fault, word: word, line: statement.line)
        }
    }
}

extension MountSpecification {
    /// The identifier of the secret or the key agent.
    var secretName: String {
        let given = kind == .ssh ? id : source ?? id
        if let given, !given.isEmpty { return given }
        if kind == .ssh { return "default" }
        return target?.split(separator: "/").last.map(String.init) ?? "default"
    }
}
