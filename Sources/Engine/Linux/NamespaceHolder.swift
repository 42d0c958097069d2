import Glibc

/// A process that does nothing: it keeps a pid and a mount namespace in which other programs are started.
///
/// What is mounted in this process's namespace later is seen there, too. When this process ends, however it ends, the
/// holder is killed, and the kernel with it kills everything in its pid namespace. Making the namespaces once and not
/// for each container saves the time that the kernel needs for ending them.
public final class NamespaceHolder: Sendable {
    private let process: ChildProcess
    /// The pid namespace, for joining it.
    public let pidNamespace: OwnedDescriptor
    /// The mount namespace, with a /proc that belongs to the pid namespace.
    public let mountNamespace: OwnedDescriptor

    /// - Parameter hidesCgroups: whether /sys/fs/cgroup is covered there.
    public init(hidesCgroups: Bool) throws(SystemError) {
        // This process's mounts are its own already; now what is made of them sees what is mounted later.
        try Mount.shareAll()
        var request = SpawnRequest(holdingNamespaces: [.pid, .mount])
        request.mountsProc = true
        request.hidesCgroups = hidesCgroups
        request.newSession = true
        process = try ChildProcess(request)
        let folder = "/proc/\(process.pid)/ns/"
        pidNamespace = try Descriptor.open(folder + "pid", O_RDONLY)
        mountNamespace = try Descriptor.open(folder + "mnt", O_RDONLY)
    }

    deinit { process.kill() }

    /// The holder's own id.
    public var pid: pid_t { process.pid }

    /// Whether the namespaces can still be joined; not after somebody killed the holder.
    public var isAlive: Bool { process.termination == nil }
}
