import CLinux

extension NetworkNamespace {
    /// Writes an option of the kernel that belongs to a network namespace: a file below /proc/sys/net.
    public static func write(_ text: String, to path: String, in namespace: OwnedDescriptor) throws(SystemError) {
        try check(cl_write_in(namespace.number, path, text), "write", path)
    }
}
