import Glibc
import Linux

/// The room where images are stored, and whether the file system there can hold them.
enum DiskProbe {
    /// What all base images take, and room to build on them.
    static let wanted: UInt64 = 4 << 30
    static let least: UInt64 = 1 << 30

    static func item(store: String) -> HostItem {
        let folder = existingAncestor(of: store)
        var status = statvfs()
        guard statvfs(folder, &status) == 0, let real = realpath(folder, nil) else {
            return HostItem(
                id: "disk", title: "Disk", state: .missing,
                found: "\(folder) cannot be looked at: \(String(cString: strerror(errno)))",
                consequence: "Images cannot be stored.", isRequired: true)
        }
        defer { free(real) }
        let mounts = MountTable(SmallFile.text("/proc/self/mountinfo") ?? "")
        return item(
            store: store, folder: folder, isWritable: access(folder, W_OK) == 0,
            free: UInt64(status.f_bavail) * UInt64(status.f_frsize),
            type: mounts.entry(holding: String(cString: real))?.type ?? "an unknown file system",
            freeFiles: status.f_files == 0 ? nil : UInt64(status.f_favail))
    }

    /// - Parameter freeFiles: how many more files fit; `nil` when the file system sets no number.
    static func item(
        store: String, folder: String, isWritable: Bool, free: UInt64, type: String, freeFiles: UInt64?
    ) -> HostItem {
        let tenths = free / ((1 << 30) / 10)
        let found = "\(tenths / 10).\(tenths % 10) GiB free on \(type) at \(store)"
        let elsewhere = "export WORKSHOP_HOME=/a/folder/with/room"
        func problem(_ state: HostItemState, _ consequence: String) -> HostItem {
            HostItem(
                id: "disk", title: "Disk", state: state, found: found, consequence: consequence, mend: [elsewhere],
                isRequired: true)
        }
        if !isWritable { return problem(.missing, "Images cannot be stored: \(folder) may not be written.") }
        if networkFileSystems.contains(type) {
            return problem(
                .missing, "Images cannot be stored on \(type): it keeps neither their owners nor their marks.")
        }
        if free < least { return problem(.missing, "There is no room for images; they need 1 GiB at least.") }
        if let freeFiles, freeFiles < 100_000 {
            return problem(.limited, "Only \(freeFiles) more files fit, and an image may hold that many.")
        }
        if free < wanted { return problem(.limited, "All base images and the builds on them need about 4 GiB.") }
        return HostItem(id: "disk", title: "Disk", state: .ok, found: found, isRequired: true)
    }

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "afs", "ceph", "vfat", "exfat", "ntfs3", "fuseblk",
    ]

    private static func existingAncestor(of path: String) -> String {
        var path = path
        while access(path, F_OK) != 0, let slash = path.lastIndex(of: "/") {
            if slash == path.startIndex { return "/" }
            path = String(path[..<slash])
        }
        return path
    }
}
