import Glibc
import Linux

/// Files of `--env-file` and `--label-file`: a `NAME=value` a line; empty lines and those that begin with `#` are left out.
enum KeyValueFile {
    /// The lines of a file. A name without `=` gets the value that `lookup` knows, or is left out when it knows none.
    ///
    /// Throws with Docker's words.
    static func read(
        _ path: String, shownAs shown: String, lookup: (String) -> String?
    ) throws(CommandFailure) -> [String] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try SmallFile.read(path, limit: 64 << 20)
        } catch {
            throw CommandFailure("open \(shown): \(SystemText.reason(error.errno))")
        }
        do throws(CommandFailure) {
            return try lines(bytes, lookup: lookup)
        } catch {
            throw CommandFailure("invalid env file (\(shown)): \(error.message)")
        }
    }

    /// The lines of a file's bytes.
    static func lines(_ bytes: [UInt8], lookup: (String) -> String?) throws(CommandFailure) -> [String] {
        var found: [String] = []
        for (index, raw) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            var raw = raw
            if raw.last == UInt8(ascii: "\r") { raw = raw.dropLast() }
            guard let text = String(validating: raw, as: UTF8.self) else {
                let numbers = raw.map(String.init).joined(separator: " ")
                throw CommandFailure("invalid utf8 bytes at line \(index + 1): [\(numbers)]")
            }
            var line = Substring(text)
            if index == 0, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
            line = line.drop { $0.isWhitespace }
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let name = line.prefix { $0 != "=" }
            guard !name.isEmpty else { throw CommandFailure("no variable name on line '\(line)'") }
            guard !name.contains(where: { $0 == " " || $0 == "\t" }) else {
                throw CommandFailure("variable '\(name)' contains whitespaces")
            }
            if name.endIndex < line.endIndex {
                found.append(String(line))
            } else if let value = lookup(String(name)) {
                found.append("\(name)=\(value)")
            }
        }
        return found
    }
}

/// What the system says of an error number, in the small letters of Go's messages.
enum SystemText {
    static func reason(_ number: Int32) -> String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
