/// Reads tar archives entry by entry: ustar, pax and GNU, as all builders and GNU tar write them.
///
/// Every number is checked before it is used, and names and records are bounded, so that a hostile archive costs no more
/// memory than an honest one.
struct TarReader<Source: ByteSource> {
    private(set) var source: Source
    /// What of the present entry's contents and padding has not been read.
    private var left: Int64 = 0
    private var padding = 0
    /// Where the source stands, counted from the archive's beginning.
    private(set) var position: Int64 = 0
    private var global = PaxRecords()
    private var isAtEnd = false

    /// The longest name, link target or set of records that is read.
    private static var longestRecords: Int64 { 1 << 20 }
    /// No file system holds more in one file.
    private static var largestFile: Int64 { 1 << 60 }

    init(_ source: Source) { self.source = source }

    /// The next entry; `nil` at the end. What is left of the one before is passed over.
    mutating func next() throws -> TarEntry? {
        if isAtEnd { return nil }
        var records = global
        var longName: [UInt8]?
        var longTarget: [UInt8]?
        while true {
            try skip()
            guard let header = try block() else {
                isAtEnd = true
                return nil
            }
            var entry = try Self.parse(header)
            switch header[156] {
            case UInt8(ascii: "x"): try records.read(try self.records(entry.size))
            case UInt8(ascii: "g"): try global.read(try self.records(entry.size))
            case UInt8(ascii: "L"): longName = try Self.withoutEnd(self.records(entry.size))
            case UInt8(ascii: "K"): longTarget = try Self.withoutEnd(self.records(entry.size))
            case UInt8(ascii: "S"): throw ArchiveFault.sparse(entry.text)
            default:
                if let longName { entry.name = longName }
                if let longTarget { entry.linkTarget = longTarget }
                try records.apply(to: &entry)
                // Old archives have no kind for folders.
                if entry.kind == .file && entry.name.last == UInt8(ascii: "/") { entry.kind = .folder }
                if !Self.hasContents(entry) { entry.size = 0 }
                guard entry.size <= Self.largestFile else { throw ArchiveFault.badHeader("size") }
                left = entry.size
                padding = TarHeader.padding(entry.size)
                return entry
            }
        }
    }

    /// Reads on in the present entry's contents.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = Int(min(left, Int64(buffer.count)))
        if wanted == 0 { return 0 }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        if count == 0 { throw ArchiveFault.truncated }
        left -= Int64(count)
        position += Int64(count)
        return count
    }

    /// All of the present entry's contents, at most `limit` bytes.
    mutating func contents(limit: Int64) throws -> [UInt8] {
        if left > limit { throw ArchiveFault.tooLarge(limit: limit) }
        var result = [UInt8](repeating: 0, count: Int(left))
        var offset = 0
        while offset < result.count {
            offset += try result.withUnsafeMutableBytes {
                try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[offset...]))
            }
        }
        return result
    }

    /// Passes over what is left of the present entry.
    private mutating func skip() throws {
        var rest = left + Int64(padding)
        left = 0
        padding = 0
        if rest == 0 { return }
        var buffer = [UInt8](repeating: 0, count: Int(min(rest, 1 << 17)))
        while rest > 0 {
            let wanted = Int(min(rest, Int64(buffer.count)))
            let count = try buffer.withUnsafeMutableBytes {
                try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
            }
            if count == 0 { throw ArchiveFault.truncated }
            position += Int64(count)
            rest -= Int64(count)
        }
    }

    /// The next header; `nil` at the end of the archive: a block of zeros, or nothing more.
    private mutating func block() throws -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
        let count = try block.withUnsafeMutableBytes { try source.fill($0) }
        position += Int64(count)
        if count == 0 { return nil }
        guard count == block.count else { throw ArchiveFault.truncated }
        return block.allSatisfy { $0 == 0 } ? nil : block
    }

    private mutating func records(_ size: Int64) throws -> [UInt8] {
        guard size <= Self.longestRecords else { throw ArchiveFault.badHeader("length of a name") }
        left = size
        padding = TarHeader.padding(size)
        return try contents(limit: Self.longestRecords)
    }

    private static func withoutEnd(_ text: [UInt8]) -> [UInt8] { Array(text.prefix { $0 != 0 }) }

    /// Links of some writers claim a size but have no contents.
    private static func hasContents(_ entry: TarEntry) -> Bool {
        switch entry.kind {
        case .file, .other: true
        default: false
        }
    }

    private static func parse(_ block: [UInt8]) throws -> TarEntry {
        func text(_ range: Range<Int>) -> [UInt8] { Array(block[range].prefix { $0 != 0 }) }
        guard let stored = try? TarNumber.parse(block[148..<156], "checksum") else { throw ArchiveFault.notATar }
        var unsigned: Int64 = 0
        var signed: Int64 = 0
        for (index, byte) in block.enumerated() {
            let value = (148..<156).contains(index) ? UInt8(ascii: " ") : byte
            unsigned += Int64(value)
            signed += Int64(Int8(bitPattern: value))
        }
        // Some old programs summed signed characters.
        guard stored == unsigned || stored == signed else { throw ArchiveFault.notATar }
        let kind: TarEntry.Kind
        switch block[156] {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): kind = .file
        case UInt8(ascii: "1"): kind = .hardLink
        case UInt8(ascii: "2"): kind = .symbolicLink
        case UInt8(ascii: "3"): kind = .characterDevice
        case UInt8(ascii: "4"): kind = .blockDevice
        case UInt8(ascii: "5"): kind = .folder
        case UInt8(ascii: "6"): kind = .fifo
        default: kind = .other(block[156])
        }
        var entry = TarEntry(name: text(0..<100), kind: kind, linkTarget: text(157..<257))
        entry.mode = UInt32(truncatingIfNeeded: try TarNumber.parse(block[100..<108], "mode")) & 0o7777
        entry.user = try TarNumber.parse(block[108..<116], "owner")
        entry.group = try TarNumber.parse(block[116..<124], "group")
        entry.size = try TarNumber.parse(block[124..<136], "size")
        entry.seconds = try TarNumber.parse(block[136..<148], "time", mayBeNegative: true)
        if kind == .characterDevice || kind == .blockDevice {
            entry.deviceMajor = try TarNumber.parse(block[329..<337], "device number")
            entry.deviceMinor = try TarNumber.parse(block[337..<345], "device number")
        }
        // POSIX has a prefix here; GNU's own format, whose mark ends in blanks, has times.
        if block[257..<263].elementsEqual(Array("ustar\0".utf8)) {
            let prefix = text(345..<500)
            if !prefix.isEmpty { entry.name = prefix + [UInt8(ascii: "/")] + entry.name }
        }
        return entry
    }
}

/// Numbers in a header: octal digits, or bytes with the highest bit set first.
enum TarNumber {
    static func parse(_ field: ArraySlice<UInt8>, _ what: String, mayBeNegative: Bool = false) throws -> Int64 {
        guard let first = field.first else { return 0 }
        if first & 0x80 != 0 {
            // Two's complement, whose top bit marks the form and whose next bit is the sign.
            var value: Int64 = first & 0x40 != 0 ? -1 : 0
            for (index, byte) in field.enumerated() {
                let bits = index == 0 ? Int64(byte & 0x3F) | (value < 0 ? ~0x3F : 0) : Int64(byte)
                if index == 0 {
                    value = bits
                    continue
                }
                let (scaled, overflow) = value.multipliedReportingOverflow(by: 256)
                if overflow { throw ArchiveFault.badHeader(what) }
                value = scaled | bits
            }
            if value < 0 && !mayBeNegative { throw ArchiveFault.badHeader(what) }
            return value
        }
        var value: Int64 = 0
        var digits = field.drop { $0 == 0x20 || $0 == 0 }[...]
        while let digit = digits.first, (0x30...0x37).contains(digit) {
            value = value * 8 + Int64(digit - 0x30)
            digits.removeFirst()
        }
        guard digits.allSatisfy({ $0 == 0x20 || $0 == 0 }) || digits.first == 0 || digits.first == 0x20 else {
            throw ArchiveFault.badHeader(what)
        }
        return value
    }
}

/// The records of pax headers: `LENGTH key=value\n`.
struct PaxRecords {
    private var values: [String: [UInt8]] = [:]

    /// Adds the records of a header, replacing those with the same key. An empty value takes a record away.
    mutating func read(_ data: [UInt8]) throws {
        var rest = data[...]
        while !rest.isEmpty, rest.first != 0 {
            guard let blank = rest.firstIndex(of: UInt8(ascii: " ")), blank - rest.startIndex <= 10,
                let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > blank - rest.startIndex + 1,
                length <= rest.count
            else { throw ArchiveFault.badHeader("record") }
            let record = rest[(blank + 1)..<(rest.startIndex + length)]
            guard record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                throw ArchiveFault.badHeader("record")
            }
            let key = String(decoding: record[..<equals], as: UTF8.self)
            let value = Array(record[(equals + 1)...].dropLast())
            values[key] = value.isEmpty && !key.hasPrefix("SCHILY.xattr.") ? nil : value
            rest = rest.dropFirst(length)
        }
    }

    func apply(to entry: inout TarEntry) throws {
        if values.isEmpty { return }
        if values.keys.contains(where: { $0.hasPrefix("GNU.sparse.") }) { throw ArchiveFault.sparse(entry.text) }
        if let path = values["path"] { entry.name = path }
        if let path = values["linkpath"] { entry.linkTarget = path }
        if let user = try number("uid") { entry.user = user }
        if let group = try number("gid") { entry.group = group }
        if let size = try number("size") { entry.size = size }
        if let time = values["mtime"] { (entry.seconds, entry.nanoseconds) = try Self.time(time) }
        entry.attributes = values.filter { $0.key.hasPrefix("SCHILY.xattr.") }
            .map { (String($0.key.dropFirst(13)), $0.value) }.sorted { $0.name < $1.name }
    }

    private func number(_ key: String) throws -> Int64? {
        guard let text = values[key] else { return nil }
        guard let number = Int64(String(decoding: text, as: UTF8.self)), number >= 0 else {
            throw ArchiveFault.badHeader(key)
        }
        return number
    }

    /// Seconds, perhaps with a fraction, perhaps negative.
    private static func time(_ text: [UInt8]) throws -> (Int64, Int64) {
        let parts = String(decoding: text, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]) else { throw ArchiveFault.badHeader("mtime") }
        guard parts.count == 2, !parts[1].isEmpty else { return (whole, 0) }
        let digits = String(parts[1].prefix(9))
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let fraction = Int64(digits + String(repeating: "0", count: 9 - digits.count))
        else { throw ArchiveFault.badHeader("mtime") }
        if text.first == UInt8(ascii: "-") && fraction > 0 { return (whole - 1, 1_000_000_000 - fraction) }
        return (whole, fraction)
    }
}
