import Glibc

/// Paths as text.
enum FolderPath {
    /// Without `.`, empty components and a slash at the end. Relative ones start at `base`, by default the working directory.
    ///
    /// `..` stays: what it means depends on symbolic links.
    static func absolute(_ path: String, base: String? = nil) -> String {
        let full = path.hasPrefix("/") ? path : (base ?? workingDirectory()) + "/" + path
        return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    static func workingDirectory() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard getcwd(&buffer, buffer.count) != nil else { return "/" }
        return text(buffer)
    }

    /// The path with symbolic links followed and `..` resolved; `nil` when there is no such file.
    static func real(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    /// The folder of a path and those above it, nearest first.
    static func parents(of path: String) -> [String] {
        var parts = path.split(separator: "/")
        var result: [String] = []
        while !parts.isEmpty {
            parts.removeLast()
            result.append("/" + parts.joined(separator: "/"))
        }
        return result
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
