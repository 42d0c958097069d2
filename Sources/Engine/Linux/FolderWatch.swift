import CLinux
import Glibc

/// Tells when something in a folder changes. See inotify(7).
public struct FolderWatch: Sendable {
    private let file: OwnedDescriptor

    public init(_ path: String) throws(SystemError) {
        file = OwnedDescriptor(try check(cl_watch_folder(path), "inotify_add_watch", path))
    }

    /// Readable when something has changed since ``clear()``.
    public var descriptor: Int32 { file.number }

    /// Forgets the changes so far.
    public func clear() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(file.number, &buffer, buffer.count) > 0 {}
    }
}
