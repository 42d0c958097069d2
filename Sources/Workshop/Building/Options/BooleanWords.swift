/// Options as Docker's users write them.
///
/// Docker's switches may have a value (`--pull=true`), which the parser here does not know, and `--debug` of a build has one
/// that may be left out.
public enum BooleanWords {
    private static let switches = [
        "--no-cache", "--pull", "--quiet", "-q", "--check", "--explain", "--load", "--push", "--rm",
        "--force-rm",
    ]

    /// The arguments with such words rewritten.
    public static func normalized(_ arguments: [String]) -> [String] {
        guard arguments.first == "build" else { return arguments }
        var result: [String] = []
        var isOver = false
        for word in arguments {
            if word == "--" { isOver = true }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if isOver || parts.count != 2 {
                result.append(word)
            } else if parts[0] == "--debug" {
                result += ["--debug-step", parts[1]]
            } else if switches.contains(parts[0]), let value = boolean(parts[1]) {
                if value { result.append(parts[0]) }
            } else {
                result.append(word)
            }
        }
        return result
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "t", "true": true
        case "0", "f", "false": false
        default: nil
        }
    }
}
