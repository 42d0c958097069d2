import Glibc
import Linux
import Progress

/// Tells which files below a folder change. See inotify(7).
///
/// New folders are watched, too; names that editors use for themselves are left out.
final class TreeWatch: Sendable {
    /// What changed.
    struct Changes: Sendable, Equatable {
        /// Relative to the folder.
        var paths: Set<String> = []
        /// The system had more to tell than it kept: anything may have changed.
        var isLost = false
        /// The folder itself was removed or moved away.
        var isGone = false

        var isEmpty: Bool { paths.isEmpty && !isLost && !isGone }
    }

    private let folder: String
    private let file: OwnedDescriptor
    /// The watched folders by the system's number for them, relative, with a slash at the end unless empty.
    private let folders = Locked<[Int32: String]>([:])
    private static let mostFolders = 4096

    /// - Throws: `SystemError` when the folder cannot be watched.
    init(_ folder: String) throws(SystemError) {
        self.folder = folder
        file = OwnedDescriptor(
            try systemCall("inotify_init1") { inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)) })
        try watch("")
    }

    /// Readable when something has changed.
    var descriptor: Int32 { file.number }

    /// Takes what has changed since the last call. It does not wait.
    func take() -> Changes {
        var changes = Changes()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(file.number, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            buffer.withUnsafeBytes { bytes in
                var offset = 0
                while offset + MemoryLayout<inotify_event>.size <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let start = offset + MemoryLayout<inotify_event>.size
                    let end = min(start + Int(event.len), count)
                    // The name is filled with zeros.
                    let name = String(decoding: bytes[start..<end].prefix { $0 != 0 }, as: UTF8.self)
                    note(event, name, &changes)
                    offset = end
                }
            }
        }
        if changes.isLost { rescan() }
        return changes
    }

    private func note(_ event: inotify_event, _ name: String, _ changes: inout Changes) {
        let mask = event.mask
        if mask & UInt32(IN_Q_OVERFLOW) != 0 {
            changes.isLost = true
            return
        }
        guard let prefix = folders.withLock({ $0[event.wd] }) else { return }
        if mask & UInt32(IN_IGNORED) != 0 {
            folders.withLock { $0[event.wd] = nil }
            return
        }
        if mask & UInt32(IN_DELETE_SELF | IN_MOVE_SELF) != 0 {
            if prefix.isEmpty { changes.isGone = true }
            return
        }
        if name.isEmpty || LearnerFiles.isIgnored(name) { return }
        let path = prefix + name
        guard mask & UInt32(IN_ISDIR) != 0 else {
            changes.paths.insert(path)
            return
        }
        if mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0 {
            // What was put into it before it was watched has been missed, so it counts as changed.
            try? watch(path + "/")
            for inner in LearnerFiles.list("\(folder)/\(path)") ?? [] { changes.paths.insert("\(path)/\(inner)") }
        } else if mask & UInt32(IN_DELETE | IN_MOVED_FROM) != 0 {
            forget(path + "/")
            changes.paths.insert(path)
        }
    }

    /// A folder that was moved out is still watched by the system, under a name that is not its own any more.
    private func forget(_ prefix: String) {
        folders.withLock { folders in
            for (number, path) in folders where path.hasPrefix(prefix) {
                inotify_rm_watch(file.number, number)
                folders[number] = nil
            }
        }
    }

    private func rescan() {
        forget("")
        try? watch("")
    }

    private static let events =
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF

    private func watch(_ prefix: String) throws(SystemError) {
        guard folders.withLock({ $0.count }) < Self.mostFolders else { return }
        let path = folder + "/" + prefix
        let flags = UInt32(Self.events) | UInt32(IN_ONLYDIR) | UInt32(IN_DONT_FOLLOW)
        // The learner's own folder may be a link; what is below it is not followed.
        let number = try systemCall("inotify_add_watch", path) {
            inotify_add_watch(file.number, path, prefix.isEmpty ? flags & ~UInt32(IN_DONT_FOLLOW) : flags)
        }
        folders.withLock { $0[number] = prefix }
        guard let stream = opendir(path) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." || LearnerFiles.isIgnored(name) { continue }
            var status = stat()
            guard lstat(path + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
            // One that cannot be watched is left out; the others are worth watching all the same.
            try? watch(prefix + name + "/")
        }
    }
}
