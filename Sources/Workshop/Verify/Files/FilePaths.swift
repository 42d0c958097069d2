import Glibc

/// Paths as text.
enum FilePaths {
    /// Without `.`, `..` and doubled slashes; relative ones start at the working directory.
    static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return "/" + normal(path) }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard getcwd(&buffer, buffer.count) != nil else { return path }
        let end = buffer.firstIndex(of: 0) ?? 0
        let folder = String(decoding: buffer[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "/" + normal(folder + "/" + path)
    }

    /// A relative path's components, joined: no `.`, no empty ones, `..` resolved; one that leads above the start is left out.
    static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }

    /// `path` below `folder`.
    static func join(_ folder: String, _ path: String) -> String {
        let path = normal(path)
        return path.isEmpty ? folder : folder + "/" + path
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The first bytes of a regular file; `nil` when it cannot be read.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        // Without O_NONBLOCK a FIFO would keep us waiting.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit - bytes.count))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// The first bytes of a file below a folder; `nil` also when a symbolic link leads out of the folder.
    static func read(_ path: String, below folder: String, limit: Int) -> [UInt8]? {
        realPath(path, below: folder).flatMap { read($0, limit: limit) }
    }

    /// Where a path below a folder really leads; `nil` when nothing is there or a symbolic link leads out of the folder.
    static func realPath(_ path: String, below folder: String) -> String? {
        guard let root = real(folder), let file = real(join(folder, path)) else { return nil }
        return file == root || file.hasPrefix(root == "/" ? root : root + "/") ? file : nil
    }

    private static func real(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    static func reason(_ number: Int32 = errno) -> String { String(cString: strerror(number)) }
}
