/// Calls of `build`, which has a command line of its own.
enum BuildCall {
    private static let paths: [[String]] = [
        ["build"], ["image", "build"], ["builder", "build"], ["buildx", "build"], ["buildx", "b"],
    ]
    /// The options between `docker` and the command that take a value in the next word.
    private static let valued: Set<String> = [
        "-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--tlscacert", "--tlscert", "--tlskey",
    ]

    /// The words after `build`; `nil` for other commands.
    static func words(of arguments: [String]) -> [String]? {
        var rest = arguments[...]
        while let word = rest.first, word.hasPrefix("-"), word != "-", word != "--" {
            rest = rest.dropFirst(valued.contains(word) ? 2 : 1)
        }
        for path in paths where rest.starts(with: path) { return Array(rest.dropFirst(path.count)) }
        return nil
    }
}
