import CLinux
import Glibc

/// Other processes than one's children.
public enum ProcessWatch {
    /// A descriptor that becomes readable when the process ends: pidfd_open(2).
    public static func descriptor(of process: Int32) throws(SystemError) -> OwnedDescriptor {
        OwnedDescriptor(try check(cl_pidfd_open(process), "pidfd_open", "\(process)"))
    }

    /// Sends a signal to the process that a descriptor was opened for, and to no other that got its number since. One that has
    /// ended is no error.
    public static func signal(_ descriptor: OwnedDescriptor, _ number: Int32 = SIGKILL) {
        _ = cl_pidfd_signal(descriptor.number, number)
    }
}
