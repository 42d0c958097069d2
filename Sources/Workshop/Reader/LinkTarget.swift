/// Where a link leads.
public enum LinkTarget: Sendable, Hashable {
    /// A heading of the same page.
    case heading(String)
    /// Another page by its name, and a heading of it.
    case page(String, heading: String?)
    /// An exercise by its id.
    case exercise(String)
    /// Something outside of the course.
    case web(String)
    /// A file that is no page.
    case file(String)

    /// Reads a link as it is written in a chapter.
    public init(_ text: String) {
        if text.hasPrefix("#") {
            self = .heading(String(text.dropFirst()))
            return
        }
        // A scheme, such as https: or mailto:.
        if let colon = text.firstIndex(of: ":"), colon != text.startIndex,
            text[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        {
            let rest = text[colon...].dropFirst()
            self = text[..<colon] == "exercise" ? .exercise(String(rest)) : .web(text)
            return
        }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map(String.init) ?? ""
        let steps = path.split(separator: "/").filter { $0 != "." }.map(String.init)
        if let folder = steps.lastIndex(of: "Exercises"), steps.indices.contains(folder + 1),
            steps.count == folder + 2 || steps.count == folder + 3 && steps[folder + 2] == "README.md"
        {
            self = .exercise(steps[folder + 1])
        } else if path.hasSuffix(".md"), let name = steps.last {
            self = .page(String(name.dropLast(3)), heading: parts.count > 1 ? String(parts[1]) : nil)
        } else {
            self = .file(path)
        }
    }
}
