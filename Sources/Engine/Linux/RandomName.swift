/// Names that nobody can guess or has given before.
public enum RandomName {
    /// Random hexadecimal digits, 16 for each word.
    public static func hex(words: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<words).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
