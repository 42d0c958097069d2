import Glibc

/// The kernel's release and architecture.
enum KernelProbe {
    /// openat2(2) and pidfd_open(2) came with 5.6 and 5.3, overlay mounts in a user namespace with 5.11.
    static let oldest = (major: 5, minor: 11)

    static func item() -> HostItem {
        var name = utsname()
        uname(&name)
        let release = text(of: &name.release)
        let machine = text(of: &name.machine)
        return item(release: release, machine: machine, system: Distribution.current.name)
    }

    static func item(release: String, machine: String, system: String) -> HostItem {
        let found = "Linux \(release) on \(machine), \(system)"
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        let isRecent = numbers.count == 2 && (numbers[0], numbers[1]) >= (oldest.major, oldest.minor)
        guard isRecent else {
            return HostItem(
                id: "kernel", title: "Kernel", state: .missing, found: found,
                consequence:
                    "Images cannot be built: \(oldest.major).\(oldest.minor) is the oldest kernel that can mount their layers for an ordinary user.",
                mend: ["sudo apt-get update && sudo apt-get dist-upgrade && sudo reboot"], isRequired: true)
        }
        return HostItem(id: "kernel", title: "Kernel", state: .ok, found: found, isRequired: true)
    }

    private static func text<Tuple>(of field: inout Tuple) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
