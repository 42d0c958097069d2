import Linux

/// Cuts a stream of bytes into lines.
final class LineSplitter: Sendable {
    /// A line longer than this is given in pieces.
    private static let limit = 64 * 1024
    private let rest = Locked<[Bool: [UInt8]]>([:])
    private let output: @Sendable (String, Bool) -> Void

    init(_ output: @escaping @Sendable (String, Bool) -> Void) { self.output = output }

    func add(_ bytes: [UInt8], _ isError: Bool) {
        let lines = rest.withLock { rest -> [[UInt8]] in
            var pending = rest[isError, default: []] + bytes
            var lines: [[UInt8]] = []
            while let end = pending.firstIndex(of: 10) {
                lines.append(Array(pending[..<end]))
                pending.removeFirst(end + 1)
            }
            if pending.count > Self.limit {
                lines.append(pending)
                pending = []
            }
            rest[isError] = pending
            return lines
        }
        for line in lines { give(line, isError) }
    }

    func end() {
        let last = rest.withLock { rest in
            defer { rest = [:] }
            return rest
        }
        for isError in [false, true] {
            if let line = last[isError], !line.isEmpty { give(line, isError) }
        }
    }

    private func give(_ line: [UInt8], _ isError: Bool) {
        var text = String(decoding: line, as: UTF8.self)
        if text.hasSuffix("\r") { text.removeLast() }
        output(text, isError)
    }
}
