/// Finds what somebody probably meant.
enum Suggestion {
    /// The candidate nearest to a word, where one is near enough to be meant.
    ///
    /// A plural or singular of it, or the same in other letter cases, comes first; then what is at most a third of its length away.
    static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.utf8.count <= 64 else { return nil }
        let lowered = word.lowercased()
        var best: (name: String, distance: Int, difference: Int)?
        for candidate in candidates {
            if candidate == lowered || candidate + "s" == lowered || candidate == lowered + "s" { return candidate }
            let distance = distance(lowered, candidate)
            // Of two that are equally near, the one of the same length is the likelier: letters are exchanged more often than lost.
            let difference = abs(lowered.count - candidate.count)
            guard distance <= max(1, lowered.count / 3), distance < candidate.count else { continue }
            if let best, (best.distance, best.difference) <= (distance, difference) { continue }
            best = (candidate, distance, difference)
        }
        return best?.name
    }

    /// How many insertions, deletions, replacements and exchanges of neighbours lead from one text to the other (the restricted
    /// Damerau-Levenshtein distance). Words longer than 64 characters are never near.
    static func distance(_ first: String, _ second: String) -> Int {
        let left = Array(first)
        let right = Array(second)
        guard left.count <= 64, right.count <= 64 else { return .max }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
