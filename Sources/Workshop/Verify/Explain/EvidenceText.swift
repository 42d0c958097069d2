import EngineInterface

extension Evidence {
    /// How many lines and characters of a text are shown.
    private static let lines = 20
    private static let width = 300

    /// The last lines of a text, or `nil` when there is nothing to show.
    static func tail(_ label: String, _ text: String) -> Evidence? {
        var all = text.split(separator: "\n", omittingEmptySubsequences: false)
        while let last = all.last, last.allSatisfy(\.isWhitespace) { all.removeLast() }
        guard !all.isEmpty else { return nil }
        return Evidence(label: label, text: all.suffix(lines).map(cut).joined(separator: "\n"))
    }

    /// The first lines of a text.
    static func head(_ label: String, _ text: String) -> Evidence? {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        let shown = all.prefix(lines).map(cut).joined(separator: "\n")
        return Evidence(label: label, text: all.count > lines ? shown + "\n…" : shown)
    }

    private static func cut(_ line: Substring) -> String {
        line.count > width ? line.prefix(width) + "…" : String(line)
    }
}

extension ContainerLogs {
    var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
    var errorText: String { String(decoding: standardError, as: UTF8.self) }
    /// Both streams, standard output first.
    var allText: String { outputText + errorText }
}

extension Failure {
    /// The same with more to show; `nil` adds nothing.
    func adding(_ more: Evidence?...) -> Failure {
        var copy = self
        copy.evidence += more.compactMap { $0 }
        return copy
    }

    func at(_ line: SourceLine?) -> Failure {
        var copy = self
        copy.location = copy.location ?? line
        return copy
    }
}
