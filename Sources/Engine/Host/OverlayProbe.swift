import Glibc
import Linux

/// Whether overlays work where the images are stored, in the namespaces that the engine works in.
///
/// Kernel versions do not tell: file systems, sandboxes and distributions differ. So one is mounted and used.
enum OverlayProbe {
    /// Runs in the engine's namespaces.
    /// - Parameter folder: an empty folder on the store's file system.
    static func item(in folder: String) -> HostItem {
        if let problem = tryOverlay(in: folder) {
            return HostItem(
                id: "overlay", title: "Overlay mounts", state: .missing, found: problem,
                consequence: "The layers of images cannot be put together, so nothing can be built or run.",
                mend: [
                    "sudo modprobe overlay",
                    "export WORKSHOP_HOME=/a/folder/on/ext4/or/xfs",
                ], isRequired: true)
        }
        return HostItem(
            id: "overlay", title: "Overlay mounts", state: .ok, found: "mounted, written and unmounted in \(folder)",
            isRequired: true)
    }

    /// - Returns: what did not work, or `nil`.
    private static func tryOverlay(in folder: String) -> String? {
        let (lower, upper, work, merged) = (folder + "/lower", folder + "/upper", folder + "/work", folder + "/merged")
        do {
            for path in [lower, lower + "/folder", upper, work, merged] {
                try systemCall("mkdir", path) { mkdir(path, 0o755) }
            }
            try SmallFile.write("below", to: lower + "/kept")
            try SmallFile.write("below", to: lower + "/removed")
            try SmallFile.write("below", to: lower + "/folder/old")
            try systemCall("chown", lower + "/kept") { chown(lower + "/kept", 1000, 1000) }
            try Overlay.mount(lower: [lower], upper: upper, work: work, at: merged)
        } catch {
            return "\(error)"
        }
        defer { try? Mount.unmount(merged) }
        do {
            try SmallFile.write("above", to: merged + "/kept")
            try systemCall("unlink", merged + "/removed") { unlink(merged + "/removed") }
            // A folder that is made anew over an old one is marked opaque by an extended attribute.
            try systemCall("unlink", merged + "/folder/old") { unlink(merged + "/folder/old") }
            try systemCall("rmdir", merged + "/folder") { rmdir(merged + "/folder") }
            try systemCall("mkdir", merged + "/folder") { mkdir(merged + "/folder", 0o755) }
        } catch {
            return "the overlay is mounted, but \(error)"
        }
        guard SmallFile.text(upper + "/kept") == "above", SmallFile.text(lower + "/kept") == "below" else {
            return "the overlay does not keep changes apart"
        }
        guard access(merged + "/folder/old", F_OK) != 0 else { return "the overlay does not hide what was removed" }
        return nil
    }
}
