import CLinux
import Glibc

/// How an overlay's upper folder says what is gone: see "whiteouts and opaque directories" in the kernel's
/// Documentation/filesystems/overlayfs.rst.
public enum OverlayMarks {
    /// Whether a file is a whiteout: a character device with the number 0:0. It hides what has its name below.
    public static func isWhiteout(_ status: stat) -> Bool {
        status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0
    }

    /// Whether an open folder hides everything that is below it in its place.
    public static func isOpaque(_ folder: Int32) -> Bool {
        var value: [UInt8] = [0, 0]
        return fgetxattr(folder, opaque, &value, value.count) == 1 && value[0] == UInt8(ascii: "y")
    }

    /// Makes an open folder hide what is below it.
    public static func makeOpaque(_ folder: Int32, path: String) throws(SystemError) {
        let value = [UInt8(ascii: "y")]
        try systemCall("setxattr", path) { fsetxattr(folder, opaque, value, 1, 0) }
    }

    private static let opaque = "user.overlay.opaque"
}
