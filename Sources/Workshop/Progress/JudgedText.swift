/// What of an exercise.yaml decides whether work is right: a better title or one hint more takes nobody's pass away.
enum JudgedText {
    /// Keys of the whole exercise that say something to people, or are about other answers than the learner's.
    private static let unjudged: Set<Substring> = [
        "title", "summary", "minutes", "chapter", "hints", "mistakes", "starter",
    ]

    /// The text without those keys, and without comments and empty lines that stand between keys of the whole.
    ///
    /// It looks at the first column only. What is deeper in a map of YAML never begins there, but for the items of a list and
    /// closing brackets; so a line is left out only when it surely belongs to such a key.
    static func of(_ text: String) -> String {
        var isKept = true
        var lines: [Substring] = []
        for line in text.split(whereSeparator: \.isNewline) {
            switch line.first {
            case "#": continue
            case " ", "\t", "-", "]", "}": break
            default: isKept = !unjudged.contains(line.prefix { $0 != ":" })
            }
            if isKept { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }
}
