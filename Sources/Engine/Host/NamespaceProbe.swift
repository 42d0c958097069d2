import Glibc
import Linux

/// Whether an ordinary user may create user namespaces here.
enum NamespaceProbe {
    /// What the kernel's switches say. `nil`: the kernel has no such switch.
    struct Facts: Equatable {
        var maximum: Int?
        /// Debian's former switch.
        var unprivilegedClone: Int?
        /// Ubuntu's restriction since 23.10.
        var appArmorRestriction: Int?

        static var current: Facts {
            func number(_ path: String) -> Int? {
                SmallFile.text(path).flatMap { Int($0.filter { !$0.isWhitespace }) }
            }
            return Facts(
                maximum: number("/proc/sys/user/max_user_namespaces"),
                unprivilegedClone: number("/proc/sys/kernel/unprivileged_userns_clone"),
                appArmorRestriction: number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"))
        }
    }

    static func item(isRoot: Bool) -> HostItem {
        item(.current, isRoot: isRoot, hasNamespaces: access("/proc/self/ns/user", F_OK) == 0)
    }

    static func item(_ facts: Facts, isRoot: Bool, hasNamespaces: Bool) -> HostItem {
        func missing(_ found: String, _ mend: [String]) -> HostItem {
            HostItem(
                id: "user-namespaces", title: "User namespaces", state: isRoot ? .ok : .missing,
                found: isRoot ? "not needed by root (\(found))" : found,
                consequence: isRoot ? nil : "An ordinary user cannot build or run anything here; root can.",
                mend: isRoot ? [] : mend, isRequired: true)
        }
        if !hasNamespaces { return missing("the kernel has none (CONFIG_USER_NS)", []) }
        if let maximum = facts.maximum, maximum < 16 {
            return missing(
                "user.max_user_namespaces is \(maximum)",
                [
                    "echo user.max_user_namespaces=15000 | sudo tee /etc/sysctl.d/60-workshop.conf",
                    "sudo sysctl --system",
                ])
        }
        if facts.unprivilegedClone == 0 {
            return missing(
                "kernel.unprivileged_userns_clone is 0",
                [
                    "echo kernel.unprivileged_userns_clone=1 | sudo tee /etc/sysctl.d/60-workshop.conf",
                    "sudo sysctl --system",
                ])
        }
        if let restriction = facts.appArmorRestriction, restriction != 0, !isRoot {
            // A profile for this program lifts the restriction, so only trying tells: see ``EntryProbe``.
            return HostItem(
                id: "user-namespaces", title: "User namespaces", state: .limited,
                found: "restricted by AppArmor (kernel.apparmor_restrict_unprivileged_userns is \(restriction))",
                consequence:
                    "An ordinary user can build and run only with an AppArmor profile for this program, or without the restriction.",
                mend: appArmorMend, isRequired: true)
        }
        let found = isRoot ? "not needed by root" : "allowed, at most \(facts.maximum.map(String.init) ?? "any number")"
        return HostItem(id: "user-namespaces", title: "User namespaces", state: .ok, found: found, isRequired: true)
    }

    static let appArmorMend = [
        "echo kernel.apparmor_restrict_unprivileged_userns=0 | sudo tee /etc/sysctl.d/60-workshop.conf",
        "sudo sysctl --system",
    ]
}
