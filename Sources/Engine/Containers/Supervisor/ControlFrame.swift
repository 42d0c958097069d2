import Linux

/// A message between a supervisor and those who talk to it: a kind and its contents.
///
/// On the wire: the length of the contents (4 bytes, little endian), the kind (1 byte), the contents.
struct ControlFrame: Sendable, Equatable {
    enum Kind: UInt8, Sendable {
        // To the supervisor.
        case start = 0x01
        case attach, input, closeInput, resize, signal
        case stop, kill, pause, unpause, restart, wait, update, connect, disconnect, reload, detach
        // From the supervisor.
        case done = 0x41
        case failed, attached, output, error, ended, busy
    }
    var kind: Kind
    var contents: [UInt8]

    init(_ kind: Kind, _ contents: [UInt8] = []) {
        self.kind = kind
        self.contents = contents
    }

    static let headerSize = 5
    /// Nobody sends more at once.
    static let limit = 4 << 20
    /// A piece of output or input is at most that long.
    static let pieceSize = 64 << 10

    var wire: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.headerSize + contents.count)
        withUnsafeBytes(of: UInt32(contents.count).littleEndian) { result.append(contentsOf: $0) }
        result.append(kind.rawValue)
        result.append(contentsOf: contents)
        return result
    }

    /// Takes the first frame off the front of what was received, or returns `nil` when it is not complete.
    ///
    /// - Throws: ``ProtocolFault`` when it cannot be a frame.
    static func take(from buffer: inout [UInt8]) throws(ProtocolFault) -> ControlFrame? {
        guard let length = try length(of: buffer), buffer.count >= headerSize + length else { return nil }
        guard let kind = Kind(rawValue: buffer[4]) else { throw ProtocolFault() }
        let frame = ControlFrame(kind, Array(buffer[headerSize..<headerSize + length]))
        buffer.removeFirst(headerSize + length)
        return frame
    }

    /// The length of the contents, once the header is there.
    static func length(of header: [UInt8]) throws(ProtocolFault) -> Int? {
        guard header.count >= headerSize else { return nil }
        let length = header[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= limit else { throw ProtocolFault() }
        return length
    }
}

/// Somebody sends what is no message.
struct ProtocolFault: Error {}

/// Puts numbers and texts into a message's contents.
struct ContentsWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String) {
        let utf8 = Array(text.utf8)
        add(Int64(utf8.count))
        bytes += utf8
    }
}

/// Takes them out again, in the same order.
struct ContentsReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func number() throws(ProtocolFault) -> Int64 {
        guard rest.count >= 8 else { throw ProtocolFault() }
        let value = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(8)
        return Int64(bitPattern: value)
    }

    mutating func text() throws(ProtocolFault) -> String {
        let count = try number()
        guard count >= 0, count <= Int64(rest.count) else { throw ProtocolFault() }
        defer { rest = rest.dropFirst(Int(count)) }
        return String(decoding: rest.prefix(Int(count)), as: UTF8.self)
    }
}
