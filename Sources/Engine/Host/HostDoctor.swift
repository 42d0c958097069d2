import Glibc
import Linux

/// Looks at what this machine offers.
///
/// Some things can be seen from anywhere, others only by trying them in the namespaces that the engine works in. The
/// first are found by ``outside(store:)``, the others by ``inside(store:)``, which another process calls after it has
/// entered the namespaces.
public enum HostDoctor {
    /// What can be seen without entering namespaces.
    /// - Parameter store: the folder where images are stored; it need not exist yet.
    public static func outside(store: String) -> [HostItem] {
        let isRoot = geteuid() == 0
        return [
            KernelProbe.item(), CgroupProbe.item(), NamespaceProbe.item(isRoot: isRoot),
            IdentifierProbe.item(isRoot: isRoot), DiskProbe.item(store: store),
        ] + NetworkProbe.items() + ToolsProbe.items()
    }

    /// What has to be tried. Call it in the engine's namespaces, in a process that ends afterwards.
    /// - Parameter store: the folder where images are stored.
    public static func inside(store: String) -> [HostItem] {
        let folder = store + "/doctor-\(getpid())"
        do {
            try makeFolders(folder)
            try makeFolders(folder + "/overlay")
        } catch {
            return [
                HostItem(
                    id: "overlay", title: "Overlay mounts", state: .missing, found: "\(error)",
                    consequence: "Nothing can be stored, so nothing can be built.",
                    mend: ["export WORKSHOP_HOME=/a/folder/of/yours"], isRequired: true)
            ]
        }
        defer { try? removeTree(folder) }
        return [OverlayProbe.item(in: folder + "/overlay"), RuntimeProbe.item(in: folder)]
    }

    /// Says that the engine's namespaces cannot be entered, in place of what ``inside(store:)`` would have found.
    /// - Parameter evidence: what the attempt wrote.
    public static func couldNotEnter(evidence: String) -> HostItem {
        let facts = NamespaceProbe.Facts.current
        return HostItem(
            id: "namespaces-entered", title: "Entering namespaces", state: .missing, found: evidence,
            consequence: "Nothing can be built or run here.",
            mend: (facts.appArmorRestriction ?? 0) != 0 ? NamespaceProbe.appArmorMend : [], isRequired: true)
    }

    /// The order in which a report reads best: what carries the rest first.
    public static func report(outside: [HostItem], inside: [HostItem]) -> HostReport {
        var outside = outside
        // Trying beats reading switches: where the namespaces could be entered, the restriction does not bind us.
        if inside.contains(where: { $0.id == "runtime" }),
            let index = outside.firstIndex(where: { $0.id == "user-namespaces" }), outside[index].state == .limited
        {
            outside[index].state = .ok
            outside[index].found += "; this program may create them"
            outside[index].consequence = nil
            outside[index].mend = []
        }
        let place = outside.firstIndex { $0.id == "disk" } ?? outside.endIndex
        outside.insert(contentsOf: inside, at: place)
        return HostReport(items: outside)
    }

    private static func makeFolders(_ path: String) throws(SystemError) {
        var built = ""
        for part in path.split(separator: "/") {
            built += "/" + part
            if mkdir(built, 0o755) != 0 && errno != EEXIST {
                throw SystemError("mkdir", built, errno: errno)
            }
        }
    }
}
