/// A PNG whose form has been checked: what is sent to a terminal is an image and nothing else.
public struct PNGImage: Sendable, Hashable {
    /// The file.
    public let bytes: [UInt8]
    /// In pixels.
    public let width: Int
    public let height: Int
    /// A number that differs for images with different contents, most likely.
    let identity: UInt32

    /// The largest file that is read.
    public static let maximumBytes = 8 << 20
    /// The most pixels that a terminal is asked to show.
    static let maximumPixels = 40_000_000

    /// Why a file is not shown.
    public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case tooLarge(bytes: Int)
        case notPNG
        case tooManyPixels(width: Int, height: Int)
        case corrupt

        public var description: String {
            switch self {
            case .tooLarge(let bytes): "it has \(bytes >> 20) MB; at most \(PNGImage.maximumBytes >> 20) MB are shown"
            case .notPNG: "it is not a PNG"
            case .tooManyPixels(let width, let height): "it has \(width) × \(height) pixels, which is too many"
            case .corrupt: "it is damaged"
            }
        }
    }

    /// Checks the file's chunks and their checksums: see the PNG specification, sections 5.2 to 5.4 and 11.2.
    public init(_ bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
        guard bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) else { throw .notPNG }
        var index = 8
        var size: (width: Int, height: Int)?
        var hasData = false
        var isEnded = false
        var checksum: UInt32 = 0
        while !isEnded {
            guard index + 12 <= bytes.count else { throw .corrupt }
            let length = Int(Self.number(bytes, index))
            guard length <= bytes.count - index - 12 else { throw .corrupt }
            let type = Array(bytes[index + 4..<index + 8])
            let end = index + 8 + length
            let sum = CRC32.of(bytes[index + 4..<end])
            guard sum == Self.number(bytes, end) else { throw .corrupt }
            checksum = checksum &* 31 &+ sum
            switch String(decoding: type, as: UTF8.self) {
            case "IHDR":
                guard size == nil, length == 13 else { throw .corrupt }
                size = (Int(Self.number(bytes, index + 8)), Int(Self.number(bytes, index + 12)))
            case "IDAT": hasData = true
            case "IEND": isEnded = true
            default: break
            }
            guard size != nil else { throw .corrupt }
            index = end + 4
        }
        guard hasData, let size, size.width > 0, size.height > 0 else { throw .corrupt }
        let (pixels, overflows) = size.width.multipliedReportingOverflow(by: size.height)
        guard !overflows, pixels <= Self.maximumPixels else {
            throw .tooManyPixels(width: size.width, height: size.height)
        }
        // What stands behind the end is not sent.
        self.bytes = Array(bytes[..<index])
        width = size.width
        height = size.height
        identity = checksum
    }

    private static func number(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// The checksum of PNG's chunks: ISO 3309.
private enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let table = table
        return ~bytes.reduce(0xffff_ffff) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
}
