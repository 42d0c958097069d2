/// Amounts of memory as people write them: `512m`, `1.5 GiB`, `1024`. All units are powers of 1024.
public enum MemorySize {
    /// Reads an amount, in bytes.
    public static func bytes(_ text: String) throws(DockerValueError) -> Int64 {
        guard let last = text.lastIndex(where: { ($0.isASCII && $0.isNumber) || $0 == "." || $0 == " " }) else {
            throw DockerValueError("invalid size: '\(text)'")
        }
        let number = text[last] == " " ? text[..<last] : text[...last]
        let size = try GoNumber.double(String(number))
        guard size >= 0 else { throw DockerValueError("invalid size: '\(text)'") }
        let suffix = text[text.index(after: last)...]
        let product = size * Double(try factor(String(suffix)))
        guard product < 9_223_372_036_854_775_808 else { throw DockerValueError("invalid size: '\(text)'") }
        return Int64(product)
    }

    private static func factor(_ suffix: String) throws(DockerValueError) -> Int64 {
        let lowered = suffix.lowercased()
        if lowered.isEmpty || lowered == "b" { return 1 }
        let powers: [Character: Int64] = ["k": 1, "m": 2, "g": 3, "t": 4, "p": 5]
        guard let first = lowered.first, let power = powers[first], ["", "b", "ib"].contains(lowered.dropFirst()) else {
            throw DockerValueError("invalid suffix: '\(lowered.utf8.count > 3 ? suffix : lowered)'")
        }
        return 1 << (10 * power)
    }
}
