import EngineInterface

/// Build failures for learners.
enum BuildExplanation {
    /// - Parameter file: the Dockerfile relative to the learner's folder.
    static func failure(_ failure: BuildFailure, file: String) -> Failure {
        var result = Failure(failure.message, hint: failure.help)
        if let line = failure.line {
            let text = failure.excerpt.first { $0.number == line }?.text ?? ""
            result.location = SourceLine(file: file, line: line, text: text)
            if failure.excerpt.count > 1 { result.evidence.append(excerpt(failure, file: file, line: line)) }
        }
        if let output = Evidence.tail(
            "the last lines that the step wrote", failure.outputTail.joined(separator: "\n"))
        {
            result.evidence.append(output)
        }
        return result
    }

    private static func excerpt(_ failure: BuildFailure, file: String, line: Int) -> Evidence {
        let width = String(failure.excerpt.last?.number ?? line).count
        let lines = failure.excerpt.map { entry in
            let number = String(entry.number)
            let padding = String(repeating: " ", count: max(0, width - number.count))
            return "\(entry.number == line ? ">" : " ") \(padding)\(number) | \(entry.text)"
        }
        return Evidence(label: "\(file), line \(line)", text: lines.joined(separator: "\n"))
    }
}
