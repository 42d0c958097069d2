import CLinux
import Glibc

/// Mounts in this process's mount namespace.
public enum Mount {
    /// Mounts the folder or file `source` at `target`, too.
    public static func bind(_ source: String, at target: String, readOnly: Bool = false) throws(SystemError) {
        try check(cl_mount(source, target, nil, cl_ms_bind | cl_ms_rec, nil), "mount", target)
        if readOnly {
            try check(
                cl_mount(nil, target, nil, cl_ms_bind | cl_ms_remount | cl_ms_rdonly, nil), "remount", target)
        }
    }

    /// An empty file system in memory.
    public static func tmpfs(at target: String, options: String = "mode=755") throws(SystemError) {
        try check(cl_mount("tmpfs", target, "tmpfs", cl_ms_nosuid | cl_ms_nodev, options), "mount", target)
    }

    /// Keeps what this process mounts from being seen outside its mount namespace.
    public static func makeAllPrivate() throws(SystemError) {
        try check(cl_mount(nil, "/", nil, cl_ms_rec | cl_ms_private, nil), "mount", "/")
    }

    /// Lets mount namespaces that are made of this one see what is mounted here later.
    static func shareAll() throws(SystemError) {
        try check(cl_mount(nil, "/", nil, cl_ms_rec | cl_ms_shared, nil), "mount", "/")
    }

    /// Takes a mount away. Somebody who still uses it keeps it until they are done.
    public static func unmount(_ path: String) throws(SystemError) {
        try check(cl_unmount_lazily(path), "umount", path)
    }
}

/// Layers of folders seen as one.
public enum Overlay {
    /// Mounts an overlay.
    ///
    /// - Parameters:
    ///   - lower: the read-only folders, topmost first; at least one.
    ///   - upper: the folder that takes the changes; `nil` mounts read-only.
    ///   - work: an empty folder beside `upper` for the kernel's own use.
    ///
    /// An overlay with an upper folder is `volatile`: unmounting it does not wait until the whole disk below it has
    /// written what it holds back.
    ///
    /// The layers' marks are `user.overlay.*` attributes (`userxattr`), as root and in a user namespace alike, so
    /// that a snapshot has one format. See the kernel's Documentation/filesystems/overlayfs.rst.
    public static func mount(lower: [String], upper: String?, work: String?, at target: String) throws(SystemError) {
        if let work {
            // The kernel's mark of an earlier volatile mount: it is for those who cannot tell whether the machine has
            // failed since. Drafts of other processes are never mounted again.
            unlink(work + "/work/incompat/volatile/dirty")
            rmdir(work + "/work/incompat/volatile")
        }
        if let options = options(lower: lower, upper: upper, work: work) {
            try check(cl_mount("overlay", target, "overlay", 0, options), "mount overlay", target)
            return
        }
        let texts = lower.map { strdup($0) }
        defer { texts.forEach { free($0) } }
        let pointers = texts.map { UnsafePointer<CChar>($0) }
        try check(
            cl_mount_overlay(pointers, pointers.count, upper, work, target),
            "mount overlay of \(lower.count) layers", target)
    }

    /// The options of mount(2), or `nil` when they do not fit: they may take one page, and a path in them may hold
    /// neither colons nor commas.
    private static func options(lower: [String], upper: String?, work: String?) -> String? {
        var options = "userxattr,lowerdir=" + lower.joined(separator: ":")
        if let upper { options += ",upperdir=" + upper }
        if let work { options += ",volatile,workdir=" + work }
        let paths = lower + [upper, work].compactMap { $0 }
        let isPlain = paths.allSatisfy { !$0.utf8.contains { [UInt8](":,\\".utf8).contains($0) } }
        return isPlain && options.utf8.count < 4000 ? options : nil
    }
}
