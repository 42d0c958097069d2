import CLinux
import Glibc

/// Other processes than one's children.
public enum ProcessWatch {
    /// A descriptor that becomes readable when the process ends: pidfd_open(2).
    public static func descriptor(of process: Int32) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(try check(cl_pidfd_open(process), "pidfd_open", "\(process)"))
    }
}
