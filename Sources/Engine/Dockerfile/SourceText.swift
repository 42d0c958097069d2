/// A text file's bytes, cut into lines.
struct SourceText: Sendable {
    let file: String
    let bytes: [UInt8]
    /// Where each line begins, and the end of the last. A file of line breaks alone has millions, hence 32 bits.
    private let starts: [UInt32]

    /// Dockerfiles are written by people or by small generators; what is larger than this is a mistake.
    static let maximumBytes = 16 << 20
    /// The longest line without its line break, as Docker has it.
    static let maximumLineBytes = 65_535

    /// Cuts the bytes into lines and refuses what is not text.
    init(_ bytes: [UInt8], file: String) throws(DockerfileError) {
        let start = SourcePosition(line: 1, column: 1)
        if bytes.count > Self.maximumBytes {
            throw DockerfileError(
                .tooLarge, file: file, at: start,
                "The file has \(bytes.count) bytes; at most \(Self.maximumBytes) are read.",
                help: "Is it really a Dockerfile?")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw DockerfileError(
                .notText, file: file, at: start, "The file is written in UTF-16.",
                help: "Save it as UTF-8 in your editor.")
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
        var starts: [UInt32] = []
        var begin = 0
        while begin < text.count {
            let end = Self.endOfLine(text, from: begin)
            let position = SourcePosition(line: starts.count + 1, column: 1)
            if end - begin > Self.maximumLineBytes {
                throw DockerfileError(
                    .tooLarge, file: file, at: position,
                    "The line has \(end - begin) bytes; at most \(Self.maximumLineBytes) are allowed.",
                    help: "Break it with a backslash at the line's end, or put long data into a file and COPY it.")
            }
            if let index = text[begin..<end].firstIndex(of: 0) {
                throw DockerfileError(
                    .notText, file: file, at: SourcePosition(line: position.line, column: index - begin + 1),
                    "The line holds a NUL byte, so this is not a text file.",
                    help: "Save the file as UTF-8, or remove the byte.")
            }
            starts.append(UInt32(begin))
            begin = min(end + 1, text.count)
        }
        starts.append(UInt32(text.count))
        self.file = file
        self.bytes = text
        self.starts = starts
    }

    var lineCount: Int { starts.count - 1 }

    /// A line with its line break, counted from 0.
    func whole(_ index: Int) -> ArraySlice<UInt8> { text(from: index, through: index) }

    /// A line without its line break, counted from 0.
    func content(_ index: Int) -> ArraySlice<UInt8> {
        let start = Int(starts[index])
        var end = Int(starts[index + 1])
        while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
        return bytes[start..<end]
    }

    private static func endOfLine(_ text: [UInt8], from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] != 10 { end += 1 }
        return end
    }

    /// The first byte of a line, counted from 0, behind the blanks at its front; `nil` when there are only blanks.
    private func firstByte(_ index: Int) -> UInt8? {
        for position in Int(starts[index])..<Int(starts[index + 1]) {
            let byte = bytes[position]
            if byte == 32 || (9...13).contains(byte) { continue }
            if byte < 0x80 { return byte }
            // Blanks beyond ASCII are rare enough to be looked for the slow way.
            let rest = [Unicode.Scalar](decoding: bytes[position..<Int(starts[index + 1])])
            return rest.first { !$0.isBlank }.map { $0.isASCII ? UInt8(truncatingIfNeeded: $0.value) : byte }
        }
        return nil
    }

    /// Whether a line, counted from 0, is a comment.
    func isComment(_ index: Int) -> Bool { firstByte(index) == UInt8(ascii: "#") }

    /// Whether a line, counted from 0, holds nothing but blanks.
    func isBlank(_ index: Int) -> Bool { firstByte(index) == nil }

    /// The text from one line to another, both counted from 0 and both included.
    func text(from first: Int, through last: Int) -> ArraySlice<UInt8> {
        bytes[Int(starts[first])..<Int(starts[last + 1])]
    }

    /// The column of the first byte of a line, counted from 0, that is not UTF-8; `nil` when all of it is.
    func columnOfForeignByte(_ index: Int) -> Int? {
        let line = content(index)
        if line.allSatisfy({ $0 < 0x80 }) || String(validating: line, as: UTF8.self) != nil { return nil }
        var decoder = UTF8()
        var bytes = line.makeIterator()
        var column = 1
        while case .scalarValue = decoder.decode(&bytes) { column += 1 }
        return column
    }
}
