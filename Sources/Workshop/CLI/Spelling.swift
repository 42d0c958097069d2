/// Guesses what somebody meant to type.
enum Spelling {
    /// The word that differs by the fewest letters, if it differs by few enough to be meant.
    static func nearest(to word: String, among words: [String]) -> String? {
        let scored = words.map { (word: $0, distance: distance(Array(word), Array($0))) }
        if let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= max(2, word.count / 3) {
            return best.word
        }
        // Half a name is often typed.
        let starts = words.filter { $0.hasPrefix(word) || $0.hasSuffix(word) }
        return word.count >= 2 && starts.count == 1 ? starts.first : nil
    }

    /// How many letters have to be added, taken away, changed, or swapped with their neighbour.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
            }
            (before, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
