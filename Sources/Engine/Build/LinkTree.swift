import Glibc
import Images
import Linux

/// A folder tree whose files are those of another tree, by hard links.
enum LinkTree {
    /// Makes the folders of `source`, an open folder, in the open folder `target`, and links everything else into them.
    static func make(of source: Int32, in target: Int32, path: String) throws(SystemError) {
        for name in try FolderReader.names(in: source, path: path) {
            let path = path + "/" + String(decoding: name, as: UTF8.self)
            guard let status = try FolderReader.status(name, in: source, path: path) else {
                throw SystemError("stat", path, errno: ENOENT)
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                try systemCall("link", path) { withName(name) { linkat(source, $0, target, $0, 0) } }
                continue
            }
            try systemCall("mkdir", path) { withName(name) { mkdirat(target, $0, 0o700) } }
            let from = try FolderReader.open(name, in: source, O_RDONLY | O_DIRECTORY, path: path)
            let to = try FolderReader.open(name, in: target, O_RDONLY | O_DIRECTORY, path: path)
            try make(of: from.number, in: to.number, path: path)
            try apply(status, from: from.number, to: to.number, path: path)
        }
    }

    private static func apply(_ status: stat, from: Int32, to: Int32, path: String) throws(SystemError) {
        try systemCall("chown", path) { fchown(to, status.st_uid, status.st_gid) }
        try ExtendedAttributes.copy(from: from, to: to, path: path)
        try systemCall("chmod", path) { fchmod(to, mode_t(status.st_mode & 0o7777)) }
        try systemCall("utimens", path) { futimens(to, [status.st_atim, status.st_mtim]) }
    }
}

extension DraftWork {
    /// The same layer over other files: its files take no room a second time.
    static func layer(
        _ layer: SnapshotID, over parent: SnapshotID?, in store: ImageStore
    ) throws -> StageBuilder.Work? {
        guard let made = try store.snapshot(layer) else { return nil }
        let draft = try store.beginDraft(parent: parent)
        do {
            let from = try Descriptor.open(made.path, O_RDONLY | O_DIRECTORY)
            let to = try Descriptor.open(draft.upper, O_RDONLY | O_DIRECTORY)
            try LinkTree.make(of: from.number, in: to.number, path: made.path)
            withExtendedLifetime((from, to)) {}
            let snapshot = try store.commit(draft)
            return StageBuilder.Work(snapshot: snapshot.id, bytes: snapshot.bytes)
        } catch {
            store.discard(draft)
            throw error
        }
    }
}
