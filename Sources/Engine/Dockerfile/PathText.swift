/// Paths as text, without looking at any file system.
public enum PathText {
    /// The shortest path that means the same: no `.`, no doubled slash, no slash at the end, and `..` resolved where
    /// something stands before it. An empty path is `.`. (Go's `path.Clean`.)
    public static func clean(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                if let last = parts.last, last != ".." {
                    parts.removeLast()
                } else if !isAbsolute {
                    parts.append(part)
                }
            } else {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
