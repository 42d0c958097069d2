/// Reads a tar stream: ustar, the POSIX.1-2001 extended headers (pax), and GNU's long names.
///
/// The stream is a learner's, so every number is checked and nothing is kept in memory but one header.
struct TarReader {
    /// Fills up to the given number of bytes; an empty array is the end.
    typealias Source = (Int) throws(SubmissionError) -> [UInt8]

    private let source: Source
    /// Bytes of the current file that were not read yet, and the padding behind it.
    private var remaining: Int64 = 0
    private var padding = 0
    private var isAtEnd = false

    init(_ source: @escaping Source) { self.source = source }

    private static let block = 512
    /// Longer names and extended headers than this are an attack.
    private static let longestRecord: Int64 = 1 << 20

    /// The next entry, or `nil` after the last one. What was not read of the one before is skipped.
    mutating func next() throws(SubmissionError) -> TarEntry? {
        if isAtEnd { return nil }
        try skip()
        var extended: [String: [UInt8]] = [:]
        while true {
            let header = try exactly(Self.block)
            if header.isEmpty || header.allSatisfy({ $0 == 0 }) {
                // Two empty blocks end an archive. Some writers leave out one or both.
                isAtEnd = true
                if header.isEmpty && !extended.isEmpty { throw Self.damaged("it ends within a header") }
                return nil
            }
            try Self.check(header)
            let size = try Self.number(header[124..<136])
            setLength(size)
            switch header[156] {
            case UInt8(ascii: "x"):
                let records = try Self.records(try record(size))
                extended.merge(records) { $1 }
            case UInt8(ascii: "g"):
                _ = try record(size)
            case UInt8(ascii: "L"):
                extended["path"] = Array(try record(size).prefix { $0 != 0 })
            case UInt8(ascii: "K"):
                extended["linkpath"] = Array(try record(size).prefix { $0 != 0 })
            default:
                return try entry(header, size: size, extended: extended)
            }
        }
    }

    /// More bytes of the current file; an empty array at its end.
    mutating func read(_ limit: Int) throws(SubmissionError) -> [UInt8] {
        guard remaining > 0 else { return [] }
        let bytes = try source(Int(min(Int64(limit), remaining)))
        if bytes.isEmpty { throw Self.damaged("it ends within a file") }
        remaining -= Int64(bytes.count)
        return bytes
    }

    private mutating func entry(
        _ header: [UInt8], size: Int64, extended: [String: [UInt8]]
    ) throws(SubmissionError) -> TarEntry {
        var name = Self.text(header[0..<100])
        if Self.text(header[257..<263]) == Array("ustar".utf8), header[345] != 0 {
            name = Self.text(header[345..<500]) + [UInt8(ascii: "/")] + name
        }
        if let path = extended["path"] { name = path }
        var size = size
        if let text = extended["size"] {
            guard let number = Int64(String(decoding: text, as: UTF8.self)), number >= 0 else {
                throw Self.damaged("a size is not a number")
            }
            size = number
        }
        let kind: TarEntry.Kind =
            switch header[156] {
            case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
                // Before ustar, folders were files whose name ends in a slash.
                name.last == UInt8(ascii: "/") ? .directory : .file
            case UInt8(ascii: "1"): .hardLink
            case UInt8(ascii: "2"): .symlink
            case UInt8(ascii: "5"): .directory
            case let letter: .other(letter)
            }
        setLength(kind == .file ? size : kind == .hardLink ? 0 : size)
        return TarEntry(
            kind: kind, name: name, target: extended["linkpath"] ?? Self.text(header[157..<257]), size: size,
            mode: UInt32(truncatingIfNeeded: try Self.number(header[100..<108]) & 0o7777))
    }

    private mutating func setLength(_ size: Int64) {
        remaining = size
        padding = Int((512 - size % 512) % 512)
    }

    private mutating func skip() throws(SubmissionError) {
        while !(try read(64 * 1024)).isEmpty {}
        if padding > 0, try exactly(padding).isEmpty { throw Self.damaged("it ends within a file") }
        padding = 0
    }

    private mutating func record(_ size: Int64) throws(SubmissionError) -> [UInt8] {
        guard size <= Self.longestRecord else { throw Self.damaged("a header is longer than 1 MiB") }
        var bytes: [UInt8] = []
        while remaining > 0 { bytes += try read(64 * 1024) }
        try skip()
        return bytes
    }

    /// Exactly that many bytes, or none at the end of the stream.
    private func exactly(_ count: Int) throws(SubmissionError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try source(count - bytes.count)
            if more.isEmpty {
                if bytes.isEmpty { return [] }
                throw Self.damaged("it ends within a block")
            }
            bytes += more
        }
        return bytes
    }

    private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

    /// Octal digits, or GNU's binary numbers, whose first byte is 0x80.
    private static func number(_ field: ArraySlice<UInt8>) throws(SubmissionError) -> Int64 {
        if let first = field.first, first & 0x80 != 0 {
            guard first == 0x80, field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else {
                throw damaged("a number is out of range")
            }
            let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard value <= UInt64(Int64.max) else { throw damaged("a number is out of range") }
            return Int64(value)
        }
        let digits = field.filter { $0 != 0 && $0 != 0x20 }
        if digits.isEmpty { return 0 }
        guard let value = Int64(String(decoding: digits, as: UTF8.self), radix: 8), value >= 0 else {
            throw damaged("a number is not octal")
        }
        return value
    }

    /// The sum of the header's bytes, its own field counted as blanks.
    private static func check(_ header: [UInt8]) throws(SubmissionError) {
        let sum = header.enumerated().reduce(Int64(0)) {
            $0 + Int64((148..<156).contains($1.offset) ? 0x20 : $1.element)
        }
        guard sum == (try? number(header[148..<156])) else { throw damaged("a header's check sum is wrong") }
    }

    /// `LENGTH KEY=VALUE\n`, any number of times.
    private static func records(_ bytes: [UInt8]) throws(SubmissionError) -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        var rest = bytes[...]
        while let first = rest.first, first != 0 {
            guard let blank = rest.prefix(20).firstIndex(of: 0x20),
                let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
                length > blank - rest.startIndex + 1, length <= rest.count
            else { throw damaged("an extended header is malformed") }
            let record = rest[(blank + 1)..<(rest.startIndex + length)]
            guard let equals = record.firstIndex(of: UInt8(ascii: "=")), record.last == UInt8(ascii: "\n") else {
                throw damaged("an extended header is malformed")
            }
            result[String(decoding: record[..<equals], as: UTF8.self)] = Array(record[(equals + 1)...].dropLast())
            rest = rest[(rest.startIndex + length)...]
        }
        return result
    }

    private static func damaged(_ detail: String) -> SubmissionError {
        .rejected("The archive is damaged: \(detail).")
    }
}
