/// What `workshop hint` answers: one hint more each time.
public enum HintAnswer: Sendable, Equatable {
    /// The exercise has none.
    case none
    /// The next one. Numbers count from 1.
    case next(number: Int, text: String, left: Int)
    /// All have been shown before; here they are again.
    case all([String])

    /// - Parameters:
    ///   - hints: the exercise's, in order.
    ///   - shown: how many have been shown.
    public init(_ hints: [String], shown: Int) {
        if hints.isEmpty {
            self = .none
        } else if (0..<hints.count).contains(shown) {
            self = .next(number: shown + 1, text: hints[shown], left: hints.count - shown - 1)
        } else {
            self = .all(hints)
        }
    }

    /// How many have been shown after this one.
    public func shown(before: Int) -> Int {
        if case .next(let number, _, _) = self { number } else { before }
    }

    /// As lines to print.
    public var text: String {
        switch self {
        case .none:
            "This exercise has no hints. What a failed check says may help: workshop verify."
        case .next(let number, let text, let left):
            "Hint \(number): \(text)\n"
                + (left == 0
                    ? "That was the last one. The whole answer: workshop solution."
                    : "\(left) more \(left == 1 ? "is" : "are") left.")
        case .all(let hints):
            (["You have seen all of them:"] + hints.enumerated().map { "  \($0 + 1). \($1)" }).joined(separator: "\n")
                + "\nThe whole answer: workshop solution."
        }
    }
}
