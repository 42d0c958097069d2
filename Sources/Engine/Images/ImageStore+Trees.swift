import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

extension ImageStore {
    /// A snapshot with the changes that an overlay's upper folder holds: what a container has done to its image.
    ///
    /// The folder stays as it is. It should not change meanwhile.
    ///
    /// - Parameter parent: what the folder lies on.
    public func snapshot(ofUpper folder: String, on parent: SnapshotID?) async throws -> Snapshot {
        try await Blocking.run { isCancelled in
            try storeWork(self.root) {
                let draft = try self.beginDraft(parent: parent)
                var isDone = false
                defer { if !isDone { self.discard(draft) } }
                let lowers = try parent.map { try self.mountLowers(of: $0) } ?? []
                var unpacker = try LayerUnpacker(draft: draft, lowers: lowers, limit: .max, isCancelled: isCancelled)
                let stream = try ArchiveStream { descriptor in
                    _ = try LayerArchive.write(
                        snapshot: folder, to: DescriptorSink(descriptor: descriptor, subject: folder),
                        isCancelled: isCancelled)
                }
                // The archive of the new folder is this very archive, so that it need not be hashed again.
                let digest = try Self.unpackAll(stream.source, &unpacker, limit: .max)
                try stream.finish()
                let made = try self.commit(draft, archive: digest, blob: nil)
                isDone = true
                return made
            }
        }
    }

    /// A snapshot with the files of a tar archive, which may be compressed, and nothing below it.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` for a bad archive.
    public func snapshot(
        ofArchive descriptor: Int32, subject: String, limits: ImportLimits = ImportLimits()
    ) async throws -> Snapshot {
        try await Blocking.run { isCancelled in
            try self.importing(subject) {
                let draft = try self.beginDraft(parent: nil)
                var isDone = false
                defer { if !isDone { self.discard(draft) } }
                var unpacker = try LayerUnpacker(
                    draft: draft, lowers: [], limit: limits.entries, isCancelled: isCancelled)
                var source = HeadedSource(DescriptorSource(descriptor: descriptor, subject: subject))
                let compression = Compression(head: try source.peek(8))
                if compression == .none {
                    _ = try Self.unpackAll(source, &unpacker, limit: limits.bytes)
                } else {
                    let unpacked = try Decompressor(source, compression) { _ in }
                    _ = try Self.unpackAll(unpacked, &unpacker, limit: limits.bytes)
                }
                let made = try self.commit(draft)
                isDone = true
                return made
            }
        }
    }

    private static func unpackAll<Source: ByteSource>(
        _ source: Source, _ unpacker: inout LayerUnpacker, limit: Int64
    ) throws -> LayerDigest {
        var reader = TarReader(CheckedSource(source, limit: limit))
        try unpacker.unpack(&reader)
        var rest = reader.source
        try rest.drain()
        return LayerDigest(diffID: rest.hash.digest(), bytes: rest.hash.count)
    }

    /// Writes the files of some layers, as a container sees them, as a tar archive.
    ///
    /// - Parameter layers: folders, topmost first. They are read, not mounted.
    public static func writeArchive(ofLayers layers: [String], to descriptor: Int32) async throws {
        try await Blocking.run { isCancelled in
            var writer = TarWriter(
                DescriptorSink(descriptor: descriptor, subject: "the archive"), isCancelled: isCancelled)
            var walk = try LayeredFolderWalk(layers: layers)
            while let step = try walk.next() {
                switch step {
                case .folder(let folder, let path):
                    guard let part = folder.parts.first else { continue }
                    try writer.folder(
                        part.number, name: path + [UInt8(ascii: "/")], status: folder.status,
                        path: String(decoding: path, as: UTF8.self))
                case .other(let folder, let name, let status, let path):
                    try writer.other(
                        name, in: folder.number, name: path, status: status, path: String(decoding: path, as: UTF8.self)
                    )
                case .leave: break
                }
            }
            try writer.finish()
        }
    }
}

/// An archive that one thread writes while another reads it.
private final class ArchiveStream: Sendable {
    private let reader: OwnedDescriptor
    private let failure = Locked<(any Error)?>(nil)
    private let isFinished = Gate()

    init(_ body: @escaping @Sendable (_ descriptor: Int32) throws -> Void) throws {
        let pipe = try Descriptor.pipe()
        reader = pipe.read
        // The thread must not keep the reading end: it ends when nobody reads any more.
        let writer = pipe.write
        Thread.start { [failure, isFinished] in
            do { try body(writer.number) } catch { failure.withLock { $0 = error } }
            writer.closeNow()
            isFinished.open()
        }
    }

    var source: DescriptorSource { DescriptorSource(descriptor: reader.number, subject: "the archive") }

    /// What went wrong while it was written.
    func finish() throws {
        isFinished.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Lets a thread wait for another.
    private final class Gate: Sendable {
        private let pipe = try? Descriptor.pipe()

        func open() { pipe?.write.closeNow() }

        func wait() {
            guard let pipe else { return }
            var byte: UInt8 = 0
            while read(pipe.read.number, &byte, 1) < 0 && errno == EINTR {}
        }
    }
}

extension ImageStore {
    /// Writes what has a name in an open folder, with everything below it, as a tar archive whose names begin with it.
    public static func writeArchive(ofEntry name: String, in folder: Int32, to descriptor: Int32) async throws {
        try await Blocking.run { isCancelled in
            var writer = TarWriter(
                DescriptorSink(descriptor: descriptor, subject: "the archive"), isCancelled: isCancelled)
            let bytes = Array(name.utf8)
            var status = stat()
            try systemCall("stat", name) { fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                try writer.other(bytes, in: folder, name: bytes, status: status, path: name)
                return try writer.finish()
            }
            let open = try DirectoryReader.openFolder(bytes, in: folder, path: name)
            try writer.folder(open.number, name: bytes + [UInt8(ascii: "/")], status: status, path: name)
            var pending = [(folder: open, prefix: bytes + [UInt8(ascii: "/")])]
            while let level = pending.popLast() {
                let path = String(decoding: level.prefix, as: UTF8.self)
                for name in try DirectoryReader.names(in: level.folder.number, path: path) {
                    var status = stat()
                    let found = withUnsafeCString(name) {
                        fstatat(level.folder.number, $0, &status, AT_SYMLINK_NOFOLLOW)
                    }
                    // A container may be at work in it.
                    if found != 0 { continue }
                    if status.st_mode & S_IFMT == S_IFDIR {
                        let child = try DirectoryReader.openFolder(name, in: level.folder.number, path: path)
                        let prefix = level.prefix + name + [UInt8(ascii: "/")]
                        try writer.folder(child.number, name: prefix, status: status, path: path)
                        pending.append((child, prefix))
                    } else {
                        try writer.other(
                            name, in: level.folder.number, name: level.prefix + name, status: status, path: path)
                    }
                }
                withExtendedLifetime(level) {}
            }
            withExtendedLifetime(open) {}
            try writer.finish()
        }
    }

    /// Unpacks a tar archive, which may be compressed, into a folder. No name or link in it leads out of the folder.
    public func unpack(archive descriptor: Int32, into folder: String, limits: ImportLimits = ImportLimits())
        async throws
    {
        try await Blocking.run { isCancelled in
            try self.importing("The archive") {
                let draft = try self.beginDraft(parent: nil)
                defer { self.discard(draft) }
                let place = SnapshotDraft(
                    parent: nil, upper: folder, work: draft.work, merged: draft.merged, folder: draft.folder)
                var unpacker = try LayerUnpacker(
                    draft: place, lowers: [], limit: limits.entries, isCancelled: isCancelled)
                var source = HeadedSource(DescriptorSource(descriptor: descriptor, subject: "the archive"))
                let compression = Compression(head: try source.peek(8))
                if compression == .none {
                    _ = try Self.unpackAll(source, &unpacker, limit: limits.bytes)
                } else {
                    _ = try Self.unpackAll(
                        try Decompressor(source, compression) { _ in }, &unpacker, limit: limits.bytes)
                }
            }
        }
    }
}
