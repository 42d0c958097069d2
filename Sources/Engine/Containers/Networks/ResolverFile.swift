import Linux

/// resolv.conf(5).
struct ResolverFile: Sendable, Equatable {
    var servers: [String] = []
    var search: [String] = []
    var options: [String] = []

    static let path = "/etc/resolv.conf"
    /// Where a host's own resolver (systemd-resolved) says which servers it asks.
    static let systemPath = "/run/systemd/resolve/resolv.conf"

    init() {}

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let keyword = words.first else { continue }
            let values = Array(words.dropFirst())
            switch keyword {
            case "nameserver": servers += values.prefix(1)
            case "search", "domain": search = values.filter { $0 != "." }
            case "options": options = values
            default: break
            }
        }
    }

    /// This machine's.
    static func host() -> ResolverFile { ResolverFile(SmallFile.text(path) ?? "") }

    var text: String {
        var lines = servers.map { "nameserver \($0)" }
        if !search.isEmpty { lines.append("search " + search.joined(separator: " ")) }
        if !options.isEmpty { lines.append("options " + options.joined(separator: " ")) }
        return lines.map { $0 + "\n" }.joined()
    }
}
