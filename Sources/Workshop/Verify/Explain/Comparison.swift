import Course

/// Comparisons that fail with what was expected and what was seen.
enum Comparison {
    /// How much of a seen text is shown.
    private static let limit = 600

    static func require(_ match: TextMatch?, of text: String, _ message: @autoclosure () -> String) throws(Failure) {
        guard let match, let mismatch = match.mismatch(with: text) else { return }
        throw Failure(message(), expected: mismatch.expected, seen: short(mismatch.seen))
    }

    static func require(
        _ match: NumberMatch?, of number: Double, show: (Double) -> String = Wording.number,
        _ message: @autoclosure () -> String
    ) throws(Failure) {
        guard let match, !match.holds(for: number) else { return }
        throw Failure(message(), expected: Wording.describe(match, show), seen: show(number))
    }

    static func short(_ text: String) -> String {
        text.count > limit ? text.prefix(limit) + "…" : text
    }
}
