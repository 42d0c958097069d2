/// Which tags of a family the catalogue takes.
///
/// A tag is made of words joined by `-`. Each must be a version of the family, a word that its official images use, or
/// the name of a distribution's release. So a mistyped tag stays a mistake, as it is with a registry.
struct TagGrammar {
    let family: Family

    /// Whether the catalogue has an image for this tag.
    func accepts(_ tag: String) -> Bool {
        let words = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = words.first else { return false }
        let versions = words.filter(isVersion)
        guard versions.count <= 1, Set(words).count == words.count else { return false }
        // The version, or a name that stands for one, comes first; `alpine` alone is the newest on Alpine.
        guard isVersion(first) || names.contains(first) || isVariant(first) else { return false }
        return words.dropFirst().allSatisfy { isVariant($0) || isDate($0) }
    }

    /// Whether a tag promises Alpine Linux.
    static func promisesAlpine(_ tag: String) -> Bool {
        tag.split(separator: "-").contains { $0.hasPrefix("alpine") }
    }

    private func isVersion(_ word: Substring) -> Bool {
        let numbers = word.split(separator: ".", omittingEmptySubsequences: false).map { number -> Int? in
            let isNumber =
                !number.isEmpty && number.utf8.count <= 3 && number.utf8.allSatisfy { (48...57).contains($0) }
            return isNumber ? Int(number) : nil
        }
        guard (1...3).contains(numbers.count), let major = numbers[0], !numbers.contains(nil) else { return false }
        return majors.contains(major)
    }

    /// The main versions that the stand-in can serve.
    private var majors: ClosedRange<Int> {
        switch family {
        case .busybox, .golang: 1...1
        case .alpine, .python: 3...3
        case .debian: 8...13
        case .ubuntu: 14...26
        case .node: 10...26
        case .redis: 5...8
        }
    }

    /// Names in place of a version.
    private var names: Set<Substring> {
        switch family {
        case .busybox: ["latest", "stable", "unstable"]
        case .alpine: ["latest", "edge"]
        case .debian: Self.debianReleases.union(["latest", "stable", "oldstable", "testing", "unstable", "sid"])
        case .ubuntu: Self.ubuntuReleases.union(["latest", "rolling", "devel"])
        case .node:
            [
                "latest", "current", "lts", "dubnium", "erbium", "fermium", "gallium", "hydrogen", "iron", "jod",
                "krypton",
            ]
        case .golang, .python, .redis: ["latest"]
        }
    }

    private func isVariant(_ word: Substring) -> Bool {
        switch family {
        case .busybox: return ["musl", "glibc", "uclibc"].contains(word)
        case .alpine, .ubuntu: return false
        case .debian: return ["slim", "backports"].contains(word)
        case .golang, .node, .python, .redis:
            if word == "slim" || Self.debianReleases.contains(word) { return true }
            guard word.hasPrefix("alpine") else { return false }
            let version = word.dropFirst("alpine".count)
            return version.isEmpty || TagGrammar(family: .alpine).isVersion(version)
        }
    }

    /// `20240110`, as the distributions date their images.
    private func isDate(_ word: Substring) -> Bool {
        (family == .debian || family == .ubuntu) && word.utf8.count == 8 && word.hasPrefix("20")
            && word.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static let debianReleases: Set<Substring> = [
        "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie",
    ]
    private static let ubuntuReleases: Set<Substring> = [
        "trusty", "xenial", "bionic", "focal", "jammy", "kinetic", "lunar", "mantic", "noble", "oracular", "plucky",
    ]
}
