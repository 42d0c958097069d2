import Crypto
import Glibc
import Linux

/// Digests by which a pass knows what it was that passed.
public enum FileDigests {
    /// In bytes. Work that a learner writes is far smaller.
    private static let largestFolder: Int64 = 16 << 20

    /// A digest of every file in a learner's folder, by its path in it.
    ///
    /// In a folder with very many or large files only `known` ones count: those that the exercise speaks of.
    /// A digest is that of the content; for a link, of its target; a file that may be executed differs from one that may not.
    /// - Parameter onlyKnown: whether files that are not `known` are left out in every folder.
    public static func learner(folder: String, known: [String], onlyKnown: Bool = false) -> [String: String] {
        var paths = onlyKnown ? known : LearnerFiles.list(folder) ?? known
        let size = paths.reduce(Int64(0)) { $0 + (status("\(folder)/\($1)").map { Int64($0.st_size) } ?? 0) }
        if size > largestFolder { paths = known }
        var digests: [String: String] = [:]
        for path in paths {
            if let digest = digest("\(folder)/\(path)") { digests[path] = digest }
        }
        return digests
    }

    /// The digest of what an exercise judges by: what its exercise.yaml says about checks, images, files and limits, and what
    /// is in its folder `tests`, if it has one.
    ///
    /// `nil` when the exercise cannot be read.
    public static func exercise(folder: String) -> String? {
        guard let bytes = try? SmallFile.read(folder + "/exercise.yaml") else { return nil }
        let own = SHA256.hex(Array(JudgedText.of(String(decoding: bytes, as: UTF8.self)).utf8))
        var text = own
        let tests = folder + "/tests"
        for path in LearnerFiles.list(tests, limit: 10_000) ?? [] {
            text += "\n\(path) \(digest("\(tests)/\(path)") ?? "-")"
        }
        return text == own ? own : SHA256.hex(Array(text.utf8))
    }

    /// The paths whose digests differ, or that are in one of the two only, sorted.
    public static func changes(from old: [String: String], to new: [String: String]) -> [String] {
        Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
    }

    private static func digest(_ path: String) -> String? {
        guard let status = status(path) else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            guard let digest = contents(path) else { return nil }
            return status.st_mode & 0o100 == 0 ? digest : digest + "+x"
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink(path, &target, target.count)
            return count < 0 ? nil : "link " + SHA256.hex(target[..<count].map { UInt8(bitPattern: $0) })
        default: return nil
        }
    }

    private static func contents(_ path: String) -> String? {
        // Without O_NONBLOCK a FIFO that has taken the file's place would keep us waiting.
        guard let file = try? Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW) else { return nil }
        defer { withExtendedLifetime(file) {} }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard let count = try? systemCall("read", path, { read(file.number, &buffer, buffer.count) }) else {
                return nil
            }
            if count == 0 { return SHA256.hex(hash.finalize()) }
            hash.update(data: buffer[..<count])
        }
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }
}
