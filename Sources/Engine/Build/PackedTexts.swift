/// Texts and numbers in few bytes: numbers in groups of seven bits, texts as UTF-8 with their length before them.
///
/// What each build reads and compares again is kept this way: a JSON decoder takes longer to set up than a build in which
/// everything is cached takes otherwise.
struct TextPacker {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// A text that may be missing.
    mutating func add(_ text: String?) {
        add(text == nil ? 0 : 1)
        if let text { add(text) }
    }

    /// Sorted by keys, so that equal values have equal bytes.
    mutating func add(_ texts: [String: String]) {
        add(texts.count)
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
            add(key)
            add(value)
        }
    }
}

/// Reads what a ``TextPacker`` wrote. Everything is `nil` when the bytes are something else.
struct TextUnpacker {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number() -> Int? {
        var result: UInt = 0
        for shift in stride(from: 0, to: UInt.bitWidth, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            result |= UInt(byte & 0x7F) << UInt(shift)
            if byte & 0x80 == 0 { return Int(bitPattern: result) }
        }
        return nil
    }

    mutating func text() -> String? {
        guard let length = number(), length >= 0, length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return String(decoding: rest.prefix(length), as: UTF8.self)
    }

    /// A text that may be missing: the outer `nil` says that the bytes are something else.
    mutating func optionalText() -> String?? {
        switch number() {
        case 0: .some(nil)
        case 1: text().map { .some($0) }
        default: nil
        }
    }

    mutating func texts() -> [String: String]? {
        guard let count = number() else { return nil }
        var result: [String: String] = [:]
        for _ in 0..<max(0, count) {
            guard let key = text(), let value = text() else { return nil }
            result[key] = value
        }
        return result
    }
}
