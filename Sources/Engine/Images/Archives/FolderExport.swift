import EngineInterface
import Glibc
import Linux

/// Writes the files of an image into a folder of the host, for `--output type=local`.
///
/// The files belong to whoever runs this program. What is there already and has the same name is replaced; anything else
/// stays. No link in the folder is followed, and devices are left out.
struct FolderExport {
    private let target: String
    private let root: OwnedDescriptor
    private let latestTime: Int64?
    private let isCancelled: @Sendable () -> Bool
    /// The open folders from the root down to the present one.
    private var folders: [OwnedDescriptor]
    private var times: [(mode: mode_t, time: timespec)] = []
    private var firstNames: [Inode: [UInt8]] = [:]

    private struct Inode: Hashable {
        var device: dev_t
        var number: ino_t
    }

    /// Makes the folder when it is missing; the folder above it must be there.
    init(into target: String, latestTime: Int64?, isCancelled: @escaping @Sendable () -> Bool) throws {
        if mkdir(target, 0o777) != 0 && errno != EEXIST { throw SystemError("mkdir", target, errno: errno) }
        self.target = target
        self.latestTime = latestTime
        self.isCancelled = isCancelled
        root = try Descriptor.open(target, O_RDONLY | O_DIRECTORY)
        folders = [root]
    }

    mutating func run(layers: [String]) throws {
        var walk = try LayeredFolderWalk(layers: layers)
        while let step = try walk.next() {
            if isCancelled() { throw CancellationError() }
            switch step {
            case .folder(let folder, let path): try enter(folder, path)
            case .other(let folder, let name, let status, let path): try copy(name, in: folder, status, path)
            case .leave(let path):
                let left = folders.removeLast()
                let (mode, time) = times.removeLast()
                let text = String(decoding: path, as: UTF8.self)
                try systemCall("chmod", text) { fchmod(left.number, mode) }
                try systemCall("utimens", text) { futimens(left.number, [time, time]) }
            }
        }
    }

    private var present: OwnedDescriptor { folders[folders.count - 1] }

    private mutating func enter(_ folder: LayeredFolder, _ path: [UInt8]) throws {
        let name = Array(path.split(separator: UInt8(ascii: "/")).last ?? [])
        let text = String(decoding: path, as: UTF8.self)
        var status = stat()
        let exists = withUnsafeCString(name) { fstatat(present.number, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0
        if !exists || status.st_mode & S_IFMT != S_IFDIR {
            try clear(name, path)
            try systemCall("mkdir", text) { withUnsafeCString(name) { mkdirat(present.number, $0, 0o700) } }
        }
        folders.append(try DirectoryReader.openFolder(name, in: present.number, path: text))
        times.append((folder.status.st_mode & 0o7777, time(folder.status)))
    }

    private mutating func copy(_ name: [UInt8], in source: OwnedDescriptor, _ status: stat, _ path: [UInt8]) throws {
        let text = String(decoding: path, as: UTF8.self)
        let target = Array(path.split(separator: UInt8(ascii: "/")).last ?? [])
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFLNK || kind == S_IFIFO else { return }
        try clear(target, path)
        if status.st_nlink > 1 {
            let inode = Inode(device: status.st_dev, number: status.st_ino)
            if let first = firstNames[inode] {
                try systemCall("link", text) {
                    withUnsafeCString(first) { first in
                        withUnsafeCString(target) { linkat(root.number, first, present.number, $0, 0) }
                    }
                }
                return
            }
            firstNames[inode] = path
        }
        let time = time(status)
        switch kind {
        case S_IFREG:
            let from = withUnsafeCString(name) {
                openat(source.number, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0)
            }
            guard from >= 0 else { throw SystemError("open", text, errno: errno) }
            let reading = OwnedDescriptor(from)
            let to = withUnsafeCString(target) {
                openat(present.number, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            }
            guard to >= 0 else { throw SystemError("create", text, errno: errno) }
            let writing = OwnedDescriptor(to)
            try FileContents.copy(from: reading.number, to: writing.number, size: status.st_size, path: text)
            for (name, value) in try ArchivedAttributes.all(of: reading.number, path: text) {
                // The target's file system need not have them, and an ordinary user may not set them all.
                try? ExtendedAttributes.set(name, to: value, on: writing.number, path: text)
            }
            try systemCall("chmod", text) { fchmod(writing.number, status.st_mode & 0o7777) }
            try systemCall("utimens", text) { futimens(writing.number, [time, time]) }
            withExtendedLifetime(reading) {}
        case S_IFLNK:
            let link = try DirectoryReader.linkTarget(name, in: source.number, path: text)
            try systemCall("symlink", text) {
                withUnsafeCString(link) { link in withUnsafeCString(target) { symlinkat(link, present.number, $0) } }
            }
            try setTimes(target, time, text)
        default:
            try systemCall("mkfifo", text) {
                withUnsafeCString(target) { mkfifoat(present.number, $0, status.st_mode & 0o7777) }
            }
            try setTimes(target, time, text)
        }
    }

    private func setTimes(_ name: [UInt8], _ time: timespec, _ text: String) throws {
        try systemCall("utimens", text) {
            withUnsafeCString(name) { utimensat(present.number, $0, [time, time], AT_SYMLINK_NOFOLLOW) }
        }
    }

    private func time(_ status: stat) -> timespec {
        guard let latestTime, Int64(status.st_mtim.tv_sec) >= latestTime else { return status.st_mtim }
        return timespec(tv_sec: Int(latestTime), tv_nsec: 0)
    }

    /// Makes room for a file, but never by removing a folder of somebody's.
    private func clear(_ name: [UInt8], _ path: [UInt8]) throws {
        if withUnsafeCString(name, { unlinkat(present.number, $0, 0) }) == 0 || errno == ENOENT { return }
        let number = errno
        let text = target + "/" + String(decoding: path, as: UTF8.self)
        guard number == EISDIR else { throw SystemError("unlink", text, errno: number) }
        throw EngineError(
            .invalidArgument, "\(text) is a folder, and the image has a file of that name.",
            help: "Choose another folder for the output, or remove that one.")
    }
}
