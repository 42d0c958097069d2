/// The exec form: a JSON array of strings.
enum StringList: Equatable {
    case strings([String])
    /// It does not begin like an array.
    case none
    /// It is an array, but something in it is not a string.
    case otherValues
    /// It begins like an array but is not JSON; what is wrong, and where.
    case malformed(String, offset: Int)

    /// Reads the whole text as RFC 8259 defines JSON.
    init(_ text: ArraySlice<Unicode.Scalar>) {
        guard text.first == "[" else {
            self = .none
            return
        }
        var reader = JSONReader(text)
        do throws(JSONFault) {
            self = try reader.array().map { .strings($0) } ?? .otherValues
        } catch {
            self = .malformed(error.message, offset: error.offset)
        }
    }
}

private struct JSONFault: Error {
    var message: String
    var offset: Int
}

private struct JSONReader {
    private let text: ArraySlice<Unicode.Scalar>
    private var index: Int

    init(_ text: ArraySlice<Unicode.Scalar>) {
        self.text = text
        index = text.startIndex
    }

    private var current: Unicode.Scalar? { index < text.endIndex ? text[index] : nil }

    private mutating func skipBlanks() {
        while let scalar = current, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { index += 1 }
    }

    private func fault(_ message: String) -> JSONFault { JSONFault(message: message, offset: index) }

    /// The strings of the array that is the whole text; `nil` when it is valid but holds other values.
    mutating func array() throws(JSONFault) -> [String]? {
        let result = try elements(depth: 0)
        skipBlanks()
        if current != nil { throw fault("there is more behind the closing ]") }
        return result
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [String]? {
        if depth > 100 { throw fault("it is nested too deeply") }
        index += 1
        var result: [String]? = []
        skipBlanks()
        if current == "]" {
            index += 1
            return result
        }
        while true {
            skipBlanks()
            if let string = try value(depth: depth) { result?.append(string) } else { result = nil }
            skipBlanks()
            switch current {
            case ",": index += 1
            case "]":
                index += 1
                return result
            case nil: throw fault("the closing ] is missing")
            default: throw fault("a comma is missing between two elements")
            }
        }
    }

    /// Reads a value; returns it when it is a string.
    private mutating func value(depth: Int) throws(JSONFault) -> String? {
        switch current {
        case "\"": return try string()
        case "'": throw fault("strings need double quotes, not single ones")
        case "“", "”", "„", "‘", "’": throw fault("strings need straight double quotes, not typographic ones")
        case "[":
            _ = try elements(depth: depth + 1)
            return nil
        case "{":
            try object(depth: depth + 1)
            return nil
        case "]": throw fault("an element is missing behind the last comma")
        case nil: throw fault("the closing ] is missing")
        default:
            try literal()
            return nil
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) {
        if depth > 100 { throw fault("it is nested too deeply") }
        index += 1
        skipBlanks()
        if current == "}" {
            index += 1
            return
        }
        while true {
            skipBlanks()
            guard current == "\"" else { throw fault("a name in double quotes is missing") }
            _ = try string()
            skipBlanks()
            guard current == ":" else { throw fault("a colon is missing") }
            index += 1
            skipBlanks()
            _ = try value(depth: depth)
            skipBlanks()
            if current == "," {
                index += 1
            } else if current == "}" {
                index += 1
                return
            } else {
                throw fault("the closing } is missing")
            }
        }
    }

    /// A number, true, false or null.
    private mutating func literal() throws(JSONFault) {
        let start = index
        while let scalar = current, scalar.isNameCharacter || scalar == "-" || scalar == "+" || scalar == "." {
            index += 1
        }
        let word = String(text[start..<index])
        if ["true", "false", "null"].contains(word) { return }
        guard Self.isNumber(word) else {
            index = start
            throw fault("strings need double quotes")
        }
    }

    /// `-1.5e3`: no leading zeros, digits on both sides of the point.
    private static func isNumber(_ word: String) -> Bool {
        var rest = Array(word.utf8)[...]
        func digits(_ text: inout ArraySlice<UInt8>) -> Int {
            let count = text.prefix { (48...57).contains($0) }.count
            text = text.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let first = rest.first
        let whole = digits(&rest)
        guard whole > 0, whole == 1 || first != UInt8(ascii: "0") else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(JSONFault) -> String {
        index += 1
        var result: [Unicode.Scalar] = []
        while let scalar = current {
            index += 1
            switch scalar {
            case "\"": return String(result)
            case "\\": result.append(try escaped())
            default:
                if scalar.value < 32 {
                    index -= 1
                    throw fault("a control character stands in a string")
                }
                result.append(scalar)
            }
        }
        throw fault("the closing double quote is missing")
    }

    private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
        guard let scalar = current else { throw fault("the closing double quote is missing") }
        index += 1
        switch scalar {
        case "\"", "\\", "/": return scalar
        case "b": return "\u{8}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let first = try unit()
            if let scalar = Unicode.Scalar(first) { return scalar }
            // The first half of a pair; halves that stand alone become U+FFFD.
            let mark = index
            if first < 0xDC00, current == "\\", index + 1 < text.endIndex, text[index + 1] == "u" {
                index += 2
                let second = try unit()
                let pair = 0x10000 + ((UInt32(first) & 0x3FF) << 10) + (UInt32(second) & 0x3FF)
                if (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(pair) { return scalar }
                index = mark
            }
            return "\u{FFFD}"
        default:
            index -= 1
            throw fault("\\\(scalar) is not an escape that JSON knows; a backslash is written \\\\")
        }
    }

    private mutating func unit() throws(JSONFault) -> UInt16 {
        guard index + 4 <= text.endIndex, let value = UInt16(String(text[index..<index + 4]), radix: 16),
            text[index] != "+"
        else { throw fault("\\u needs four hexadecimal digits") }
        index += 4
        return value
    }
}
