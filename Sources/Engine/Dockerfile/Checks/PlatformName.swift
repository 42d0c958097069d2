/// A platform as `--platform` names it: `linux/arm64`, `linux/arm/v7`, `amd64`, `windows(10.0.17763)/amd64`.
struct PlatformName: Sendable, Hashable {
    let system: String
    let architecture: String
    let variant: String

    private static let systems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
        "openbsd", "plan9", "solaris", "windows", "zos",
    ]
    private static let architectures: Set<String> = [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64", "mips",
        "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "riscv", "riscv64", "s390", "s390x",
        "sparc", "sparc64", "wasm",
    ]

    /// `nil` when the text is no platform. What is left out is this machine's.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts.dropFirst().allSatisfy(Self.isComponent) else { return nil }
        let first = parts[0].prefix { $0 != "(" }
        let options = parts[0].dropFirst(first.count)
        guard Self.isComponent(first), options.isEmpty || options.last == ")" else { return nil }
        let system = first.lowercased() == "macos" ? "darwin" : first.lowercased()
        if parts.count > 1 {
            self.system = system
            (architecture, variant) = Self.architecture(parts[1], parts.count == 3 ? parts[2] : "")
        } else if Self.systems.contains(system) {
            self.system = system
            architecture = CheckFacts.hostPlatform.split(separator: "/").last.map(String.init) ?? "amd64"
            variant = ""
        } else {
            (architecture, variant) = Self.architecture(parts[0], "")
            guard Self.architectures.contains(architecture) else { return nil }
            self.system = "linux"
        }
    }

    private static func isComponent(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46
                    || $0 == 95
            }
    }

    private static func architecture(_ name: Substring, _ variant: Substring) -> (String, String) {
        let variant = variant.lowercased()
        switch name.lowercased() {
        case "i386": return ("386", "")
        case "x86_64", "x86-64", "amd64": return ("amd64", variant == "v1" ? "" : variant)
        case "aarch64", "arm64": return ("arm64", ["8", "v8", "v8.0"].contains(variant) ? "" : variant)
        case "armhf": return ("arm", "v7")
        case "armel": return ("arm", "v6")
        case let other: return (other, variant)
        }
    }
}
