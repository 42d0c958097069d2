/// Finds out how many cells characters take without making characters of them, where that is certain: ASCII, and letters
/// and signs of the common scripts that stand by themselves. All others are left to ``Cells``.
enum CellScan {
    /// The character that begins at a byte, when it consists of one scalar and nothing can join it; else nil.
    @inline(__always)
    static func simple(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, end: Int) -> (length: Int, cells: Int)? {
        let (length, cells) = scalar(bytes, position, end)
        guard cells > 0 else { return nil }
        let next = position + length
        // What follows may join it, unless it stands by itself, too.
        if next < end, bytes[next] >= 0x80, scalar(bytes, next, end).cells == 0 { return nil }
        return (length, cells)
    }

    /// Whether all bytes are ASCII.
    static func isASCII(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var all: UInt8 = 0
        for byte in UnsafeBufferPointer(rebasing: bytes) { all |= byte }
        return all < 0x80
    }

    /// The bytes of a scalar and its cells: 0 where more has to be known.
    @inline(__always)
    private static func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int
    ) -> (length: Int, cells: Int) {
        let first = bytes[position]
        if first < 0x80 { return (1, 1) }
        if first < 0xe0 {
            guard position + 1 < end else { return (1, 0) }
            let value = UInt32(first & 0x1f) << 6 | UInt32(bytes[position + 1] & 0x3f)
            return (2, cells(value))
        }
        guard first < 0xf0, position + 2 < end else { return (1, 0) }
        let value =
            UInt32(first & 0x0f) << 12 | UInt32(bytes[position + 1] & 0x3f) << 6 | UInt32(bytes[position + 2] & 0x3f)
        return (3, cells(value))
    }

    /// Ranges whose scalars all are of one width and never join what stands beside them.
    @inline(__always)
    private static func cells(_ value: UInt32) -> Int {
        switch value {
        // Latin, phonetic signs, Greek, Cyrillic.
        case 0xa0..<0xad, 0xae..<0x300, 0x370..<0x483, 0x48a..<0x530: 1
        // Dashes, quotation marks, dots; arrows, mathematical signs, lines and boxes.
        case 0x2010..<0x2028, 0x2030..<0x205f, 0x2190..<0x2300, 0x2500..<0x25fd: 1
        // Kana and Chinese characters.
        case 0x3001..<0x302a, 0x3041..<0x3097, 0x30a1..<0x30fb, 0x3400..<0x4dc0, 0x4e00..<0xa000, 0xff01..<0xff61: 2
        default: 0
        }
    }
}
