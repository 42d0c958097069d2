import EngineInterface

/// One piece of a container's output in a log file.
///
/// On the disk: the length of the piece (4 bytes, little endian), the stream (1 byte), a mark (3 bytes), the time (8
/// bytes, nanoseconds since 1970), the piece, and its length again. With the length at both ends a file is read from
/// either; a record whose ends do not fit together was cut off when the machine or the writer failed.
struct LogRecord: Sendable, Equatable {
    var stream: StandardStream
    var time: Int64
    var bytes: [UInt8]

    static let headerSize = 16
    static let trailerSize = 4
    static let overhead = headerSize + trailerSize
    private static let mark: [UInt8] = [0x57, 0x4C, 0x31]
    /// No piece is longer.
    static let limit = 16 << 10

    var size: Int { Self.overhead + bytes.count }

    /// Adds the record's form on the disk.
    func write(to buffer: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { buffer.append(contentsOf: $0) }
        buffer.append(stream.rawValue)
        buffer.append(contentsOf: Self.mark)
        withUnsafeBytes(of: time.littleEndian) { buffer.append(contentsOf: $0) }
        buffer.append(contentsOf: bytes)
        withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { buffer.append(contentsOf: $0) }
    }

    /// Reads the record that begins at `offset`, or returns `nil` when it is not whole.
    static func read(_ buffer: [UInt8], at offset: Int) -> LogRecord? {
        guard buffer.count - offset >= overhead else { return nil }
        let length = number(buffer, at: offset)
        guard length <= limit, Array(buffer[offset + 5..<offset + 8]) == mark,
            let stream = StandardStream(rawValue: buffer[offset + 4]),
            buffer.count - offset >= overhead + length,
            number(buffer, at: offset + headerSize + length) == length
        else { return nil }
        let time = buffer[offset + 8..<offset + 16].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let start = offset + headerSize
        return LogRecord(
            stream: stream, time: Int64(bitPattern: time), bytes: Array(buffer[start..<start + length]))
    }

    /// The length that a header or trailer holds.
    static func number(_ buffer: [UInt8], at offset: Int) -> Int {
        buffer[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
