import Glibc
import Linux

/// Where the files of an image layout go: into an archive, or into a folder.
protocol LayoutOutput {
    /// Makes a folder, whose name ends in a slash.
    mutating func folder(_ name: String) throws
    mutating func file(_ name: String, _ contents: [UInt8]) throws
    /// A file of exactly `size` bytes, which `body` writes.
    mutating func file(
        _ name: String, size: Int64, _ body: (inout BufferedSink<DescriptorSink>) throws -> Void) throws
    mutating func finish() throws
}

extension TarWriter: LayoutOutput where Sink == DescriptorSink {
    mutating func file(_ name: String, _ contents: [UInt8]) throws {
        try file(name, contents, mode: 0o644, seconds: 0)
    }
}

/// A folder of the host. Each file appears whole, by a rename; a blob that is there already is not written again.
struct LayoutFolder: LayoutOutput {
    private let path: String

    /// Makes the folder and those above it that are missing.
    init(_ path: String) throws(SystemError) {
        self.path = path
        try Self.make(path)
    }

    private static func make(_ path: String) throws(SystemError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw SystemError("mkdir", path, errno: errno)
        }
        try make(String(path[..<slash]))
        try systemCall("mkdir", path) { mkdir(path, 0o755) }
    }

    func folder(_ name: String) throws {
        let folder = path + "/" + name.dropLast()
        if mkdir(folder, 0o755) != 0, errno != EEXIST { throw SystemError("mkdir", folder, errno: errno) }
    }

    func file(_ name: String, _ contents: [UInt8]) throws {
        try write(name) { try $0.write(contents) }
    }

    func file(_ name: String, size: Int64, _ body: (inout BufferedSink<DescriptorSink>) throws -> Void) throws {
        var status = stat()
        // Blobs are called by their digests.
        if stat(path + "/" + name, &status) == 0, Int64(status.st_size) == size { return }
        try write(name, body)
    }

    private func write(_ name: String, _ body: (inout BufferedSink<DescriptorSink>) throws -> Void) throws {
        let target = path + "/" + name
        let temporary = target + "." + RandomName.hex(words: 1)
        let file = try Descriptor.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
        do {
            var sink = BufferedSink(DescriptorSink(descriptor: file.number, subject: target))
            try body(&sink)
            try sink.flush()
            try systemCall("rename", target) { rename(temporary, target) }
        } catch {
            unlink(temporary)
            throw error
        }
        withExtendedLifetime(file) {}
    }

    func finish() {}
}
