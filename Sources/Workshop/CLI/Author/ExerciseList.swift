import Course

/// The exercises at the head of a chapter.
enum ExerciseList {
    /// The chapter's text with one more exercise, when its list stands on one line or is missing; otherwise as it is.
    static func adding(_ name: String, to chapter: Chapter) -> String {
        // A broken front matter is better mended by hand.
        guard chapter.problems.isEmpty, chapter.bodyLine > 2, !chapter.source.contains("\r") else {
            return chapter.source
        }
        var lines = chapter.source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let head = 1..<(chapter.bodyLine - 2)
        guard let index = head.first(where: { lines[$0].hasPrefix("exercises:") }) else {
            lines.insert("exercises: [\(name)]", at: head.upperBound)
            return lines.joined(separator: "\n")
        }
        guard lines[index].hasPrefix("exercises: ["), lines[index].hasSuffix("]") else { return chapter.source }
        lines[index] = "exercises: [\((chapter.exercises + [name]).joined(separator: ", "))]"
        return lines.joined(separator: "\n")
    }
}
