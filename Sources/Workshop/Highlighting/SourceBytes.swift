/// A part of a source to scan. Outside of it every byte is 0, which no scanner takes for anything.
struct SourceBytes {
    private let bytes: UnsafeBufferPointer<UInt8>
    let start: Int
    let end: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        start = range.lowerBound
        end = range.upperBound
    }

    /// A smaller part.
    func part(_ range: Range<Int>) -> SourceBytes { SourceBytes(bytes, range.clamped(to: start..<end)) }

    subscript(_ index: Int) -> UInt8 { index >= start && index < end ? bytes[index] : 0 }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: start..<end)], as: UTF8.self)
    }

    func array() -> [UInt8] { Array(bytes[start..<end]) }

    /// Whether these bytes stand at a place.
    func has(_ word: StaticString, at index: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index >= start, index + count <= end else { return false }
        for offset in 0..<count where bytes[index + offset] != word.utf8Start[offset] { return false }
        return true
    }

    /// The line break, or the end, behind a place.
    func endOfLine(_ index: Int) -> Int {
        var index = index
        while index < end, bytes[index] != 10 { index += 1 }
        return index
    }

    /// The first place from `index` on whose byte is not accepted.
    func skip(_ index: Int, while isAccepted: (UInt8) -> Bool) -> Int {
        var index = index
        while index < end, isAccepted(bytes[index]) { index += 1 }
        return index
    }

    /// The place behind an escape character and the character that it escapes.
    func afterEscape(_ index: Int) -> Int {
        var index = index + 2
        while index < end, bytes[index] & 0xc0 == 0x80 { index += 1 }
        return min(index, end)
    }

    /// The first place from `index` on that is no blank or tab.
    func skipBlanks(_ index: Int) -> Int { skip(index) { $0 == 32 || $0 == 9 } }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    var isDigit: Bool { self &- 48 < 10 }
    var isBlank: Bool { self == 32 || self == 9 || self == 13 }
    var isSpace: Bool { isBlank || self == 10 }
    /// A letter, `_`, or a byte of a character beyond ASCII: programs may use those in names.
    var isNameStart: Bool { (self | 0x20) &- 97 < 26 || self == 95 || self >= 0x80 }
    var isName: Bool { isNameStart || isDigit }
}
