extension BuildCheck {
    static let coursePackageListsKept = BuildCheck(
        "CoursePackageListsKept", .course, title: "Package lists are not left in the image.",
        explanation:
            "The lists of what could be installed take tens of megabytes, and nothing in the container needs them. Removing them in a later RUN does not make the image smaller.",
        yieldsTo: ["CourseAptUpdateAlone"]
    ) { context, reporter in
        for stage in context.stages where stage.isShipped {
            for (step, run, script) in stage.runs {
                var reported: Set<PackageCommand.Manager> = []
                for (offset, command, package) in script.packageCommands.reversed()
                where !package.hasOtherRoot && !reported.contains(package.manager) {
                    let kept = Kept(package.manager)
                    guard kept.fills(package) else { continue }
                    // Only the last call decides: what it leaves stays.
                    reported.insert(package.manager)
                    if script.removes(kept.folders, after: offset) || run.mounts(kept.mountFolders)
                        || kept.isCleaned(script, after: offset)
                    {
                        continue
                    }
                    reporter.report(
                        step.statement, at: context.place(of: command, in: step.statement),
                        "\(package.program) \(package.action) leaves its lists of packages in this layer.",
                        help: kept.help)
                }
            }
        }
    }
}

/// What a package manager leaves, and how it is removed.
private struct Kept {
    let manager: PackageCommand.Manager
    let folders: [String]
    let mountFolders: [String]
    let help: String

    init(_ manager: PackageCommand.Manager) {
        self.manager = manager
        switch manager {
        case .apt:
            folders = ["/var/lib/apt/lists"]
            mountFolders = folders
            help = "Add && rm -rf /var/lib/apt/lists/* at the end of the same RUN."
        case .apk:
            folders = ["/var/cache/apk", "/etc/apk/cache", "/lib/apk/db"]
            mountFolders = ["/var/cache/apk", "/etc/apk/cache"]
            help = "Write apk add --no-cache."
        case .dnf:
            folders = ["/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5", "/var/cache/tdnf"]
            mountFolders = folders
            help = "Add && dnf clean all (or yum clean all) at the end of the same RUN."
        }
    }

    /// Whether a call downloads lists.
    func fills(_ package: PackageCommand) -> Bool {
        switch manager {
        case .apt: return package.action == "update"
        case .apk:
            return ["add", "update", "upgrade"].contains(package.action) && !package.has("--no-cache")
                && !package.has("--no-network")
        case .dnf:
            return [
                "install", "update", "upgrade", "reinstall", "groupinstall", "localinstall", "makecache", "distro-sync",
                "module", "builddep",
            ].contains(package.action)
        }
    }

    /// Whether the manager itself removes them.
    func isCleaned(_ script: ShellScript, after offset: Int) -> Bool {
        script.packageCommands.contains { later in
            guard later.offset > offset, later.package.manager == manager else { return false }
            switch manager {
            case .apt: return ["distclean", "dist-clean"].contains(later.package.action)
            case .apk: return later.package.action == "cache" && later.package.packages.first == "clean"
            case .dnf: return later.package.action == "clean"
            }
        }
    }
}
