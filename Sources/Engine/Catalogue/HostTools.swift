import EngineInterface
import Glibc
import Linux

/// The programs of the host that assemble images.
enum HostTools {
    /// Program and the Debian package that has it.
    private static let common = [
        ("sh", "dash"), ("apt-get", "apt"), ("dpkg-deb", "dpkg"), ("gpgv", "gpgv"), ("tar", "tar"), ("mount", "mount"),
        ("chroot", "coreutils"), ("sed", "sed"), ("find", "findutils"),
    ]
    private static let forWheels = [("python3", "python3"), ("sha256sum", "coreutils")]

    /// Throws ``EngineError`` of kind `hostUnable` that names what is missing and how to install it.
    static func require(for parts: [Part]) throws {
        var missing: [(tool: String, package: String)] = []
        let wanted = common + (parts.contains(where: \.usesWheel) ? forWheels : [])
        for (tool, package) in wanted where Tool.find(tool) == nil { missing.append((tool, package)) }
        if access(PackageSources.keyring, R_OK) != 0 {
            missing.append((PackageSources.keyring, "debian-archive-keyring"))
        }
        if missing.isEmpty { return }
        throw unable(missing.map(\.tool), packages: missing.map(\.package))
    }

    /// pip is asked for only when it is needed, because asking takes as long as a fetch.
    static var noPip: EngineError { unable(["pip"], packages: ["python3-pip"]) }

    private static func unable(_ tools: [String], packages: [String]) -> EngineError {
        EngineError(
            .hostUnable, "This machine lacks what assembles offline images: \(tools.joined(separator: ", ")).",
            help: "On Debian and Ubuntu, install it with 'sudo apt-get install \(packages.joined(separator: " "))'.")
    }
}
