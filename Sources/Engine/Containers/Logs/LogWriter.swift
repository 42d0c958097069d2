import EngineInterface
import Glibc
import Linux

/// Writes a container's log. It belongs to the thread that keeps the container.
///
/// A log is a help, not a condition: when the disk is full, what does not fit is left out, and the container goes on.
final class LogWriter {
    private let files: LogFiles
    private let bounds: LogBounds
    private var file: OwnedDescriptor?
    private(set) var number: Int
    /// Bytes of the file that is written to.
    private(set) var size: Int64 = 0
    /// Bytes of output that did not fit since the last that did.
    private var lost = 0

    /// Goes on with the newest file; a record that was cut off at its end is taken away first.
    init(folder: String, bounds: LogBounds) {
        files = LogFiles(folder: folder)
        self.bounds = bounds
        number = files.numbers().last ?? 1
        open()
    }

    private func open() {
        let path = files.path(number)
        file = try? Descriptor.open(path, O_RDWR | O_CREAT | O_APPEND, mode: 0o600)
        guard let file else { return }
        var status = stat()
        size = fstat(file.number, &status) == 0 ? Int64(status.st_size) : 0
        if size > 0, !LogCursor.endsWhole(file.number, size: size) {
            size = LogCursor.wholeBytes(path)
            ftruncate(file.number, off_t(size))
        }
    }

    /// Adds output, as it came. No file becomes longer than the bound, and a new one begins with a line where that can be.
    func add(_ bytes: [UInt8], _ stream: StandardStream, time: Int64 = Clock.real) {
        let most = max(1, min(LogRecord.limit, Int(clamping: bounds.fileBytes) - LogRecord.overhead))
        var buffer: [UInt8] = []
        buffer.reserveCapacity(bytes.count + 256)
        var start = 0
        while start < bytes.count {
            var end = min(bytes.count, start + most)
            if end < bytes.count, let newline = bytes[start..<end].lastIndex(of: 10) { end = newline + 1 }
            let record = LogRecord(stream: stream, time: time, bytes: Array(bytes[start..<end]))
            if !buffer.isEmpty, size + Int64(buffer.count + record.size) > bounds.fileBytes {
                write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
            record.write(to: &buffer)
            start = end
        }
        if !buffer.isEmpty { write(buffer) }
    }

    private func write(_ buffer: [UInt8]) {
        if size > 0, size + Int64(buffer.count) > bounds.fileBytes { rotate() }
        if file == nil { open() }
        guard let file else {
            lost += buffer.count
            return
        }
        do {
            try Descriptor.write(buffer, to: file.number)
            size += Int64(buffer.count)
            lost = 0
        } catch {
            // Half a record is worse than none.
            ftruncate(file.number, off_t(size))
            lost += buffer.count
        }
    }

    private func rotate() {
        let next = number + 1
        guard let fresh = try? Descriptor.open(files.path(next), O_RDWR | O_CREAT | O_TRUNC | O_APPEND, mode: 0o600)
        else { return }
        file = fresh
        number = next
        size = 0
        let all = files.numbers()
        for old in all.dropLast(bounds.files) { unlink(files.path(old)) }
    }

    /// The place after the last record.
    var end: LogPosition { LogPosition(file: number, offset: size) }
}

/// A place in a container's log.
struct LogPosition: Sendable, Equatable {
    var file: Int
    var offset: Int64
}
