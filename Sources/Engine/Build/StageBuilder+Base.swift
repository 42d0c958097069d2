import Dockerfile
import EngineInterface
import Images
import Linux
import OCI

extension StageBuilder {
    /// Takes over what the stage builds on.
    mutating func begin() async throws -> StepOutcome {
        var outcome = StepOutcome(isCached: true)
        switch planned.base {
        case .scratch: config.workingDir = "/"
        case .stage(let index):
            guard let result = done[index] else { break }
            config = result.config
            snapshot = result.snapshot
            history = result.history
        case .image(let record, let wasInStore):
            config = record.config
            snapshot = record.snapshot
            history = record.history
            if !wasInStore {
                outcome = StepOutcome(
                    isCached: false,
                    cause: StepCause(.base, "The base image was not on this machine yet.", change: "new"))
            }
        case .folder(let folder):
            config.workingDir = "/"
            outcome = try await take(folder)
        }
        // The triggers run now; images that build on this one do not have them.
        config.onBuild = []
        if config.environmentValue("PATH") == nil { config.setEnvironment("PATH", to: Variables.defaultPath) }
        variables = Variables(config.env)
        if case .stage(let index) = planned.base, let result = done[index] {
            variables = result.variables
            arguments = result.arguments
        }
        let memory = BuildMemory.Step(
            effective: "FROM \(planned.baseName)", text: planned.stage.from.statement.text, parent: snapshot)
        if case .image = planned.base, outcome.isCached, let old = before?.first,
            old.effective != memory.effective || old.parent != memory.parent
        {
            let was = String(old.effective.dropFirst(5))
            let cause =
                old.effective == memory.effective
                ? StepCause(
                    .base, "The base image \(planned.baseName) is not the one that it was.", change: "content")
                : StepCause(
                    .base, "The base image changed: it was \(was), it is \(planned.baseName).", change: "value",
                    was: was, now: planned.baseName)
            outcome = StepOutcome(isCached: false, cause: cause)
            lastRun = (planned.stage.from.statement.text, planned.stage.from.line)
        }
        session.remember(memory, stage: planned.stage.index)
        return outcome
    }

    /// A folder of the host in the place of a base image: its files, and an empty configuration.
    private mutating func take(_ folder: ContextFolder) async throws -> StepOutcome {
        let store = store
        let session = session
        let statement = planned.stage.from.statement
        let plan = CopyPlan(everythingIn: folder)
        let found = try await Blocking.run { isCancelled in
            let scanner = SourceScanner(
                root: folder.root, ignore: folder.ignore, excludes: nil, store: store, isCancelled: isCancelled)
            do {
                return try scanner.find("/")
            } catch let fault as SourceFault {
                throw SourceFailure(
                    session: session, statement: statement, scanner: scanner, folder: folder, origin: nil
                )
                .failure(fault, word: ".", line: statement.line)
            }
        }
        var key = KeyHasher("folder")
        for source in found {
            for line in source.entry.manifest(path: "", modes: true, owners: false) {
                key.add([line.path, line.facts])
            }
        }
        let name = key.finish()
        if let record = try store.cacheRecord(name) {
            snapshot = record.snapshot
            return StepOutcome(isCached: true, bytes: record.bytes)
        }
        let work = try await Blocking.run { isCancelled in
            try CopyWork(
                plan: plan, faults: session.faults, statement: statement, store: store, isCancelled: isCancelled
            ).snapshot(
                of: [SourceGroup(root: folder.root, sources: found, keepsOwners: false, isUnpacked: false)], on: nil)
        }
        try store.saveCacheRecord(name, ImageStore.CacheRecord(snapshot: work.snapshot, bytes: work.bytes))
        snapshot = work.snapshot
        lastRun = (statement.text, statement.line)
        return StepOutcome(
            isCached: false, cause: StepCause(.base, "The folder \(folder.path) was read anew."), bytes: work.bytes)
    }

    /// What `COPY --from` or a mount's `from` names.
    func origin(of reference: String) -> FileOrigin {
        if let stage = session.input.dockerfile.stage(reference, before: planned.stage.index) {
            return .snapshot(done[stage.index]?.snapshot)
        }
        return planned.origins[reference] ?? .snapshot(nil)
    }
}

extension CopyPlan {
    /// Copies a folder of the host as a whole.
    init(everythingIn folder: ContextFolder) {
        self.init(
            isAdd: false, sources: [], files: [], destination: "/", chown: "", mode: nil, modeText: "", parents: false,
            excludes: nil, excludeTexts: [], unpacks: false, keepsOwners: false)
    }
}
