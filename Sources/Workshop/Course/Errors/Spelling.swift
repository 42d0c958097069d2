/// Finds what somebody probably meant to write.
public enum Spelling {
    /// A sentence that names the candidate nearest to `word`, or else all of them.
    static func help(for word: String, among candidates: [String], otherwise: String) -> String? {
        if let near = nearest(to: word, among: candidates) { return "Did you mean `\(near)`?" }
        guard !candidates.isEmpty else { return nil }
        return otherwise + candidates.map { "`\($0)`" }.joined(separator: ", ") + "."
    }

    /// The candidate that is at most a third of the word's letters away, counted in letters that are added, left out,
    /// replaced, or swapped with their neighbour.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased())
        guard !letters.isEmpty, letters.count <= 64 else { return nil }
        let tolerance = max(1, letters.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let other = Array(candidate.lowercased())
            guard abs(other.count - letters.count) <= tolerance else { continue }
            let distance = distance(letters, other)
            guard distance <= tolerance, distance < min(letters.count, other.count) || distance == 0 else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
        }
        return best?.candidate
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var table = [[Int]](repeating: Array(0...right.count), count: left.count + 1)
        for row in 0..<left.count {
            table[row + 1][0] = row + 1
            for column in 0..<right.count {
                var cost = min(
                    table[row][column + 1] + 1, table[row + 1][column] + 1,
                    table[row][column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, table[row - 1][column - 1] + 1)
                }
                table[row + 1][column + 1] = cost
            }
        }
        return table[left.count][right.count]
    }
}
