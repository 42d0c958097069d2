/// A call of a package manager: `apt-get -y install curl`.
struct PackageCommand: Sendable {
    /// Managers whose habits rules know.
    enum Manager: Sendable, Hashable {
        case apt, apk, dnf
    }
    let manager: Manager
    /// The program as it is called.
    let program: String
    /// `install`, `update`, `add`, …
    let action: String
    /// The options, wherever they stand.
    let options: [String]
    /// The words that are neither options nor the action.
    let packages: [String]

    private static let programs: [String: Manager] = [
        "apt-get": .apt, "apt": .apt, "aptitude": .apt, "apk": .apk, "dnf": .dnf, "dnf5": .dnf, "yum": .dnf,
        "microdnf": .dnf, "tdnf": .dnf,
    ]
    /// Options whose value is the next word.
    private static let valued: [Manager: Set<String>] = [
        .apt: ["-o", "-c", "-t", "-a", "--option", "--config-file", "--target-release", "--default-release"],
        .apk: ["-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--keys-dir", "--wait"],
        .dnf: ["-c", "--config", "-x", "--exclude", "--enablerepo", "--disablerepo", "--releasever", "--installroot"],
    ]

    init?(_ command: ShellCommand) {
        let words = command.effective
        guard let first = words.first, let manager = Self.programs[ShellCommand.baseName(first)] else { return nil }
        var options: [String] = []
        var rest: [String] = []
        var index = 1
        while index < words.count {
            let word = words[index]
            index += 1
            guard word.hasPrefix("-"), word != "-" else {
                rest.append(word)
                continue
            }
            options.append(word)
            if Self.valued[manager]?.contains(word) == true, index < words.count {
                options.append(words[index])
                index += 1
            }
        }
        guard let action = rest.first else { return nil }
        self.manager = manager
        program = ShellCommand.baseName(first)
        self.action = action
        self.options = options
        packages = Array(rest.dropFirst())
    }

    /// Whether it works on another system than the image's own: a folder that becomes one.
    var hasOtherRoot: Bool {
        options.contains { $0 == "--root" || $0 == "-p" || $0.hasPrefix("--root=") || $0.hasPrefix("--installroot") }
            && manager != .apt
    }

    /// Whether one of the options is this, alone or, for a single letter, among others: `-y` is in `-qqy`.
    func has(_ option: String) -> Bool {
        options.contains { word in
            if word == option || word.hasPrefix(option + "=") { return true }
            guard option.count == 2, !option.hasPrefix("--"), !word.hasPrefix("--") else { return false }
            return word.dropFirst().prefix { $0.isLetter }.contains { option.hasSuffix(String($0)) }
        }
    }
}

extension ShellScript {
    /// Whether a command removes one of the folders, or all that is in it.
    func removes(_ folders: [String], after offset: Int) -> Bool {
        commands.dropFirst(offset + 1).contains { command in
            guard command.program == "rm" || command.program == "find" else { return false }
            return command.effective.dropFirst().contains { word in
                let path = word.hasSuffix("/*") ? String(word.dropLast(2)) : word
                let clean = PathText.clean(path)
                return folders.contains { folder in
                    clean == folder || clean.hasPrefix(folder + "/") || folder.hasPrefix(clean + "/") && clean != "/"
                }
            }
        }
    }
}

extension RunOperation {
    /// Whether something is mounted at or above one of the folders.
    func mounts(_ folders: [String]) -> Bool {
        mounts.contains { mount in
            guard let target = (try? MountSpecification(mount.text))?.target else { return false }
            let path = PathText.clean(target)
            return folders.contains { $0 == path || $0.hasPrefix(path + "/") }
        }
    }
}
