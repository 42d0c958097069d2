/// Finds what somebody probably meant to write.
public enum Spelling {
    /// The candidate nearest to `word`, if one is near enough to be a misspelling of it.
    ///
    /// Nearness is the optimal string alignment distance: letters added, left out, replaced, or swapped with their
    /// neighbour. About one slip in three letters is tolerated.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased())
        guard !letters.isEmpty, letters.count <= 128 else { return nil }
        let tolerance = max(1, letters.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates where candidate != word {
            let other = Array(candidate.lowercased())
            guard abs(other.count - letters.count) <= tolerance else { continue }
            let distance = distance(letters, other)
            if distance <= tolerance && distance < max(letters.count, other.count)
                && best.map({ distance < $0.distance }) ?? true
            {
                best = (distance, candidate)
            }
        }
        return best?.candidate
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}
