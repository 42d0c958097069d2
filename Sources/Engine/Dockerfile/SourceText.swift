/// A text file's bytes, cut into lines.
struct SourceText: Sendable {
    let file: String
    let bytes: [UInt8]
    /// Each line with its line break.
    let lines: [Range<Int>]

    /// Dockerfiles are written by people or by small generators; what is larger than this is a mistake.
    static let maximumBytes = 16 << 20
    /// The longest line, as Docker's own builder has it.
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
        var text = bytes
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        var lines: [Range<Int>] = []
        var begin = 0
        while begin < text.count {
            let end = text[begin...].firstIndex(of: 10).map { $0 + 1 } ?? text.count
            if end - begin > Self.maximumLineBytes {
                throw DockerfileError(
                    .tooLarge, file: file, at: SourcePosition(line: lines.count + 1, column: 1),
                    "The line has \(end - begin) bytes; at most \(Self.maximumLineBytes) are allowed.",
                    help: "Break it with a backslash at the line's end, or put long data into a file and COPY it.")
            }
            lines.append(begin..<end)
            begin = end
        }
        if let index = text.firstIndex(of: 0), let line = lines.firstIndex(where: { $0.contains(index) }) {
            throw DockerfileError(
                .notText, file: file,
                at: SourcePosition(line: line + 1, column: index - lines[line].lowerBound + 1),
                "The line holds a NUL byte, so this is not a text file.",
                help: "Save the file as UTF-8, or remove the byte.")
        }
        self.file = file
        self.bytes = text
        self.lines = lines
    }

    /// A line without its line break, counted from 0.
    func content(_ index: Int) -> ArraySlice<UInt8> {
        var line = bytes[lines[index]]
        while let last = line.last, last == 10 || last == 13 { line.removeLast() }
        return line
    }

    /// Whether a line, counted from 0, is a comment.
    func isComment(_ index: Int) -> Bool { content(index).first { !Self.isBlank($0) } == UInt8(ascii: "#") }

    /// Whether a line, counted from 0, holds nothing but blanks.
    func isBlank(_ index: Int) -> Bool { content(index).allSatisfy(Self.isBlank) }

    /// The text from one line to another, both counted from 0 and both included.
    func text(from first: Int, through last: Int) -> ArraySlice<UInt8> {
        bytes[lines[first].lowerBound..<lines[last].upperBound]
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}

extension Unicode.Scalar {
    /// White space as Unicode defines it.
    var isBlank: Bool { isASCII ? value == 32 || (9...13).contains(value) : properties.isWhitespace }
    /// What separates an instruction's words: ASCII white space.
    var separatesWords: Bool { value == 32 || (9...13).contains(value) }
    var isDigit: Bool { (48...57).contains(value) }
    var isNameCharacter: Bool {
        isASCII
            ? isDigit || (65...90).contains(value) || (97...122).contains(value) || value == 95
            : properties.isAlphabetic || properties.numericType != nil
    }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
