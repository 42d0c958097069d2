import Foundation

/// Sizes in a line, such as `12.3MB`.
enum Sizes {
    private static let units: [String: Double] = [
        "B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
    ]

    private static let expression = try? NSRegularExpression(
        pattern: #"(?<![\w.])(\d+(?:\.\d+)?) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)\b"#)

    /// The line with `<size>` where sizes stand, and the sizes in bytes.
    static func taken(from line: String) -> (text: String, bytes: [Double]) {
        guard let expression else { return (line, []) }
        var text = ""
        var sizes: [Double] = []
        var position = line.startIndex
        for match in expression.matches(in: line, range: NSRange(line.startIndex..., in: line)) {
            guard let whole = Range(match.range, in: line), let number = Range(match.range(at: 1), in: line),
                let unit = Range(match.range(at: 2), in: line), let value = Double(line[number]),
                let factor = units[String(line[unit])]
            else { continue }
            text += line[position..<whole.lowerBound] + "<size>"
            sizes.append(value * factor)
            position = whole.upperBound
        }
        return (text + line[position...], sizes)
    }

    /// Whether two sizes in bytes differ by a tenth of the larger one at most, or by a byte.
    static func areClose(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= max(left, right) * 0.1 + 1
    }
}
