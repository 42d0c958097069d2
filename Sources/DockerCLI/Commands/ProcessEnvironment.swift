import Glibc
import Linux

/// What a process knows of where it was started.
enum ProcessEnvironment {
    /// The variables, each once.
    static func variables() -> [String: String] {
        var found: [String: String] = [:]
        var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = environ
        while let text = entry.pointee {
            let words = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if words.count == 2 { found[String(words[0])] = found[String(words[0])] ?? String(words[1]) }
            entry += 1
        }
        return found
    }

    /// The folder in which the command was called; `/` when it is gone.
    static func workingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// Nanoseconds since 1970.
    @Sendable static func now() -> Int64 { Clock.real }
}
