import Foundation

/// Replaces what is different in every run — identifiers, times, addresses — by names for it.
struct Masks: Sendable {
    private let rules: [(expression: NSRegularExpression, replacement: String)]

    static let shared = Masks()

    private init() {
        rules = Self.patterns.compactMap { pattern, replacement in
            (try? NSRegularExpression(pattern: pattern)).map { ($0, replacement) }
        }
    }

    /// A line with its varying parts replaced, every run of blanks one blank, and none at its ends.
    func apply(_ line: String) -> String {
        var text = line
        for (expression, replacement) in rules {
            let range = NSRange(text.startIndex..., in: text)
            text = expression.stringByReplacingMatches(in: text, range: range, withTemplate: replacement)
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The number of rules, which a test compares with what was written down.
    var count: Int { rules.count }

    /// In the order in which they apply.
    static let patterns: [(String, String)] = [
        (#"sha256:([0-9a-f]{12,64}(…|\.\.\.)?|…)"#, "<digest>"),
        (#"\b[0-9a-f]{64}\b"#, "<id64>"),
        (#"\b(?=[0-9a-f]*\d)[0-9a-f]{12}\b"#, "<id>"),
        (
            #"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:?\d\d))?( UTC)?"#,
            "<time>"
        ),
        (#"[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d UTC \d{4}"#, "<time>"),
        (#"\b\d\d:\d\d:\d\d(\.\d+)?\b"#, "<time>"),
        (
            #"(Less than a second|About an? (minute|hour)|\d+ (second|minute|hour|day|week|month|year)s?)( ago)?"#,
            "<span>$4"
        ),
        (#"\b\d+(\.\d+)?m?s\b"#, "<duration>"),
        (#"\b172\.\d+\.\d+\.\d+\b"#, "<address>"),
        (
            #"(?<![\w.])(0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\]):(3[3-9]\d{3}|32[89]\d\d|327[789]\d|3276[89]|[456]\d{4})\b"#,
            "$1:<port>"
        ),
        // A shell that reads commands from elsewhere counts their lines; one at a terminal does not.
        (#"^(bash: )(eval: )?line \d+: "#, "$1"),
    ]
}
