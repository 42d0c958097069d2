import CLinux
import Glibc

/// A process that keeps a pid and a mount namespace, as a ``NamespaceHolder`` does, and tells of every process that ended
/// in its pid namespace and whose parent had ended before: the first processes of containers, whose runtimes do not stay.
///
/// It is killed when the process that made it ends, however that ends, and the kernel with it kills everything in the pid
/// namespace.
public final class ReportingHolder: Sendable {
    private let pidfd: OwnedDescriptor
    /// Readable when a process has ended; see ``nextEnd()``.
    public let reports: OwnedDescriptor
    /// The holder's own id.
    public let pid: pid_t
    /// The pid namespace, for joining it.
    public let pidNamespace: OwnedDescriptor
    /// The mount namespace, with a /proc that belongs to the pid namespace.
    public let mountNamespace: OwnedDescriptor

    /// - Parameter hidesCgroups: whether /sys/fs/cgroup is covered there.
    public init(hidesCgroups: Bool) throws(SystemError) {
        try Mount.shareAll()
        let pipe = try Descriptor.pipe()
        var request = SpawnRequest(holdingNamespaces: [.pid, .mount])
        request.mountsProc = true
        request.hidesCgroups = hidesCgroups
        request.newSession = true
        request.descriptors = [(pipe.write.number, 3)]
        request.reportsEnds = 3
        let spawned = try ChildProcess.spawn(request)
        pid = spawned.pid
        pidfd = spawned.pidfd
        pipe.write.closeNow()
        try Descriptor.setNonBlocking(pipe.read.number)
        reports = pipe.read
        let folder = "/proc/\(spawned.pid)/ns/"
        pidNamespace = try Descriptor.open(folder + "pid", O_RDONLY)
        mountNamespace = try Descriptor.open(folder + "mnt", O_RDONLY)
    }

    deinit { kill() }

    /// Ends it, and everything in its pid namespace.
    public func kill() { _ = cl_pidfd_signal(pidfd.number, SIGKILL) }

    /// What the holder tells.
    public enum Report: Sendable, Equatable {
        /// A process ended; its id is that of the holder's pid namespace.
        case ended(pid_t, Termination)
        /// Nothing for now.
        case nothing
        /// The holder itself has ended, and everything with it.
        case closed
    }

    /// Whether ``nextEnd()`` has something to tell.
    public var hasReport: Bool {
        var entry = pollfd(fd: reports.number, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }

    /// The next process that ended. Does not wait.
    public func nextEnd() -> Report {
        var end = cl_end(pid: 0, status: 0)
        // Smaller than PIPE_BUF, so written and read whole.
        let count = read(reports.number, &end, MemoryLayout<cl_end>.size)
        if count == 0 { return .closed }
        guard count == MemoryLayout<cl_end>.size else { return .nothing }
        let signal = end.status & 0x7f
        return .ended(end.pid, signal == 0 ? .exited((end.status >> 8) & 0xff) : .signalled(signal))
    }
}

/// A process known by its descriptor, so that its number cannot come to mean another one unnoticed.
public struct ProcessHandle: Sendable {
    public let pid: pid_t
    private let pidfd: OwnedDescriptor

    /// - Throws: when there is no such process.
    public init(_ pid: pid_t) throws(SystemError) {
        self.pid = pid
        pidfd = OwnedDescriptor(try check(cl_pidfd_open(pid), "pidfd_open", String(pid)))
    }

    /// Readable when the process has ended.
    public var descriptor: Int32 { pidfd.number }

    /// Sends a signal. Returns whether there was a process to get it.
    @discardableResult
    public func signal(_ number: Int32) -> Bool { cl_pidfd_signal(pidfd.number, number) == 0 }

    /// Whether it has ended.
    public var hasEnded: Bool {
        var entry = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0
    }
}

/// A child that the caller waits for by itself.
public struct SpawnedProcess: Sendable {
    public let pid: pid_t
    private let pidfd: OwnedDescriptor

    /// Starts a program.
    public init(_ request: SpawnRequest) throws(SystemError) { (pid, pidfd) = try ChildProcess.spawn(request) }

    /// Readable when the process has ended.
    public var descriptor: Int32 { pidfd.number }

    /// How it ended, `nil` while it runs. After the first answer that is not `nil`, the process is gone.
    public func reap() -> Termination? {
        var normally: Int32 = 0
        var status: Int32 = 0
        let result = cl_pidfd_reap(pidfd.number, &normally, &status)
        if result == 0 { return nil }
        if result < 0 { return .exited(255) }
        return normally != 0 ? .exited(status) : .signalled(status)
    }

    /// Waits for its end on this thread.
    public func wait() -> Termination {
        while true {
            var entry = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
            _ = poll(&entry, 1, -1)
            if let termination = reap() { return termination }
        }
    }

    /// Waits for its end on this thread, so many milliseconds at most; `nil` when it still runs.
    public func wait(milliseconds: Int32) -> Termination? {
        var entry = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, milliseconds)
        return reap()
    }

    /// Sends a signal; a process that has ended already is no error.
    public func kill(_ signal: Int32 = SIGKILL) { _ = cl_pidfd_signal(pidfd.number, signal) }
}
