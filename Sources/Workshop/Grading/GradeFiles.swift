import FoundationEssentials
import Glibc

/// Writes what grading yields.
enum GradeFiles {
    /// The report's form. See docs/cli.md.
    private struct Report: Codable {
        var version = 1
        var exercise: String
        var maximum: Double
        var submissions: [Entry]

        struct Entry: Codable {
            var name: String
            var outcome: GradeRecord.Outcome
            var points: Double?
            var maximum: Double
            var percent: Double?
            var checks: [GradeRecord.Check]
            var note: String
            var seconds: Double
            var attempts: Int
        }
    }

    static func write(_ table: GradeTable, for request: GradeRequest) throws(GradeError) {
        try replace(request.table, Array(table.csv.utf8))
        guard let path = request.report else { return }
        let entries = table.records.map { record in
            Report.Entry(
                name: record.name, outcome: record.outcome, points: record.outcome == .notJudged ? nil : record.points,
                maximum: record.maximum, percent: record.percent, checks: record.checks, note: record.note,
                seconds: record.seconds, attempts: record.attempts)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = Report(exercise: request.exercise, maximum: request.maximum, submissions: entries)
        guard let data = try? encoder.encode(report) else { throw .output(path, "a number is out of range") }
        try replace(path, Array(data) + [0x0a])
    }

    /// Under another name first, so that nobody ever sees half a table.
    private static func replace(_ path: String, _ bytes: [UInt8]) throws(GradeError) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .output(path, String(cString: strerror(errno))) }
        var offset = 0
        var failure: Int32 = 0
        while offset < bytes.count && failure == 0 {
            let start = offset
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count >= 0 { offset += count } else if errno != EINTR { failure = errno }
        }
        if failure == 0 && fsync(descriptor) != 0 { failure = errno }
        close(descriptor)
        if failure == 0 && rename(temporary, path) != 0 { failure = errno }
        if failure != 0 {
            unlink(temporary)
            throw .output(path, String(cString: strerror(failure)))
        }
    }
}
