import Glibc
import Linux

/// Where the runtime of a container runs: the namespaces of the container's holder.
struct RuntimePlace {
    let pid: OwnedDescriptor
    let mount: OwnedDescriptor
    /// As this process sees it.
    let holder: pid_t

    init(holder: ReportingHolder) {
        pid = holder.pidNamespace
        mount = holder.mountNamespace
        self.holder = holder.pid
    }

    /// Those of a holder that is another process's child.
    init(holder: pid_t) throws(SystemError) {
        pid = try Descriptor.open("/proc/\(holder)/ns/pid", O_RDONLY)
        mount = try Descriptor.open("/proc/\(holder)/ns/mnt", O_RDONLY)
        self.holder = holder
    }

    /// A request to run the runtime there.
    func request(_ runtime: OCIRuntime, _ arguments: [String], directory: String) -> SpawnRequest {
        var request = SpawnRequest(runtime.path, arguments)
        // Nothing of this process's environment is the image's business.
        request.environment = ["PATH=" + ProcessChoice.defaultPath]
        request.directory = directory
        request.joinPID = pid.number
        request.joinMount = mount.number
        request.newSession = true
        return request
    }
}
