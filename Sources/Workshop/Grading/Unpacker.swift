import Glibc

/// Brings a submission's files into a folder.
struct Unpacker {
    var limits: ArchiveLimits
    /// Whether the work is not wanted any more.
    var isCancelled: @Sendable () -> Bool

    init(limits: ArchiveLimits = ArchiveLimits(), isCancelled: @escaping @Sendable () -> Bool = { false }) {
        self.limits = limits
        self.isCancelled = isCancelled
    }

    /// Unpacks an archive into an empty folder.
    ///
    /// - Parameter archive: a descriptor of the archive, at its beginning; the caller closes it.
    /// - Throws: ``SubmissionError``; what was unpacked until then stays for the caller to remove.
    func unpack(_ archive: Int32, kind: Submission.Kind, into folder: String) throws(SubmissionError) {
        var status = stat()
        guard fstat(archive, &status) == 0 else {
            throw .unable("The archive cannot be looked at: \(String(cString: strerror(errno))).")
        }
        let size = Int64(status.st_size)
        guard size > 0 else { throw .rejected("The archive is empty: it has no bytes.") }
        guard size <= limits.archiveBytes else {
            throw .rejected("The archive is larger than \(limits.archiveBytes >> 20) MiB.")
        }
        try checkSignature(archive, kind)
        let root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw .unable("\(folder) cannot be opened: \(String(cString: strerror(errno))).") }
        defer { close(root) }
        let stream = try ArchiveStream(
            command(kind), archive: archive, seconds: limits.seconds, isCancelled: isCancelled)
        var reader = TarReader { (count) throws(SubmissionError) in try stream.read(count) }
        var unpacking = Unpacking(into: root, archiveBytes: size, limits: limits)
        do {
            try unpacking.unpack(&reader)
            try drain(stream, allowed: size)
        } catch {
            // What the program says about a damaged archive is closer to the cause than the stream's sudden end.
            if case .rejected(let reason) = error, reason.hasPrefix("The archive is damaged: it ends") {
                try? drain(stream, allowed: size)
                try stream.finish()
            }
            throw error
        }
        try stream.finish()
    }

    /// Reads what stands behind the archive's end, which is padding, so that the program can end by itself.
    private func drain(_ stream: ArchiveStream, allowed: Int64) throws(SubmissionError) {
        var count: Int64 = 0
        while true {
            let bytes = try stream.read(64 * 1024)
            if bytes.isEmpty { return }
            count += Int64(bytes.count)
            if count > 16 << 20 { throw .rejected("The archive is damaged: much follows its end.") }
        }
    }

    private func command(_ kind: Submission.Kind) -> [String] {
        switch kind {
        // The archive by descriptor: the table of contents at a ZIP's end needs one that can seek.
        case .zip: ["bsdtar", "-c", "-f", "-", "--format=gnutar", "@/proc/self/fd/0"]
        case .gzippedTar: ["gzip", "-dc"]
        case .tar, .folder: ["cat"]
        }
    }

    /// The first bytes say what the file is; a name's ending does not.
    private func checkSignature(_ archive: Int32, _ kind: Submission.Kind) throws(SubmissionError) {
        var start = [UInt8](repeating: 0, count: 4)
        let count = pread(archive, &start, 4, 0)
        switch kind {
        case .zip:
            // A local file header, or the end record of an empty archive. APPNOTE.TXT 4.3.7 and 4.3.16.
            guard count == 4, [[0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6]].contains(start) else {
                throw .rejected("The file is no ZIP archive, whatever its name says.")
            }
        case .gzippedTar:
            guard count >= 2, start[0] == 0x1f, start[1] == 0x8b else {
                throw .rejected("The file is not compressed by gzip, whatever its name says.")
            }
        case .tar, .folder: break
        }
    }
}
