import Foundation

/// Tells what the runtime wrote in a program's place from what the program wrote.
///
/// When the kernel refuses to start a program, crun has given its log away already, and writes the reason, in the form of
/// its log, to the program's error output. That is the only thing that is ever written there. So output that may be it is
/// held back until the end shows what it was.
struct StartWords {
    private var held: [UInt8] = []
    private var isOver = false

    /// Longer than any such line: a path has at most 4096 bytes.
    private static let limit = 8192
    private static let red = Array("\u{1B}[1;31m".utf8)
    private static let plain = "\u{1B}[0m"
    private static let start = Array("{\"msg\":\"exec container process".utf8)

    /// Takes a piece of the error output, and gives what of it can be passed on at once.
    mutating func pass(_ bytes: [UInt8]) -> [UInt8] {
        if isOver { return bytes }
        held += bytes
        return Self.mayBegin(held) && held.count <= Self.limit ? [] : release()
    }

    /// Something else was written: whatever is held back comes from the program. Gives it.
    mutating func release() -> [UInt8] {
        isOver = true
        defer { held = [] }
        return held
    }

    /// The runtime's words when nothing else was written.
    var message: String? { isOver ? nil : Self.message(in: held) }

    /// The runtime's words, if `bytes` are these and nothing else.
    static func message(in bytes: [UInt8]) -> String? {
        struct Entry: Decodable {
            var level: String
            var msg: String
        }
        guard mayBegin(bytes), bytes.count <= limit else { return nil }
        let text = String(decoding: withoutColour(bytes).filter { $0 != 13 }, as: UTF8.self).replacing(plain, with: "")
        guard text.hasSuffix("\n"), !text.dropLast().contains("\n"),
            let entry = try? JSONDecoder().decode(Entry.self, from: Data(text.utf8)), entry.level == "error"
        else { return nil }
        return entry.msg
    }

    /// On a terminal it writes in red.
    private static func withoutColour(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: red) ? bytes.dropFirst(red.count) : bytes[...]
    }

    /// Whether this is how the runtime's words begin, as far as it goes.
    private static func mayBegin(_ bytes: [UInt8]) -> Bool {
        if bytes.count < red.count && red.starts(with: bytes) { return true }
        let text = withoutColour(bytes)
        return text.count < start.count ? start.starts(with: text) : text.starts(with: start)
    }
}
