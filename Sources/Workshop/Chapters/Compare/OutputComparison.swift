import Foundation

/// Compares what a command printed with what a text says.
///
/// A line `…` of the text stands for any lines or none, `…` within a line for any text. What varies is masked on both
/// sides; sizes agree within a tenth.
public struct OutputComparison: Sendable {
    public init() {}

    /// Whether the output is what the text says. Empty lines at the end do not count.
    public func agrees(_ expected: [String], _ actual: [String]) -> Bool {
        let expected = Self.trimmed(expected)
        let actual = Self.trimmed(actual)
        // From the end: whether the text from a line on agrees with the output from each of its lines on.
        var rest = [Bool](repeating: false, count: actual.count + 1)
        rest[actual.count] = true
        for line in expected.reversed() {
            var next = [Bool](repeating: false, count: actual.count + 1)
            if Self.standsForLines(line) {
                var holds = false
                for index in stride(from: actual.count, through: 0, by: -1) {
                    holds = holds || rest[index]
                    next[index] = holds
                }
            } else {
                for index in actual.indices where rest[index + 1] { next[index] = isSame(line, actual[index]) }
            }
            rest = next
        }
        return rest[0]
    }

    /// Whether one line is what the text says.
    public func isSame(_ expected: String, _ actual: String) -> Bool {
        if expected == actual { return true }
        let (left, right) = (Masks.shared.apply(expected), Masks.shared.apply(actual))
        let (leftText, leftSizes) = Sizes.taken(from: left)
        let (rightText, rightSizes) = Sizes.taken(from: right)
        if leftText.contains("…") { return Self.fits(leftText, rightText) }
        guard leftText == rightText, leftSizes.count == rightSizes.count else { return false }
        return zip(leftSizes, rightSizes).allSatisfy(Sizes.areClose)
    }

    /// A line that stands for any lines.
    static func standsForLines(_ line: String) -> Bool { line.split(whereSeparator: \.isWhitespace) == ["…"] }

    static func trimmed(_ lines: [String]) -> [String] {
        var lines = lines
        while lines.last?.isBlank == true { lines.removeLast() }
        return lines
    }

    /// Whether a text is the pieces of a pattern in their order, with anything where `…` stands.
    private static func fits(_ pattern: String, _ text: String) -> Bool {
        let pieces = pattern.split(separator: "…", omittingEmptySubsequences: false)
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1,
            text.hasPrefix(first), text.count >= first.count + last.count, text.hasSuffix(last)
        else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.range(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
