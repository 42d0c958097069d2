/// How a word may go on.
public struct DockerCompletionAnswer: Sendable, Equatable {
    /// One way for a word to go on.
    public struct Candidate: Sendable, Equatable {
        /// The whole word.
        public let word: String
        /// What it means, in one line.
        public let summary: String?
    }

    /// Which names of files the shell should offer besides.
    public enum Files: Sendable, Equatable {
        case none
        case directories
        case all
    }

    /// The candidates, in the order to show them in.
    public let candidates: [Candidate]
    /// Which files to offer besides.
    public let files: Files

    /// The answer as the scripts of ``CompletionScript`` read it: a line for each candidate, with a tab before its description, and a last
    /// line `:n`, where n adds 4 for no files at all, 16 for directories only, 2 for no space after the word.
    public var text: String {
        var lines = candidates.map { candidate in
            let word = Self.line(candidate.word)
            return candidate.summary.map { "\(word)\t\(Self.line($0))" } ?? word
        }
        var directive = 0
        switch files {
        case .none: directive = 4
        case .directories: directive = 16
        case .all: break
        }
        if !candidates.isEmpty, candidates.allSatisfy({ $0.word.hasSuffix("=") || $0.word.hasSuffix(":") }) {
            directive += 2
        }
        lines.append(":\(directive)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The first line of a text, without what a terminal would obey.
    private static func line(_ text: String) -> String {
        let first = text.prefix { !$0.isNewline }
        return String(
            first.filter { character in
                character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            })
    }
}
