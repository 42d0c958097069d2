import EngineInterface
import Glibc
import Linux

/// Reads a container's log, record by record, while it may be written.
final class LogCursor {
    private let files: LogFiles
    private var file: OwnedDescriptor?
    private(set) var position: LogPosition
    private var buffer: [UInt8] = []
    /// Where in `buffer` the next record begins.
    private var start = 0

    /// At a place, or at the beginning.
    init(folder: String, at position: LogPosition? = nil) {
        files = LogFiles(folder: folder)
        self.position = position ?? LogPosition(file: files.numbers().first ?? 1, offset: 0)
    }

    /// At a place before the last `lines` lines, but after most of what is before them.
    init(folder: String, lastLines lines: Int, includes: (StandardStream) -> Bool = { _ in true }) {
        files = LogFiles(folder: folder)
        position = Self.start(ofLast: lines, in: files, includes: includes)
    }

    /// The next record; `nil` when there is none yet.
    func next() -> LogRecord? {
        while true {
            if let record = LogRecord.read(buffer, at: start) {
                start += record.size
                position.offset += Int64(record.size)
                return record
            }
            if fill() { continue }
            // A record that is not whole stays: its rest may come. What follows in another file does not wait for it.
            guard let next = files.numbers().first(where: { $0 > position.file }) else {
                // Read it anew next time: a writer that comes after one that was killed takes half a record away.
                buffer = []
                start = 0
                return nil
            }
            // The writer may have added to this file just before it began the next.
            if fill() { continue }
            position = LogPosition(file: next, offset: 0)
            file = nil
            buffer = []
            start = 0
        }
    }

    /// Reads more of the file. Returns whether there was more.
    private func fill() -> Bool {
        if file == nil {
            file = try? Descriptor.open(files.path(position.file), O_RDONLY)
            buffer = []
            start = 0
        }
        guard let file else { return false }
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        let count = pread(file.number, &piece, piece.count, off_t(position.offset) + off_t(buffer.count))
        guard count > 0 else { return false }
        buffer.append(contentsOf: piece[..<count])
        return true
    }

    // MARK: - From the end

    /// A place that has the last `lines` lines after it, over all files. An unfinished line at the end counts as one.
    private static func start(
        ofLast lines: Int, in files: LogFiles, includes: (StandardStream) -> Bool
    ) -> LogPosition {
        let numbers = files.numbers()
        guard let newest = numbers.last else { return LogPosition(file: 1, offset: 0) }
        var ends = 0
        var result = LogPosition(file: newest, offset: 0)
        for number in numbers.reversed() {
            guard let file = try? Descriptor.open(files.path(number), O_RDONLY) else { continue }
            defer { withExtendedLifetime(file) {} }
            var end = wholeEnd(file.number, path: files.path(number))
            while end > 0 {
                result = LogPosition(file: number, offset: end)
                // One end more, for a line's beginning is after the end of the one before; one for each stream.
                if ends > lines + 2 { return result }
                guard let record = record(endingAt: end, of: file.number) else { break }
                if includes(record.stream) { ends += record.bytes.count { $0 == 10 } }
                end -= Int64(record.size)
            }
            result = LogPosition(file: number, offset: 0)
        }
        return result
    }

    private static func size(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    private static func wholeEnd(_ descriptor: Int32, path: String) -> Int64 {
        let size = size(of: path)
        return endsWhole(descriptor, size: size) ? size : wholeBytes(path)
    }

    private static func record(endingAt end: Int64, of descriptor: Int32) -> LogRecord? {
        var trailer = [UInt8](repeating: 0, count: 4)
        guard pread(descriptor, &trailer, 4, off_t(end - 4)) == 4 else { return nil }
        let size = LogRecord.number(trailer, at: 0) + LogRecord.overhead
        guard Int64(size) <= end, size <= LogRecord.limit + LogRecord.overhead else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        guard pread(descriptor, &bytes, size, off_t(end) - off_t(size)) == size else { return nil }
        return LogRecord.read(bytes, at: 0)
    }

    /// Whether the last record of a file is whole.
    static func endsWhole(_ descriptor: Int32, size: Int64) -> Bool {
        size == 0 || (size >= Int64(LogRecord.overhead) && record(endingAt: size, of: descriptor) != nil)
    }

    /// How many bytes at the beginning of a file are whole records.
    static func wholeBytes(_ path: String) -> Int64 {
        guard let file = try? Descriptor.open(path, O_RDONLY) else { return 0 }
        defer { withExtendedLifetime(file) {} }
        var whole: Int64 = 0
        var buffer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = pread(file.number, &piece, piece.count, off_t(whole) + off_t(buffer.count))
            if count <= 0 { return whole }
            buffer.append(contentsOf: piece[..<count])
            var start = 0
            while let record = LogRecord.read(buffer, at: start) { start += record.size }
            // Nothing whole in more than the longest record: the rest is no log.
            if start == 0, buffer.count > LogRecord.limit + LogRecord.overhead { return whole }
            whole += Int64(start)
            buffer.removeFirst(start)
        }
    }
}
