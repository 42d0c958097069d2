import Glibc
import Linux

/// What files hold, whom they belong to, and what else is known about them.
extension LayerUnpacker {
    mutating func copyContents<Source: ByteSource>(
        _ reader: inout TarReader<Source>, to file: Int32, path: String
    ) throws {
        let sink = DescriptorSink(descriptor: file, subject: path)
        while true {
            if isCancelled() { throw CancellationError() }
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            if count == 0 { return }
            try buffer.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    /// For files and folders. The owner comes first: changing it clears setuid and setgid.
    func setAttributes(_ entry: TarEntry, of descriptor: Int32) throws {
        let (user, group) = try Self.owner(entry)
        try owned(entry) { () throws(SystemError) -> Void in
            _ = try systemCall("chown", entry.text) { fchown(descriptor, user, group) }
        }
        for (name, value) in entry.attributes where ArchivedAttributes.isKept(name) {
            do {
                try ExtendedAttributes.set(name, to: value, on: descriptor, path: entry.text)
            } catch {
                // The file system, or the kernel for this user, does not have them.
                if error.errno != EOPNOTSUPP && error.errno != EPERM { throw error }
            }
        }
        try systemCall("chmod", entry.text) { fchmod(descriptor, mode_t(entry.mode)) }
    }

    /// For links and special files.
    func setAttributes(_ entry: TarEntry, ofName name: [UInt8], in parent: Int32) throws {
        let (user, group) = try Self.owner(entry)
        try owned(entry) { () throws(SystemError) -> Void in
            _ = try systemCall("chown", entry.text) {
                withUnsafeCString(name) { fchownat(parent, $0, user, group, AT_SYMLINK_NOFOLLOW) }
            }
        }
        if entry.kind != .symbolicLink {
            try systemCall("chmod", entry.text) {
                withUnsafeCString(name) { fchmodat(parent, $0, mode_t(entry.mode), 0) }
            }
        }
        let time = Self.time(entry)
        try systemCall("utimens", entry.text) {
            withUnsafeCString(name) { utimensat(parent, $0, [time, time], AT_SYMLINK_NOFOLLOW) }
        }
    }

    /// The kernel calls an owner invalid whom the user namespace does not map.
    func owned(_ entry: TarEntry, _ body: () throws(SystemError) -> Void) throws {
        do {
            try body()
        } catch let error {
            guard error.errno == EINVAL else { throw error }
            throw ArchiveFault.unknownOwner(name: entry.text, user: entry.user, group: entry.group)
        }
    }

    static func owner(_ entry: TarEntry) throws -> (uid_t, gid_t) {
        // The largest number means "leave it" to chown.
        guard entry.user < 0xFFFF_FFFF, entry.group < 0xFFFF_FFFF else { throw ArchiveFault.badHeader("owner") }
        return (uid_t(entry.user), gid_t(entry.group))
    }

    static func time(_ entry: TarEntry) -> timespec {
        timespec(tv_sec: Int(entry.seconds), tv_nsec: Int(entry.nanoseconds))
    }

    static func join(_ path: some Sequence<[UInt8]>) -> [UInt8] {
        Array(path.joined(separator: [UInt8(ascii: "/")]))
    }

    static func text(_ path: ArraySlice<[UInt8]>) -> String { String(decoding: join(path), as: UTF8.self) }
}
