import TerminalText

/// Scans a console session: `$ ` in front of commands, `> ` in front of their further lines, and what came out.
enum ConsoleScanner {
    static func scan(_ text: SourceBytes, _ marks: inout SpanList) {
        var index = text.start
        /// Whether the line before belongs to a command.
        var isCommand = false
        var command = StitchedText(text)
        while index < text.end {
            let end = text.endOfLine(index)
            let next = min(end + 1, text.end)
            let isPrompt = prompt(text, index, end, isCommand)
            if isPrompt {
                let isContinuation = text[index] == UInt8(ascii: ">")
                if !isContinuation { flush(&command, text, &marks) }
                let from = min(index + 2, end)
                command.append(from..<next, prompt: index..<from)
            } else {
                flush(&command, text, &marks)
                marks.add(index..<end, .output)
            }
            isCommand = isPrompt
            index = next
        }
        flush(&command, text, &marks)
    }

    private static func prompt(_ text: SourceBytes, _ index: Int, _ end: Int, _ isCommand: Bool) -> Bool {
        let byte = text[index]
        guard byte == UInt8(ascii: "$") || byte == UInt8(ascii: ">") && isCommand else { return false }
        return index + 1 >= end || text[index + 1] == 32
    }

    private static func flush(_ command: inout StitchedText, _ text: SourceBytes, _ marks: inout SpanList) {
        command.scan(into: &marks) { ShellScanner.scan($0, &$1) }
        command = StitchedText(text)
    }
}

/// Parts of a source that belong together, scanned as one text.
struct StitchedText {
    private let source: SourceBytes
    private var parts: [(range: Range<Int>, prompt: Range<Int>)] = []

    init(_ source: SourceBytes) { self.source = source }

    mutating func append(_ range: Range<Int>, prompt: Range<Int>) { parts.append((range, prompt)) }

    /// Scans the parts put together, and marks what was found at their places in the source.
    func scan(into marks: inout SpanList, _ scan: (SourceBytes, inout SpanList) -> Void) {
        guard !parts.isEmpty else { return }
        var bytes: [UInt8] = []
        for part in parts { bytes += source.part(part.range).array() }
        var found = SpanList()
        bytes.withUnsafeBufferPointer { scan(SourceBytes($0, 0..<$0.count), &found) }
        let spans = found.spans
        var next = 0
        var offset = 0
        for part in parts {
            marks.add(part.prompt, .prompt)
            let end = offset + part.range.count
            let shift = part.range.lowerBound - offset
            while next < spans.count, spans[next].range.lowerBound < end {
                let span = spans[next]
                let range = max(span.range.lowerBound, offset)..<min(span.range.upperBound, end)
                marks.add(range.lowerBound + shift..<range.upperBound + shift, span.role)
                if span.range.upperBound > end { break }
                next += 1
            }
            offset = end
        }
    }
}
