import Glibc
import Linux

/// How control groups are mounted and whether limits can be kept with them.
enum CgroupProbe {
    /// What /proc/self/mountinfo and /proc/self/cgroup say.
    struct Facts: Equatable {
        enum Layout: String { case v1, v2, hybrid, none }
        var layout: Layout
        /// Where this process stands in the v2 tree, as a folder; `nil` without v2.
        var ownFolder: String?
        /// The controllers of version 1 with the folder of each.
        var legacy: [String: String]
    }

    static func facts(mounts: String, membership: String) -> Facts {
        var unified: String?
        var legacy: [String: String] = [:]
        for entry in MountTable(mounts).entries {
            if entry.type == "cgroup2" { unified = unified ?? entry.point }
            guard entry.type == "cgroup" else { continue }
            for controller in ["memory", "pids", "freezer"] where entry.options.contains(controller) {
                legacy[controller] = entry.point
            }
        }
        let own = membership.split(separator: "\n").first { $0.hasPrefix("0::") }.map { String($0.dropFirst(3)) }
        let layout: Facts.Layout =
            switch (unified, legacy.isEmpty) {
            case (.some, false): .hybrid
            case (.some, true): .v2
            case (nil, false): .v1
            case (nil, true): .none
            }
        let folder = unified.map { $0 + (own == "/" ? "" : own ?? "") }
        return Facts(layout: layout, ownFolder: layout == .v2 ? folder : nil, legacy: legacy)
    }

    static func item() -> HostItem {
        let facts = facts(
            mounts: SmallFile.text("/proc/self/mountinfo") ?? "", membership: SmallFile.text("/proc/self/cgroup") ?? "")
        let controllers = facts.ownFolder.flatMap { SmallFile.text($0 + "/cgroup.controllers") }
        let isWritable =
            switch facts.layout {
            case .v2: facts.ownFolder.map { access($0 + "/cgroup.procs", W_OK) == 0 } ?? false
            case .v1, .hybrid:
                ["memory", "pids"].allSatisfy { facts.legacy[$0].map { access($0, W_OK) == 0 } ?? false }
            case .none: false
            }
        return item(
            facts: facts, controllers: (controllers ?? "").split(whereSeparator: \.isWhitespace).map(String.init),
            isWritable: isWritable)
    }

    static func item(facts: Facts, controllers: [String], isWritable: Bool) -> HostItem {
        let kind =
            switch facts.layout {
            case .v2: "version 2"
            case .v1: "version 1"
            case .hybrid: "versions 1 and 2 side by side (hybrid)"
            case .none: "none mounted"
            }
        let hasBoth = facts.layout != .v2 || (controllers.contains("memory") && controllers.contains("pids"))
        if isWritable && hasBoth {
            return HostItem(
                id: "cgroups", title: "Control groups", state: .ok, found: "\(kind), memory and pids can be limited")
        }
        let mend =
            facts.layout == .v2
            ? [
                "sudo mkdir -p /etc/systemd/system/user@.service.d",
                "printf '[Service]\\nDelegate=cpu memory pids\\n' | sudo tee /etc/systemd/system/user@.service.d/delegate.conf",
                "sudo systemctl daemon-reload",
            ] : []
        return HostItem(
            id: "cgroups", title: "Control groups", state: .limited,
            found: kind + (facts.layout == .none ? "" : ", not delegated to this user"),
            consequence:
                "Limits on memory and processes are kept by a supervisor that watches each container and by rlimits, not by the kernel's control groups.",
            mend: mend)
    }
}
