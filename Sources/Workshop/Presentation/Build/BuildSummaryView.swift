import EngineInterface
import TerminalText

/// What a build that went well says at its end: its warnings, and the image.
public struct BuildSummaryView: Sendable {
    public var style: OutputStyle

    public init(style: OutputStyle) { self.style = style }

    /// - Parameters:
    ///   - others: the warnings to show.
    ///   - names: the names that the build was asked to give.
    ///   - file: the Dockerfile as the user named it.
    public func text(
        _ result: BuildResult, warnings others: [BuildWarning], names: [String], file: String, seconds: Double
    ) -> String {
        var lines = warnings(others, file: file)
        let cached = result.steps.filter(\.isCached).count
        let digits = result.image.id.split(separator: ":").last.map { String($0.prefix(12)) } ?? ""
        let steps =
            cached == result.steps.count
            ? "all \(cached) steps cached" : "\(cached) of \(result.steps.count) steps cached"
        let name = names.isEmpty ? digits : "\(names.map(Harmless.line).joined(separator: ", ")) (\(digits))"
        let text = "Built \(name), \(ByteCount.text(result.image.size)), \(steps), in \(StepText.seconds(seconds))."
        lines += Wrapping.wrap(text, width: style.width).map { style.paint($0, .good) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Warnings in the order of their lines, each once.
    func warnings(_ warnings: [BuildWarning], file: String) -> [String] {
        var seen: Set<String> = []
        var lines: [String] = []
        for warning in warnings.sorted(by: { $0.line < $1.line }) {
            let text = "\(Harmless.line(file)):\(warning.line): \(Harmless.line(warning.message))"
            guard seen.insert(text).inserted else { continue }
            lines += Wrapping.wrap(text, width: style.width, first: "warning: ", indent: "    ")
                .map { style.paint($0, .doubtful) }
        }
        return lines.isEmpty ? [] : lines + [""]
    }
}
