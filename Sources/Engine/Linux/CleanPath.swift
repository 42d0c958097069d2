/// Paths by their names alone, without a look at what is there.
public enum CleanPath {
    /// The parts of a path that starts at a root: without `.`, and without what `..` takes back.
    public static func parts(_ path: some StringProtocol) -> [String] {
        var parts: [String] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts
    }

    /// The same as an absolute path, without a slash at the end.
    public static func absolute(_ path: some StringProtocol) -> String { "/" + parts(path).joined(separator: "/") }
}
