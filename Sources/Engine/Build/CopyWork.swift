import Dockerfile
import EngineInterface
import Glibc
import Images
import Linux

/// Does what a `COPY` or `ADD` asks for.
struct CopyWork {
    let plan: CopyPlan
    let faults: Faults
    let statement: Statement
    let store: ImageStore
    /// Archives that unpack to more are refused.
    var maximumBytes = Self.usualMaximum
    let isCancelled: @Sendable () -> Bool

    static let usualMaximum: Int64 = 8 << 30

    /// Copies the sources onto the files of `parent`.
    func snapshot(of groups: [SourceGroup], on parent: SnapshotID?) throws -> StageBuilder.Work {
        if plan.isLayer { return try DraftWork.layer(over: parent, in: store) { try writeExplained(groups, to: $0) } }
        return try DraftWork.snapshot(on: parent, in: store) { image in
            try writeExplained(groups, to: image)
            return true
        }
    }

    private func writeExplained(_ groups: [SourceGroup], to image: RootedDirectory) throws {
        do {
            try write(groups, to: image)
        } catch let fault as WriteFault {
            throw failure(fault)
        } catch SourceFault.changed(let path) {
            throw faults.failure(
                .source, "\(path) changed while it was copied.", at: statement,
                help: "Build again when nobody writes to it.")
        } catch let error as SystemError
            where error.errno == EPERM || error.errno == EINVAL && error.call == "chown"
        {
            throw faults.failure(
                .source, "\(error.subject ?? "A file") cannot be written as asked: \(error.reason).", at: statement,
                help: "Owners beyond 65535 and device files need root.")
        } catch let error as SystemError where error.errno == ELOOP || error.errno == ENAMETOOLONG {
            throw faults.failure(
                .source, "The destination \(plan.destination) cannot be reached: \(error.reason).", at: statement)
        }
    }

    private func write(_ groups: [SourceGroup], to image: RootedDirectory) throws {
        let chosen = plan.chown.isEmpty ? nil : try Owners.owner(plan.chown, in: image, faults, statement)
        let root = TreeWriter.Owner(user: 0, group: 0)
        try checkDestination(groups.flatMap(\.sources), image)
        for group in groups {
            let owner = chosen ?? (group.keepsOwners ? nil : root)
            let writer = TreeWriter(image, owner: owner, mode: plan.mode, isCancelled: isCancelled)
            for source in group.sources {
                if group.isUnpacked, source.entry.kind == .file, !plan.parents,
                    try unpack(source, from: group.root, to: image)
                {
                    continue
                }
                try makeWay(for: source, in: image, owner: chosen)
                try writer.copy(source, from: group.root, to: plan.destination)
            }
        }
        let writer = TreeWriter(image, owner: chosen ?? root, mode: plan.mode, isCancelled: isCancelled)
        for file in plan.files {
            try makeWay(for: nil, in: image, owner: chosen)
            try writer.write(file.contents, named: file.name, to: plan.destination)
        }
    }

    /// Makes the folders that lead to the destination, and the destination itself when it is to be one. New ones have
    /// `--chown`'s owner and an octal `--chmod`'s mode, or belong to root with 0755: what a copied folder has itself
    /// counts for what is in it only.
    private func makeWay(for source: FoundSource?, in image: RootedDirectory, owner: TreeWriter.Owner?) throws {
        var folder = plan.destination
        if source?.entry.kind != .folder, !folder.hasSuffix("/") {
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
        }
        var mode: UInt32 = 0o755
        // Like mkdir, which takes no setuid, setgid and sticky bits.
        if case .absolute(let bits)? = plan.mode { mode = bits & 0o777 }
        do throws(SystemError) {
            try image.makeFolders(
                folder, mode: mode, user: owner?.user ?? 0, group: owner?.group ?? 0, inheritsGroup: owner == nil)
        } catch {
            guard error.errno == ENOTDIR || error.errno == EEXIST else { throw error }
            throw WriteFault.fileInTheWay(path: error.subject ?? folder, isLink: false)
        }
    }

    /// Several files need a folder to go to.
    private func checkDestination(_ sources: [FoundSource], _ image: RootedDirectory) throws {
        let files = sources.filter { $0.entry.kind != .folder }.count + plan.files.count
        guard files > 0, sources.count + plan.files.count > 1, !plan.destination.hasSuffix("/") else { return }
        if let status = try image.status(plan.destination, followLinks: true), status.st_mode & S_IFMT == S_IFDIR {
            return
        }
        throw faults.failure(
            .source, "Several files are copied to \(plan.destination), which is not a folder.", at: statement,
            help: "End the destination with a slash: \(plan.destination)/.")
    }

    private func failure(_ fault: WriteFault) -> any Error {
        switch fault {
        case .folderInTheWay(let path):
            faults.failure(
                .source, "\(path) is a folder in the image, so a file cannot take its place.", at: statement,
                help: "Copy to another name, or remove the folder in a step above.")
        case .fileInTheWay(let path, let isLink):
            faults.failure(
                .source, "\(path) is a \(isLink ? "link" : "file") in the image, so a folder cannot take its place.",
                at: statement,
                help: isLink
                    ? "Copy to the folder that it points to."
                    : "Copy to another name, or remove the file in a step above.")
        case .system(let error): error
        }
    }

    // MARK: Archives

    /// Unpacks a source if it is an archive. It goes to a folder of its own first: what an archive holds must not
    /// follow the image's links.
    private func unpack(_ source: FoundSource, from root: RootedDirectory, to image: RootedDirectory) throws -> Bool {
        let file = try root.open(source.location, O_RDONLY | O_NONBLOCK)
        guard let format = try ArchiveFormat(openFile: file.number) else { return false }
        let draft = try store.beginDraft(parent: nil)
        defer { store.discard(draft) }
        let archive = Archive(
            file: file, format: format, maximumBytes: maximumBytes, isCancelled: isCancelled)
        switch try archive.unpack(into: draft.upper) {
        case .tooLarge:
            throw faults.failure(
                .limit, "\(source.path) unpacks to more than \(maximumBytes >> 20) MiB.", at: statement,
                help: "Is it what you think it is? ADD --unpack=false adds the archive itself.")
        case .notAnArchive: return false
        case .missingTool(let name):
            throw faults.failure(
                .unsupported, "\(source.path) is packed with \(name), and this machine has no program \(name).",
                at: statement, help: "Install \(name) on this machine, or unpack the file before the build.")
        case .damaged(let reason):
            throw faults.failure(
                .source, "\(source.path) cannot be unpacked: \(reason)", at: statement, help: "Pack it again.")
        case .unpacked: break
        }
        let unpacked = try RootedDirectory(draft.upper)
        let scanner = SourceScanner(root: unpacked, ignore: nil, excludes: nil, store: store, isCancelled: isCancelled)
        let writer = TreeWriter(
            image, owner: plan.chown.isEmpty ? nil : try Owners.owner(plan.chown, in: image, faults, statement),
            mode: nil, isCancelled: isCancelled)
        for found in try scanner.find("/") { try writer.copy(found, from: unpacked, to: plan.destination + "/") }
        return true
    }
}
