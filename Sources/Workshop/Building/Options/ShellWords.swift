/// Words as a shell reads them.
public enum ShellWords {
    /// The word, in quotes if a shell would take it apart otherwise.
    public static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,+@%~".contains($0)) }
        if isPlain { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
