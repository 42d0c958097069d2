/// Finds a chapter by what somebody types for it.
public enum ChapterName {
    /// The chapter whose name, number or only beginning this is; `nil` when there is none, or more than one.
    ///
    /// - Parameter names: such as `04-a-go-counter` and `glossary`.
    public static func find(_ text: String, in names: [String]) -> String? {
        if names.contains(text) { return text }
        if let number = Int(text), (1...2).contains(text.utf8.count) {
            return names.first { self.number($0) == number }
        }
        if let exact = names.first(where: { withoutNumber($0) == text }) { return exact }
        let all = candidates(text, in: names)
        return all.count == 1 ? all[0] : nil
    }

    /// The chapters whose names begin so, with their number or without it; where there are none, those that have a word
    /// which begins so.
    public static func candidates(_ text: String, in names: [String]) -> [String] {
        // A number is whole: 1 is not the beginning of 12.
        guard !text.isEmpty, Int(text) == nil else { return [] }
        let first = names.filter { $0.hasPrefix(text) || withoutNumber($0).hasPrefix(text) }
        return first.isEmpty ? names.filter { $0.contains("-" + text) } : first
    }

    /// `a-go-counter` of `04-a-go-counter`.
    public static func withoutNumber(_ name: String) -> String {
        number(name) == nil ? name : String(name.dropFirst(3))
    }

    private static func number(_ name: String) -> Int? {
        let head = name.prefix(3)
        return head.utf8.count == 3 && head.last == "-" ? Int(head.dropLast()) : nil
    }
}
