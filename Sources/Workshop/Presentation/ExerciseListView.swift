import Course

/// What `workshop list` prints.
public struct ExerciseListView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    public func text(_ exercises: [Exercise]) -> String {
        let identifiers = exercises.map { Wrapping.columns($0.id) }.max() ?? 0
        var lines: [String] = []
        for exercise in exercises {
            let time = exercise.minutes.map { "\($0) min, " } ?? ""
            let points = "\(exercise.points) point\(exercise.points == 1 ? "" : "s")"
            let head = Wrapping.padded(exercise.id, to: identifiers) + "  "
            let indent = String(repeating: " ", count: identifiers + 2)
            var wrapped = Wrapping.wrap(
                "\(Harmless.line(exercise.title)) (\(time)\(points))", width: style.width, first: head, indent: indent)
            wrapped[0] = style.paint(exercise.id, .strong) + wrapped[0].dropFirst(exercise.id.count)
            lines += wrapped
            lines += Wrapping.wrap(Harmless.line(exercise.summary), width: style.width, first: indent, indent: indent)
                .map { style.paint($0, .quiet) }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
