import Glibc

/// A course that comes as an archive: unpacked once, by the rules for archives from strangers.
public enum CourseArchive {
    /// Whether a path names a file with an archive's ending.
    public static func isArchive(_ path: String) -> Bool { kind(path) != nil }

    /// Unpacks an archive, unless it was unpacked before, and returns the folder with what it holds.
    ///
    /// - Parameters:
    ///   - path: the archive.
    ///   - cache: the folder for unpacked courses, each under its archive's digest. It is made if it is missing.
    /// - Throws: ``SubmissionError`` for an archive that is damaged, too large, or leads out of its folder.
    public static func unpack(
        _ path: String, into cache: String, limits: ArchiveLimits = ArchiveLimits()
    ) throws -> String {
        guard let kind = kind(path) else {
            throw SubmissionError.rejected("The file is no archive: a course comes as .tar.gz, .tgz, .tar or .zip.")
        }
        let archive = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard archive >= 0 else {
            throw SubmissionError.unable("The archive cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(archive) }
        var status = stat()
        guard fstat(archive, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw SubmissionError.rejected("This is no file.")
        }
        guard Int64(status.st_size) <= limits.archiveBytes else {
            throw SubmissionError.rejected("The archive is larger than \(limits.archiveBytes >> 20) MiB.")
        }
        let target = cache + "/" + (try ContentDigest.of(file: archive))
        if access(target, F_OK) == 0 { return SubmissionRoot.find(in: target) }
        guard lseek(archive, 0, SEEK_SET) == 0 else {
            throw SubmissionError.unable("The archive cannot be read: \(String(cString: strerror(errno))).")
        }
        try makeFolders(cache)
        // Beside its place first: nobody sees half of a course.
        var template = Array((cache + "/.new-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SubmissionError.unable("\(cache) cannot be written: \(String(cString: strerror(errno))).")
        }
        let draft = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do {
            try Unpacker(limits: limits).unpack(archive, kind: kind, into: draft)
        } catch {
            WorkFolder.removeTree(draft)
            throw error
        }
        if rename(draft, target) != 0 {
            let number = errno
            WorkFolder.removeTree(draft)
            // Another process was faster.
            guard access(target, F_OK) == 0 else {
                throw SubmissionError.unable("\(cache) cannot be written: \(String(cString: strerror(number))).")
            }
        }
        return SubmissionRoot.find(in: target)
    }

    private static func kind(_ path: String) -> Submission.Kind? {
        let name = path.lowercased()
        if name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") { return .gzippedTar }
        if name.hasSuffix(".tar") { return .tar }
        return name.hasSuffix(".zip") ? .zip : nil
    }

    private static func makeFolders(_ path: String) throws(SubmissionError) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o755) == 0 || errno == EEXIST || errno == EISDIR else {
                // A folder above that is not writable may be there all the same.
                if access(made, F_OK) == 0 { continue }
                throw .unable("The folder \(made) cannot be made: \(String(cString: strerror(errno))).")
            }
        }
    }
}
