import Foundation
import Glibc
import Images
import Linux

/// A store in a folder of its own, removed at the end of the test.
final class TemporaryStore {
    let root: String
    let store: ImageStore

    init() throws {
        root = NSTemporaryDirectory() + "images-test-" + UUID().uuidString
        store = try ImageStore(root: root)
    }

    deinit {
        store.close()
        try? removeTree(root)
    }

    /// Another store object on the same folder, as another process would have it.
    func another() throws -> ImageStore { try ImageStore(root: root) }

    /// A snapshot that `fill` has written.
    func snapshot(on parent: SnapshotID? = nil, _ fill: (TestFolder) throws -> Void) throws -> Snapshot {
        let draft = try store.beginDraft(parent: parent)
        try fill(TestFolder(path: draft.upper))
        return try store.commit(draft)
    }
}

/// Writes files below a folder.
struct TestFolder {
    let path: String

    func file(_ name: String, _ text: String = "", mode: mode_t = 0o644) throws {
        try folder(parent(of: name))
        try SmallFile.write(text, to: path + "/" + name)
        try systemCall("chmod", name) { chmod(path + "/" + name, mode) }
    }

    private func parent(of name: String) -> String {
        name.split(separator: "/").dropLast().joined(separator: "/")
    }

    func folder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    }

    func link(_ name: String, to target: String) throws {
        try folder(parent(of: name))
        try systemCall("symlink", name) { symlink(target, path + "/" + name) }
    }

    func hardLink(_ name: String, to other: String) throws {
        try systemCall("link", name) { Glibc.link(path + "/" + other, path + "/" + name) }
    }

    func whiteout(_ name: String) throws {
        try folder(parent(of: name))
        try systemCall("mknod", name) { mknod(path + "/" + name, S_IFCHR, 0) }
    }

    func opaque(_ name: String) throws {
        try folder(name)
        let folder = try Descriptor.open(path + "/" + name, O_RDONLY | O_DIRECTORY)
        try OverlayMarks.makeOpaque(folder.number, path: name)
    }
}

func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}
