import Glibc

/// Programs that assemble the offline catalogue's images and unpack submissions.
enum ToolsProbe {
    private static let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

    static func items() -> [HostItem] {
        let distribution = Distribution.current
        return [
            catalogue(find: Programs.find, hasPip: hasPip(), hasKeyring: access(keyring, R_OK) == 0, distribution),
            archives(find: Programs.find, distribution),
        ]
    }

    static func catalogue(
        find: (String) -> String?, hasPip: Bool, hasKeyring: Bool, _ distribution: Distribution
    ) -> HostItem {
        var lacking: [(program: String, package: String)] = []
        for (program, package) in [("apt-get", "apt"), ("dpkg-deb", "dpkg"), ("gpgv", "gpgv")]
        where find(program) == nil {
            lacking.append((program, package))
        }
        if !hasKeyring { lacking.append(("Debian's package keys", "debian-archive-keyring")) }
        if !hasPip { lacking.append(("pip", "python3-pip")) }
        guard !lacking.isEmpty else {
            return HostItem(
                id: "catalogue", title: "Offline base images", state: .ok,
                found: "apt, Debian's package keys and pip are there")
        }
        return HostItem(
            id: "catalogue", title: "Offline base images", state: .limited,
            found: lacking.map(\.program).joined(separator: " and ") + " not found",
            consequence: "Base images that are not in the store yet cannot be assembled; those that are there work.",
            mend: lacking.map { distribution.install($0.package) })
    }

    static func archives(find: (String) -> String?, _ distribution: Distribution) -> HostItem {
        let lacking = [("gzip", "gzip"), ("bsdtar", "libarchive-tools")].filter { find($0.0) == nil }
        guard !lacking.isEmpty else {
            return HostItem(id: "archives", title: "Archives", state: .ok, found: "gzip and bsdtar are there")
        }
        return HostItem(
            id: "archives", title: "Archives", state: .limited,
            found: lacking.map(\.0).joined(separator: " and ") + " not found",
            consequence:
                "`workshop grade` cannot read \(lacking.map { $0.0 == "gzip" ? ".tar.gz" : ".zip" }.joined(separator: " and ")) submissions; folders work.",
            mend: lacking.map { distribution.install($0.1, fedora: $0.0) })
    }

    private static func hasPip() -> Bool {
        if Programs.find("pip3") != nil || Programs.find("pip") != nil { return true }
        guard let python = Programs.find("python3") else { return false }
        return HostCommand.run([python, "-m", "pip", "--version"]).succeeded
    }
}
