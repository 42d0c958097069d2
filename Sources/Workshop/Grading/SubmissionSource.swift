import Glibc

/// Where a submission's files come from.
struct SubmissionSource: Sendable {
    var folder: String
    var submission: Submission

    /// A name that is not UTF-8 cannot be a Swift string; the kernel's name for an open descriptor stands in for it.
    private func withPath<Value>(_ body: (String, Int32) throws -> Value) throws -> Value {
        let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw SubmissionError.unable("\(folder): \(String(cString: strerror(errno))).") }
        defer { close(parent) }
        let name = (submission.fileName + [0]).map { CChar(bitPattern: $0) }
        let descriptor = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SubmissionError.unable("\(submission.name) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        let text = String(decoding: submission.fileName, as: UTF8.self)
        let isText = Array(text.utf8) == submission.fileName
        return try body(isText ? folder + "/" + text : "/proc/self/fd/\(descriptor)/.", descriptor)
    }

    func digest(isCancelled: @escaping @Sendable () -> Bool) throws -> String {
        try withPath { path, descriptor in
            submission.kind == .folder
                ? try ContentDigest.of(path, isCancelled: isCancelled)
                : try ContentDigest.of(file: descriptor, isCancelled: isCancelled)
        }
    }

    /// Unpacks an archive into `work`, or takes a folder as it is.
    /// - Returns: the folder with the learner's files.
    func files(
        in work: String, limits: ArchiveLimits, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> String {
        try withPath { path, descriptor in
            if submission.kind == .folder {
                guard !path.hasPrefix("/proc/") else {
                    throw SubmissionError.rejected("The folder's name is not UTF-8; rename it.")
                }
                return SubmissionRoot.find(in: path)
            }
            try Unpacker(limits: limits, isCancelled: isCancelled).unpack(
                descriptor, kind: submission.kind, into: work)
            return SubmissionRoot.find(in: work)
        }
    }
}
