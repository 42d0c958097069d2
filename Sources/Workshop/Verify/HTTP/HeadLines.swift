import NIOCore

/// Lets the lines of an answer's head end in a bare LF, too, as curl and browsers do.
///
/// "A recipient MAY recognize a single LF as a line terminator" (RFC 9112, section 2.2). The parser behind this wants CRLF;
/// programs that servers start by CGI, such as shell scripts, mostly write LF. What follows the head is left as it is.
struct HeadLines {
    private static let lineFeed: UInt8 = 0x0a
    private static let carriageReturn: UInt8 = 0x0d

    /// Whether the head of the real answer is over.
    private var isOver = false
    /// Whether a line with something in it has come: before that, empty lines do not end a head.
    private var hasBegun = false
    /// How many bytes of the present line have come.
    private var length = 0
    private var last: UInt8 = 0
    /// The first bytes of the head's first line.
    private var first: [UInt8] = []

    /// The bytes as the parser wants them.
    mutating func normalize(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        for byte in bytes {
            if !isOver { take(byte, &result) }
            result.append(byte)
            last = byte
        }
        return result
    }

    private mutating func take(_ byte: UInt8, _ result: inout [UInt8]) {
        guard byte == Self.lineFeed else {
            length += 1
            if !hasBegun, first.count < 12 { first.append(byte) }
            return
        }
        if last == Self.carriageReturn { length -= 1 } else { result.append(Self.carriageReturn) }
        if length > 0 {
            hasBegun = true
        } else if hasBegun {
            // 100 Continue and its like are heads alone, and another one follows.
            isOver = !isInterim
            hasBegun = false
            first = []
        }
        if !hasBegun { first = [] }
        length = 0
    }

    /// Whether the first line says `HTTP/1.1 1xx`, and not 101, after which another protocol is spoken.
    private var isInterim: Bool {
        let words = String(decoding: first, as: UTF8.self).split(separator: " ")
        return words.count > 1 && words[0].hasPrefix("HTTP/") && words[1].hasPrefix("1") && words[1] != "101"
    }
}

/// Hands on what ``HeadLines`` makes of the bytes that come.
final class HeadLinesHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var lines = HeadLines()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = lines.normalize(unwrapInboundIn(data).readableBytesView)
        context.fireChannelRead(wrapInboundOut(context.channel.allocator.buffer(bytes: bytes)))
    }
}
