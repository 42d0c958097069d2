import EngineInterface
import Foundation
import Linux

/// Where Debian's packages come from: the mirror that this machine itself uses, if it runs the same Debian.
enum PackageSources {
    static let release = "bookworm"
    static let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

    /// The lines of sources.list(5) for the images.
    static func host() -> [String] {
        let isSameRelease = SmallFile.text("/etc/os-release").map {
            let lines = $0.split(separator: "\n")
            return lines.contains("ID=debian") && lines.contains("VERSION_CODENAME=\(release)")
        }
        guard isSameRelease == true else { return standard }
        var files = ["/etc/apt/sources.list"]
        let folder = "/etc/apt/sources.list.d"
        files += ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map {
            "\(folder)/\($0)"
        }
        var found: [Source] = []
        for file in files {
            guard let text = SmallFile.text(file) else { continue }
            if file.hasSuffix(".list") { found += parseLines(text) }
            if file.hasSuffix(".sources") { found += parseStanzas(text) }
        }
        let lines = found.filter(\.isDebian).flatMap(\.lines)
        // Without the release itself nothing can be installed.
        guard lines.contains(where: { $0.contains(" \(release) ") }) else { return standard }
        return lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Debian's own front door, which leads to a server nearby.
    static let standard: [String] = [
        Source(uris: ["http://deb.debian.org/debian"], suites: [release, release + "-updates"], components: ["main"]),
        Source(
            uris: ["http://deb.debian.org/debian-security"], suites: [release + "-security"], components: ["main"]),
    ].flatMap(\.lines)

    struct Source: Equatable {
        var uris: [String] = []
        var suites: [String] = []
        var components: [String] = []
        /// The keys that it is signed with, as it stands in the file.
        var signedBy: String?

        /// Whether it is Debian itself and not somebody's packages for Debian.
        var isDebian: Bool {
            let releases = [release, release + "-updates", release + "-security"]
            return !suites.isEmpty && suites.allSatisfy(releases.contains) && components.contains("main")
                && signedBy.map { $0.contains("debian-archive") } ?? true
                && uris.allSatisfy { $0.split(separator: "/").last?.hasPrefix("debian") == true }
        }

        var lines: [String] {
            uris.flatMap { uri in suites.map { "deb [signed-by=\(keyring)] \(uri) \($0) main" } }
        }
    }

    /// The one-line format: `deb [option=value …] uri suite component…`.
    static func parseLines(_ text: String) -> [Source] {
        text.split(separator: "\n").compactMap { line in
            var words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.first == "deb" else { return nil }
            words.removeFirst()
            var source = Source()
            if words.first?.hasPrefix("[") == true {
                guard let end = words.firstIndex(where: { $0.hasSuffix("]") }) else { return nil }
                for option in words[...end] {
                    let option = option.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
                    if option.hasPrefix("signed-by=") { source.signedBy = String(option.dropFirst(10)) }
                }
                words.removeSubrange(...end)
            }
            guard words.count >= 3 else { return nil }
            source.uris = [words[0]]
            source.suites = [words[1]]
            source.components = Array(words[2...])
            return source
        }
    }

    /// The deb822 format: stanzas of fields.
    static func parseStanzas(_ text: String) -> [Source] {
        var result: [Source] = []
        var fields: [String: String] = [:]
        var last = ""
        func words(_ name: String) -> [String] {
            (fields[name] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        }
        func end() {
            if words("types").contains("deb"), fields["enabled"]?.lowercased() != "no" {
                result.append(
                    Source(
                        uris: words("uris"), suites: words("suites"), components: words("components"),
                        signedBy: fields["signed-by"]))
            }
            fields = [:]
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#") { continue }
            if line.allSatisfy(\.isWhitespace) {
                end()
            } else if line.first?.isWhitespace == true {
                fields[last, default: ""] += " " + line.trimmingCharacters(in: .whitespaces)
            } else if let colon = line.firstIndex(of: ":") {
                last = line[..<colon].lowercased()
                fields[last] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            }
        }
        end()
        return result
    }
}
