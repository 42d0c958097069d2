import Glibc

/// The header of one entry of a tar archive, written as Go's archive/tar writes it, so that a layer with the same files
/// has the same digest whichever builder made it.
///
/// See "pax Interchange Format" in POSIX.1-2017. What an octal field or 100 bytes cannot hold goes into a pax record;
/// an entry that needs none is a plain ustar header.
struct TarHeader {
    enum Kind: UInt8 {
        case file = 0x30  // "0"
        case hardLink = 0x31
        case symbolicLink = 0x32
        case characterDevice = 0x33
        case blockDevice = 0x34
        case folder = 0x35
        case fifo = 0x36
    }

    /// Relative, without `./`; folders end with `/`.
    var name: [UInt8]
    var kind: Kind
    var linkTarget: [UInt8] = []
    /// Permission bits with setuid, setgid and sticky.
    var mode: UInt32 = 0
    var user: Int64 = 0
    var group: Int64 = 0
    var size: Int64 = 0
    var seconds: Int64 = 0
    /// 0 unless the archive is to keep times exactly.
    var nanoseconds: Int64 = 0
    var deviceMajor: Int64 = 0
    var deviceMinor: Int64 = 0
    /// Extended attributes by name, sorted.
    var attributes: [(name: String, value: [UInt8])] = []

    static let blockSize = 512

    /// The blocks of the header, with the pax records before it when there are any.
    var blocks: [UInt8] {
        var records: [(key: String, value: [UInt8])] = []
        if !fits(linkTarget, 100) { records.append(("linkpath", linkTarget)) }
        for (key, value, digits) in [("uid", user, 7), ("gid", group, 7), ("size", size, 11)]
        where !Self.fitsOctal(value, digits) {
            records.append((key, Array(String(value).utf8)))
        }
        if nanoseconds != 0 || !Self.fitsOctal(seconds, 11) { records.append(("mtime", paxTime)) }
        for attribute in attributes { records.append(("SCHILY.xattr." + attribute.name, attribute.value)) }
        var prefix: [UInt8] = []
        var field = name
        if !fits(name, 100) {
            // A long name is divided between two fields of the header, but not when there are records anyway.
            if records.isEmpty, let parts = Self.divide(name) {
                (prefix, field) = parts
            } else {
                records.append(("path", name))
            }
        }
        let main = block(name: field, prefix: prefix, kind: kind.rawValue)
        if records.isEmpty { return main }
        records.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        var data: [UInt8] = []
        for record in records { data += Self.record(record.key, record.value) }
        var extended = TarHeader(name: Self.recordsName(for: name), kind: .file)
        extended.size = Int64(data.count)
        return extended.block(name: extended.name, prefix: [], kind: UInt8(ascii: "x"))
            + data + [UInt8](repeating: 0, count: Self.padding(Int64(data.count))) + main
    }

    /// How many bytes are missing to whole blocks.
    static func padding(_ size: Int64) -> Int { Int((512 - size % 512) % 512) }

    private func fits(_ text: [UInt8], _ length: Int) -> Bool {
        text.count <= length && text.allSatisfy { $0 < 0x80 && $0 != 0 }
    }

    private static func fitsOctal(_ value: Int64, _ digits: Int) -> Bool {
        value >= 0 && value < Int64(1) << (Int64(digits) * 3)
    }

    private var paxTime: [UInt8] {
        // A negative time with a fraction counts from the second below.
        var whole = seconds
        var fraction = nanoseconds
        if whole < 0 && fraction > 0 {
            whole += 1
            fraction = 1_000_000_000 - fraction
        }
        let sign = seconds < 0 && whole == 0 ? "-" : ""
        if fraction == 0 { return Array("\(whole)".utf8) }
        let digits = String(fraction)
        var padded = Substring(String(repeating: "0", count: 9 - digits.count) + digits)
        while padded.last == "0" { padded.removeLast() }
        return Array("\(sign)\(whole).\(padded)".utf8)
    }

    /// `LENGTH key=value\n`, where the length counts itself.
    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = key.utf8.count + value.count + 3
        var length = rest + String(rest).utf8.count
        if rest + String(length).utf8.count != length { length += 1 }
        return Array("\(length) \(key)=".utf8) + value + [UInt8(ascii: "\n")]
    }

    /// The name of the entry that holds the pax records: for readers that do not know pax.
    private static func recordsName(for name: [UInt8]) -> [UInt8] {
        var parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true).map(Array.init)
        let isFolder = name.last == UInt8(ascii: "/")
        let file = isFolder ? [] : parts.popLast() ?? []
        var result: [UInt8] = []
        for part in parts + [Array("PaxHeaders.0".utf8), file] where !part.isEmpty {
            if !result.isEmpty { result.append(UInt8(ascii: "/")) }
            result += part
        }
        var ascii = Array(result.filter { $0 < 0x80 && $0 != 0 }.prefix(100))
        while ascii.last == UInt8(ascii: "/") { ascii.removeLast() }
        return ascii
    }

    private static func divide(_ name: [UInt8]) -> (prefix: [UInt8], rest: [UInt8])? {
        guard name.count > 100, name.allSatisfy({ $0 < 0x80 && $0 != 0 }) else { return nil }
        // A folder's last slash is no place to divide at.
        let searched =
            name.count > 156 ? name.prefix(156) : name.last == UInt8(ascii: "/") ? name.dropLast() : name[...]
        guard let slash = searched.lastIndex(of: UInt8(ascii: "/")), slash > 0, slash <= 155 else { return nil }
        let rest = Array(name[(slash + 1)...])
        return rest.isEmpty || rest.count > 100 ? nil : (Array(name[..<slash]), rest)
    }

    private func block(name: [UInt8], prefix: [UInt8], kind: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ text: [UInt8], at offset: Int, length: Int) {
            let ascii = text.allSatisfy { $0 < 0x80 } ? text : text.filter { $0 < 0x80 && $0 != 0 }
            var part = ascii.prefix(length)
            // A slash at the end would make old readers think of a folder.
            if ascii.count > length, part.last == UInt8(ascii: "/") {
                while part.last == UInt8(ascii: "/") { part.removeLast() }
            }
            block.replaceSubrange(offset..<offset + part.count, with: part)
        }
        func put(_ value: Int64, at offset: Int, length: Int) {
            let digits = String(Self.fitsOctal(value, length - 1) ? value : 0, radix: 8)
            let text = String(repeating: "0", count: max(0, length - 1 - digits.count)) + digits
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0, length: 100)
        put(Int64(mode), at: 100, length: 8)
        put(user, at: 108, length: 8)
        put(group, at: 116, length: 8)
        put(size, at: 124, length: 12)
        put(seconds, at: 136, length: 12)
        block[156] = kind
        put(linkTarget, at: 157, length: 100)
        put(Array("ustar\0".utf8) + Array("00".utf8), at: 257, length: 8)
        if kind != UInt8(ascii: "x") {
            put(deviceMajor, at: 329, length: 8)
            put(deviceMinor, at: 337, length: 8)
        }
        put(prefix, at: 345, length: 155)
        // The checksum counts its own field as blanks.
        let sum = block.reduce(0) { $0 + Int64($1) } + 8 * 32
        put(sum, at: 148, length: 7)
        block[155] = UInt8(ascii: " ")
        return block
    }
}
