import Glibc

/// Reads the text files of a course.
enum TextFile {
    /// The text of a regular file in UTF-8.
    static func read(_ path: String, limit: Int) throws(CourseError) -> String {
        // Without O_NONBLOCK a FIFO of that name would keep us waiting.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw CourseError(file: path, "The file cannot be read: \(reason(errno)).") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw CourseError(file: path, "This is no file.")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw CourseError(file: path, "The file cannot be read: \(reason(errno)).") }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw CourseError(file: path, "The file is larger than \(limit / 1024) KiB.")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let good = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
            throw CourseError(
                file: path, line: good.count(where: \.isNewline) + 1,
                "This line holds bytes that are no text in UTF-8.",
                help: "Save the file in the encoding UTF-8.")
        }
        return text
    }

    static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The names in a folder, sorted by their bytes; `nil` with errno when it cannot be read.
    static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
