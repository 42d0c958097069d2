/// A question of the domain name system, and answers to it: RFC 1035.
struct DNSMessage: Sendable, Equatable {
    enum Kind {
        static let a: UInt16 = 1
        static let ptr: UInt16 = 12
        static let aaaa: UInt16 = 28
        static let any: UInt16 = 255
    }

    enum Outcome: UInt8 {
        case success = 0
        case formatError = 1
        case serverFailure = 2
        case noSuchName = 3
        case notImplemented = 4
    }

    var identifier: UInt16
    var isRecursionDesired: Bool
    var operation: UInt8
    /// Without a dot at the end, as it was written.
    var name: String
    var kind: UInt16
    /// The question's bytes, which an answer repeats.
    private var question: [UInt8]

    /// Reads a query. Returns `nil` for what is none, or has another number of questions than one.
    init?(query bytes: [UInt8]) {
        guard bytes.count >= 12, bytes[2] & 0x80 == 0, bytes[4] == 0, bytes[5] == 1 else { return nil }
        identifier = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        isRecursionDesired = bytes[2] & 1 != 0
        operation = bytes[2] >> 3 & 15
        var labels: [String] = []
        var index = 12
        var length = 0
        while true {
            guard index < bytes.count else { return nil }
            let count = Int(bytes[index])
            index += 1
            if count == 0 { break }
            // Questions have no pointers: there is nothing before them to point to.
            guard count < 64, index + count <= bytes.count else { return nil }
            length += count + 1
            guard length < 255 else { return nil }
            labels.append(String(decoding: bytes[index..<index + count], as: UTF8.self))
            index += count
        }
        guard index + 4 <= bytes.count else { return nil }
        name = labels.joined(separator: ".")
        kind = UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        guard bytes[index + 2] == 0, bytes[index + 3] == 1 || bytes[index + 3] == 255 else { return nil }
        question = Array(bytes[12..<index + 4])
    }

    /// An answer with records of the asked kind.
    func answer(_ outcome: Outcome = .success, kind: UInt16 = 0, data: [[UInt8]] = [], seconds: UInt32 = 600) -> [UInt8]
    {
        let flags: UInt16 =
            0x8000 | UInt16(operation) << 11 | 0x0080 | (isRecursionDesired ? 0x0100 : 0) | UInt16(outcome.rawValue)
        var bytes: [UInt8] = []
        func append(_ number: UInt16) { bytes += [UInt8(number >> 8), UInt8(number & 255)] }
        for number in [identifier, flags, 1, UInt16(data.count), 0, 0] { append(number) }
        bytes += question
        for record in data {
            // A pointer to the question's name.
            append(0xc00c)
            for number in [kind, 1, UInt16(seconds >> 16), UInt16(seconds & 0xffff), UInt16(record.count)] {
                append(number)
            }
            bytes += record
        }
        return bytes
    }

    /// A name as records hold it; `nil` when a label is too long.
    static func encode(_ name: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for label in name.split(separator: ".") {
            let text = Array(label.utf8)
            guard text.count < 64 else { return nil }
            bytes += [UInt8(text.count)] + text
        }
        return bytes.count < 254 ? bytes + [0] : nil
    }
}
