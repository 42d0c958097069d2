import FoundationEssentials
import Glibc

/// The results so far, in a file beside the table: one line of JSON for each, written through to the disk as it comes.
///
/// So an interrupted run loses nothing that was finished. A line that was being written when the power went is left out.
final class GradeState {
    private let descriptor: Int32
    private(set) var records: [String: GradeRecord] = [:]

    /// Opens or creates the file and keeps others from using it.
    /// - Throws: ``GradeError``.
    init(path: String) throws(GradeError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .output(path, String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .busy(path) : .output(path, String(cString: strerror(errno)))
        }
        try load(path)
    }

    deinit {
        // Said aloud: a program that is being started just now may hold a copy of the descriptor for a moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Writes a record down. It is on the disk when the call returns.
    func append(_ record: GradeRecord, path: String) throws(GradeError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(record) else { throw .output(path, "a result cannot be written as JSON") }
        var line = Array(data)
        line.append(0x0a)
        // One write: either the whole line is there or its end is missing, which the reader notices.
        let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count == line.count, fdatasync(descriptor) == 0 else {
            throw .output(path, String(cString: strerror(errno)))
        }
        records[record.key] = record
    }

    private func load(_ path: String) throws(GradeError) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        lseek(descriptor, 0, SEEK_SET)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .output(path, String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        let end = bytes.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        if end < bytes.count { ftruncate(descriptor, off_t(end)) }
        let decoder = JSONDecoder()
        for line in bytes[..<end].split(separator: 0x0a) {
            // A line of an older version that does not fit any more is graded anew.
            guard let record = try? decoder.decode(GradeRecord.self, from: Data(line)) else { continue }
            records[record.key] = record
        }
    }
}

/// Why grading cannot go on as a whole.
public enum GradeError: Error, Sendable, CustomStringConvertible {
    /// A file cannot be written, and why.
    case output(String, String)
    /// Another run uses the same output file.
    case busy(String)
    case noSubmissions(String)

    public var description: String {
        switch self {
        case .output(let path, let reason): "\(path) cannot be written: \(reason)."
        case .busy(let path):
            "Another run is grading into the same file (it holds \(path)). Wait for it, or choose another --out."
        case .noSubmissions(let folder):
            "There is no submission in \(folder): no folder and no .zip, .tar.gz, .tgz or .tar file."
        }
    }
}
