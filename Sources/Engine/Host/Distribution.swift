import Glibc
import Linux

/// The distribution that this machine runs, as far as commands that mend something differ by it.
struct Distribution {
    /// `PRETTY_NAME`, `ID` and `ID_LIKE` of os-release(5).
    var name: String
    var identifiers: [String]

    static var current: Distribution {
        parse(SmallFile.text("/etc/os-release") ?? SmallFile.text("/usr/lib/os-release") ?? "")
    }

    static func parse(_ text: String) -> Distribution {
        var values: [Substring: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            var value = line[line.index(after: equals)...]
            if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
                value = value.dropFirst().dropLast()
            }
            values[line[..<equals]] = String(value)
        }
        let words = "\(values["ID"] ?? "") \(values["ID_LIKE"] ?? "")".split(separator: " ").map(String.init)
        return Distribution(name: values["PRETTY_NAME"] ?? "an unknown Linux", identifiers: words)
    }

    /// The command that installs a package, by the names that Debian, Fedora and Arch know.
    func install(_ debian: String, fedora: String? = nil, arch: String? = nil) -> String {
        if identifiers.contains("fedora") || identifiers.contains("rhel") {
            return "sudo dnf install \(fedora ?? debian)"
        }
        if identifiers.contains("arch") { return "sudo pacman -S \(arch ?? debian)" }
        return "sudo apt-get install \(debian)"
    }
}
