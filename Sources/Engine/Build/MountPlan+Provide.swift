import Dockerfile
import EngineInterface
import Glibc
import Images
import Linux

extension MountPlan {
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
            for (number, mount) in mounts.enumerated() { try await provide(mount, number, prepared) }
            return prepared
        } catch {
            prepared.release()
            throw error
        }
    }

    private func provide(_ mount: Mount, _ number: Int, _ prepared: PreparedMounts) async throws {
        let isReadOnly = mount.specification.isReadOnly
        switch mount.specification.kind {
        case .secret: try provideSecret(mount, number, prepared)
        case .ssh: try await provideAgent(mount, number, prepared)
        case .tmpfs: bind(.tmpfs(target: mount.target ?? "/", bytes: mount.specification.size), prepared)
        case .cache:
            guard let target = mount.target else { return }
            let folder = try await CacheFolder.take(
                mount.specification, target: target, in: session.store, prepared
            ) { folder in
                if let origin = mount.origin { try fill(folder, mount, origin) }
            }
            bind(.bind(source: folder, target: target, isReadOnly: isReadOnly), prepared)
        case .bind:
            guard let target = mount.target else { return }
            let place: String
            if let source = mount.source, let folder = mount.folder {
                place = try hostPath(source, folder, isReadOnly: isReadOnly, prepared)
            } else if case .snapshot(let snapshot) = mount.origin {
                place = try path(mount.specification, in: snapshot, prepared)
            } else {
                return
            }
            bind(.bind(source: place, target: target, isReadOnly: isReadOnly), prepared)
        }
    }

    private func bind(_ mount: RunMount, _ prepared: PreparedMounts) { prepared.mounts.append(mount) }

    // MARK: Folders

    private func hostPath(
        _ source: FoundSource, _ folder: ContextFolder, isReadOnly: Bool, _ prepared: PreparedMounts
    ) throws -> String {
        guard isReadOnly && folder.ignore.rules.isEmpty else { return try copy(source, folder, prepared) }
        let file = try folder.root.open(source.location, O_RDONLY | O_NONBLOCK)
        defer { withExtendedLifetime(file) {} }
        return try RealPath.of(file.number)
    }

    private func path(
        _ specification: MountSpecification, in snapshot: SnapshotID?, _ prepared: PreparedMounts
    ) throws -> String {
        let root = try mountFiles(of: snapshot, prepared)
        let source = specification.source ?? "/"
        guard let file = try? RootedDirectory(root).open(source, O_RDONLY | O_NONBLOCK) else {
            throw session.faults.failure(
                .source, "\(specification.from ?? "") has no \(source) to mount.", at: statement)
        }
        defer { withExtendedLifetime(file) {} }
        return try RealPath.of(file.number)
    }

    /// A new cache begins with what its `from` and `source` name.
    private func fill(_ folder: String, _ mount: Mount, _ origin: FileOrigin) throws {
        switch origin {
        case .folder(let context): try fill(folder, mount, from: context.root, context)
        case .snapshot(let snapshot):
            try DraftWork.reading(snapshot, in: session.store) { try fill(folder, mount, from: $0, nil) }
        }
    }

    private func fill(_ folder: String, _ mount: Mount, from root: RootedDirectory, _ context: ContextFolder?) throws {
        let scanner = SourceScanner(
            root: root, ignore: context?.ignore, excludes: nil, store: session.store, isCancelled: { false })
        let owner = context == nil ? nil : TreeWriter.Owner(user: 0, group: 0)
        let writer = TreeWriter(try RootedDirectory(folder), owner: owner, mode: nil) { false }
        let word = mount.specification.source ?? "/"
        do {
            for found in try scanner.find(word) { try writer.copy(found, from: root, to: "/") }
        } catch let fault as SourceFault {
            throw SourceFailure(
                session: session, statement: statement, scanner: scanner, folder: context,
                origin: mount.specification.from
            ).failure(fault, word: word, line: statement.line)
        }
    }

    /// A copy of a part of the context, without what is ignored; the command may write to it.
    private func copy(_ source: FoundSource, _ folder: ContextFolder, _ prepared: PreparedMounts) throws -> String {
        let draft = try session.store.beginDraft(parent: nil)
        prepared.add(draft)
        let writer = TreeWriter(
            try RootedDirectory(draft.upper), owner: TreeWriter.Owner(user: 0, group: 0), mode: nil
        ) { false }
        let name = source.entry.kind == .folder ? "/context" : "/context/"
        try writer.copy(source, from: folder.root, to: name)
        return draft.upper + (source.entry.kind == .folder ? name : name + source.entry.text)
    }

    private func mountFiles(of snapshot: SnapshotID?, _ prepared: PreparedMounts) throws -> String {
        let draft = try session.store.beginDraft(parent: snapshot)
        prepared.add(draft)
        guard snapshot != nil else { return draft.upper }
        // Writes go to the draft and are thrown away with it.
        try Overlay.mount(
            lower: try session.store.mountLowers(of: snapshot), upper: draft.upper, work: draft.work, at: draft.merged)
        prepared.addMount(draft.merged)
        return draft.merged
    }

    // MARK: Secrets

    /// Larger values are no secrets but files.
    private static let maximumSecretBytes = 500 << 10

    private func provideSecret(_ mount: Mount, _ number: Int, _ prepared: PreparedMounts) throws {
        let specification = mount.specification
        let name = specification.secretName
        guard let value = try secret(name) else {
            guard specification.isRequired else { return }
            throw session.faults.failure(
                .secret, "The step needs the secret \(name), and the build was not given it.", at: statement,
                help: "Give it with --secret id=\(name),src=FILE or --secret id=\(name),env=VARIABLE.")
        }
        if let variable = specification.environmentName {
            guard !value.contains(0) else {
                throw session.faults.failure(
                    .secret, "The secret \(name) holds a zero byte, which no variable can.", at: statement,
                    help: "Mount it as a file: leave env out.")
            }
            let variable = variable.isEmpty ? name : variable
            prepared.environment.append("\(variable)=\(String(decoding: value, as: UTF8.self))")
        }
        guard let target = mount.target else { return }
        let path = try prepared.memoryFolder() + "/secret-\(number)"
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        defer { withExtendedLifetime(file) {} }
        try Descriptor.write(value, to: file.number)
        try systemCall("chown", path) { fchown(file.number, specification.user ?? 0, specification.group ?? 0) }
        try systemCall("chmod", path) { fchmod(file.number, mode_t(specification.mode ?? 0o400)) }
        bind(.bind(source: path, target: target, isReadOnly: true), prepared)
    }

    private func secret(_ name: String) throws -> [UInt8]? {
        guard let secret = session.request.secrets.last(where: { $0.id == name }) else { return nil }
        let value: [UInt8]
        switch secret.source {
        case .value(let bytes): value = bytes
        case .file(let path):
            do {
                value = try SmallFile.read(path, limit: Self.maximumSecretBytes + 1)
            } catch {
                throw session.faults.failure(
                    .secret, "The secret \(name) cannot be read from \(path): \(error.reason).", at: statement,
                    help: "Check the path and the file's mode.")
            }
        }
        guard value.count <= Self.maximumSecretBytes else {
            throw session.faults.failure(
                .secret, "The secret \(name) is larger than 500 KiB.", at: statement,
                help: "Bring a file of this size with a bind mount.")
        }
        return value
    }

    private func provideAgent(_ mount: Mount, _ number: Int, _ prepared: PreparedMounts) async throws {
        let specification = mount.specification
        let name = specification.secretName
        guard let target = mount.target else { return }
        let agent: String?
        do {
            agent = try await session.agents.socket(name)
        } catch let fault as KeyAgents.Fault {
            throw session.faults.failure(.secret, fault.message, at: statement, help: fault.help)
        }
        guard let agent else {
            guard specification.isRequired else { return }
            throw session.faults.failure(
                .secret, "The step needs the key agent \(name), and the build was not given it.", at: statement,
                help: name == "default" ? "Give it with --ssh default." : "Give it with --ssh \(name)=KEYFILE.")
        }
        let folder = try prepared.memoryFolder()
        prepared.add(
            try AgentForwarder(
                at: "agent-\(number)", in: folder, owner: (specification.user ?? 0, specification.group ?? 0),
                mode: specification.mode ?? 0o600, agent: agent))
        bind(.bind(source: "\(folder)/agent-\(number)", target: target, isReadOnly: false), prepared)
        if !prepared.environment.contains(where: { $0.hasPrefix("SSH_AUTH_SOCK=") }) {
            prepared.environment.append("SSH_AUTH_SOCK=\(target)")
        }
    }
}
