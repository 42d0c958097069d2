import Yams

/// Finds where a key stands for the second time. The parser says only where it stands first.
enum RepeatedKey {
    /// - Parameter first: the line of the first one.
    static func find(_ key: String, in text: String, first: Int) -> Place? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard first >= 1, first <= lines.count else { return nil }
        // The text up to the line that repeats the key is the shortest that the parser refuses for it.
        var end = first
        while end <= lines.count, !repeats(key, lines[..<end].joined(separator: "\n")) { end += 1 }
        guard end <= lines.count else { return nil }
        // A map in braces that goes on over several lines is refused at its end only: look upwards from there.
        for number in stride(from: end, through: first, by: -1) {
            for column in columns(of: key, in: lines[number - 1]).reversed() {
                let place = Place(line: number, column: column)
                // The word may stand in a text, too: only where another word helps is it the key.
                let prefix = lines[..<end].joined(separator: "\n")
                if let changed = replace(at: place, by: "\u{F8FF}", in: prefix), !repeats(key, changed) { return place }
            }
        }
        return nil
    }

    private static func repeats(_ key: String, _ text: String) -> Bool {
        do {
            _ = try Yams.compose(yaml: text, .basic)
            return false
        } catch YamlError.duplicatedKeysInMapping(let keys, _) {
            return keys.first == key
        } catch {
            return false
        }
    }

    /// Where the key stands in a line with a colon behind it.
    private static func columns(of key: String, in line: Substring) -> [Int] {
        let scalars = Array(line.unicodeScalars)
        let wanted = Array(key.unicodeScalars)
        guard !wanted.isEmpty, scalars.count > wanted.count else { return [] }
        return (0..<(scalars.count - wanted.count)).filter { start in
            guard Array(scalars[start..<start + wanted.count]) == wanted else { return false }
            if start > 0, !" \t{,\"'-".unicodeScalars.contains(scalars[start - 1]) { return false }
            var rest = scalars[(start + wanted.count)...]
            if let quote = rest.first, quote == "\"" || quote == "'" { rest.removeFirst() }
            rest = rest.drop { $0 == " " }
            return rest.first == ":"
        }.map { $0 + 1 }
    }

    /// The text with the scalar at a place replaced, so that every other place stays where it is.
    static func replace(at place: Place, by mark: UnicodeScalar, in text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(place.line - 1) else { return nil }
        var scalars = Array(lines[place.line - 1].unicodeScalars)
        guard scalars.indices.contains(place.column - 1) else { return nil }
        scalars[place.column - 1] = mark
        lines[place.line - 1] = String(String.UnicodeScalarView(scalars))
        return lines.joined(separator: "\n")
    }
}
