import Linux

extension CommandContext {
    /// Asks a question and waits for an answer on standard input. Only `y` and `yes` are agreement; anything else, and the
    /// end of the input, is not.
    func confirm(_ question: String) async throws -> Bool {
        output.write(question + " [y/N] ")
        let answer = try await input.line() ?? ""
        switch answer.trimmingSpaces.lowercased() {
        case "y", "yes": return true
        default: return false
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmingSpaces: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        guard let end = lastIndex(where: { !$0.isWhitespace }), start <= end else { return "" }
        return String(self[start...end])
    }
}
