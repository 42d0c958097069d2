/// The machine and system that an image is for.
///
/// The names are those of the Go language, as `platform` in the OCI image specification's image-index.md has them.
public struct ImagePlatform: Sendable, Hashable, CustomStringConvertible {
    /// `linux`.
    public let os: String
    /// `amd64`, `arm64`, `arm`, `riscv64`, …
    public let architecture: String
    /// `v7` or the like where the architecture alone does not say enough; `nil` otherwise.
    public let variant: String?

    /// Other names of the same architecture are understood, and variants that say nothing new are left out:
    /// `x86_64` is `amd64`, `aarch64` and `arm64/v8` are `arm64`, `armhf` is `arm/v7`.
    public init(os: String = "linux", architecture: String, variant: String? = nil) {
        let name = architecture.lowercased()
        var variant = variant?.lowercased()
        if let short = variant, let digit = short.first, digit.isNumber { variant = "v" + short }
        self.os = os.lowercased()
        switch name {
        case "x86_64", "x86-64", "amd64":
            self.architecture = "amd64"
            self.variant = variant == "v1" ? nil : variant
        case "aarch64", "arm64":
            self.architecture = "arm64"
            self.variant = variant == "v8" ? nil : variant
        case "armhf", "armv7l", "arm":
            self.architecture = "arm"
            self.variant = variant ?? "v7"
        case "armel", "armv6l":
            self.architecture = "arm"
            self.variant = "v6"
        case "i386", "i486", "i586", "i686", "386":
            self.architecture = "386"
            self.variant = nil
        default:
            self.architecture = name
            self.variant = variant
        }
    }

    /// Reads `linux/arm/v7`, `linux/amd64` or `arm64`; `nil` for text that is no platform.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                        || "_-.".utf8.contains($0)
                }
        }
        guard isPlain, (1...3).contains(parts.count) else { return nil }
        switch parts.count {
        case 1:
            if parts[0] == "linux" { self = .host } else { self.init(architecture: parts[0]) }
        case 2: self.init(os: parts[0], architecture: parts[1])
        default: self.init(os: parts[0], architecture: parts[1], variant: parts[2])
        }
    }

    /// The platform that this program was made for.
    public static var host: ImagePlatform {
        #if arch(x86_64)
            ImagePlatform(architecture: "amd64")
        #elseif arch(arm64)
            ImagePlatform(architecture: "arm64")
        #elseif arch(arm)
            ImagePlatform(architecture: "arm", variant: "v7")
        #elseif arch(i386)
            ImagePlatform(architecture: "386")
        #elseif arch(riscv64)
            ImagePlatform(architecture: "riscv64")
        #elseif arch(s390x)
            ImagePlatform(architecture: "s390x")
        #elseif arch(powerpc64le)
            ImagePlatform(architecture: "ppc64le")
        #else
            ImagePlatform(architecture: "unknown")
        #endif
    }

    public var description: String { "\(os)/\(architecture)" + (variant.map { "/" + $0 } ?? "") }
}
