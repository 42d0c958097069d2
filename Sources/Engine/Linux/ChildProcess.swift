import CLinux
import Glibc

/// How a process ended.
public enum Termination: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)

    /// The status as a shell counts it: 128 plus the number for a signal.
    public var status: Int32 {
        switch self {
        case .exited(let status): status
        case .signalled(let signal): 128 + signal
        }
    }
}

/// What to start, and in which namespaces.
public struct SpawnRequest: Sendable {
    public var path: String
    /// Whether there is no program: the process only keeps its new namespaces, until it is killed.
    let isHolder: Bool
    /// Without the program's name, which is `path`.
    public var arguments: [String]
    /// `NAME=value`. `nil` hands this process's environment on.
    public var environment: [String]?
    public var directory: String?
    /// Which descriptor of this process becomes which of the child's. All others are closed in the child.
    public var descriptors: [(source: Int32, target: Int32)]
    public var newNamespaces: Namespaces
    public var joinPID: Int32?
    public var joinMount: Int32?
    public var joinNetwork: Int32?
    /// Open files of control groups, `cgroup.procs` or `tasks`, by which the child enters them.
    public var cgroups: [Int32]
    /// Resource and value pairs of setrlimit(2), soft and hard.
    public var limits: [(resource: Int32, value: UInt64)]
    public var mountsProc: Bool
    public var hidesCgroups: Bool
    public var newSession: Bool
    public var diesWithParent: Bool
    /// For a holder: the child's descriptor on which it tells which processes ended. See ``ReportingHolder``.
    var reportsEnds: Int32 = 0

    /// Kinds of namespaces.
    public struct Namespaces: OptionSet, Sendable {
        public let rawValue: UInt64
        public init(rawValue: UInt64) { self.rawValue = rawValue }
        public static let mount = Namespaces(rawValue: cl_clone_newns)
        public static let pid = Namespaces(rawValue: cl_clone_newpid)
        public static let network = Namespaces(rawValue: cl_clone_newnet)
        public static let ipc = Namespaces(rawValue: cl_clone_newipc)
    }

    /// Starts a program.
    public init(_ path: String, _ arguments: [String] = []) {
        self.init(path, arguments, isHolder: false)
    }

    /// Starts a process that keeps namespaces. See ``NamespaceHolder``.
    init(holdingNamespaces namespaces: Namespaces) {
        self.init("", [], isHolder: true)
        newNamespaces = namespaces
    }

    private init(_ path: String, _ arguments: [String], isHolder: Bool) {
        self.path = path
        self.isHolder = isHolder
        self.arguments = arguments
        descriptors = []
        newNamespaces = []
        cgroups = []
        limits = []
        mountsProc = false
        hidesCgroups = false
        newSession = false
        diesWithParent = true
    }
}

/// A process that this one started.
///
/// It is killed when this process ends, for whatever reason, unless the request says otherwise.
public final class ChildProcess: Sendable {
    public let pid: pid_t
    private let pidfd: OwnedDescriptor
    private let ending: Ending

    /// Starts a process; the call returns when the program runs or could not be started.
    public init(_ request: SpawnRequest) throws(SystemError) {
        (pid, pidfd) = try Self.spawn(request)
        ending = Ending(pidfd: pidfd)
    }

    /// Starts a process that the caller waits for by itself: its id, and a descriptor that becomes readable when it ends.
    static func spawn(_ request: SpawnRequest) throws(SystemError) -> (pid: pid_t, pidfd: OwnedDescriptor) {
        var arguments: [UnsafeMutablePointer<CChar>?] = ([request.path] + request.arguments).map { strdup($0) }
        arguments.append(nil)
        var environment: [UnsafeMutablePointer<CChar>?] = (request.environment ?? Self.ownEnvironment()).map {
            strdup($0)
        }
        environment.append(nil)
        let directory = request.directory.flatMap { strdup($0) }
        defer {
            arguments.forEach { free($0) }
            environment.forEach { free($0) }
            free(directory)
        }
        let descriptors = request.descriptors.map { cl_descriptor(source: $0.source, target: $0.target) }
        let limits = request.limits.map { cl_limit(resource: $0.resource, value: $0.value) }
        var number: Int32 = -1
        var stage: UnsafePointer<CChar>?
        let result = request.path.withCString { path in
            arguments.withUnsafeBufferPointer { arguments in
                environment.withUnsafeBufferPointer { environment in
                    descriptors.withUnsafeBufferPointer { descriptors in
                        limits.withUnsafeBufferPointer { limits in
                            request.cgroups.withUnsafeBufferPointer { cgroups in
                                var order = cl_spawn_request(
                                    path: request.isHolder ? nil : path, arguments: arguments.baseAddress,
                                    environment: environment.baseAddress,
                                    directory: directory, descriptors: descriptors.baseAddress,
                                    descriptor_count: descriptors.count,
                                    clone_flags: request.newNamespaces.rawValue,
                                    join_pid: request.joinPID ?? -1, join_mount: request.joinMount ?? -1,
                                    join_network: request.joinNetwork ?? -1, cgroups: cgroups.baseAddress,
                                    cgroup_count: cgroups.count, limits: limits.baseAddress,
                                    limit_count: limits.count, mount_proc: request.mountsProc ? 1 : 0,
                                    hide_cgroups: request.hidesCgroups ? 1 : 0,
                                    new_session: request.newSession ? 1 : 0,
                                    die_with_parent: request.diesWithParent ? 1 : 0,
                                    report_ends: request.reportsEnds)
                                return cl_spawn(&order, &number, &stage)
                            }
                        }
                    }
                }
            }
        }
        guard result > 0 else {
            let step = stage.map { String(cString: $0) } ?? "spawn"
            throw SystemError(step == "exec" ? "exec" : "spawn (\(step))", request.path, errno: -result)
        }
        return (result, OwnedDescriptor(number))
    }

    /// Waits until the process ends. May be called any number of times, from any task. Cancelling does not end the
    /// wait: kill the process for that.
    public func wait() async -> Termination { await ending.value() }

    /// Waits until the process ends or the task is cancelled; the process goes on in that case.
    public func waitUnlessCancelled() async throws -> Termination {
        let waiter = ending.makeWaiter()
        let termination = await withTaskCancellationHandler {
            await ending.value(waiter: waiter)
        } onCancel: {
            ending.cancel(waiter)
        }
        guard let termination else { throw CancellationError() }
        return termination
    }

    /// Waits until the process ends, for a time at most. Returns `nil` when it still runs.
    public func waitUnlessCancelled(atMost time: Duration) async throws -> Termination? {
        let waiter = ending.makeWaiter()
        let ending = ending
        let timer = Task {
            try await Task.sleep(for: time)
            ending.cancel(waiter)
        }
        let termination = await withTaskCancellationHandler {
            await ending.value(waiter: waiter)
        } onCancel: {
            ending.cancel(waiter)
        }
        timer.cancel()
        try Task.checkCancellation()
        return termination
    }

    /// How it ended, `nil` while it runs.
    public var termination: Termination? { ending.now() }

    /// Sends a signal; a process that has ended already is no error.
    public func kill(_ signal: Int32 = SIGKILL) {
        _ = cl_pidfd_signal(pidfd.number, signal)
    }

    private static func ownEnvironment() -> [String] {
        var result: [String] = []
        var entry = environ
        while let text = entry.pointee {
            result.append(String(cString: text))
            entry += 1
        }
        return result
    }
}

/// Reaps a process as soon as its pidfd becomes readable, for any number of waiters.
private final class Ending: Sendable {
    typealias Waiter = Int

    private struct State {
        var termination: Termination?
        var waiters: [Waiter: CheckedContinuation<Termination?, Never>] = [:]
        var cancelled: Set<Waiter> = []
        var lastWaiter = 0
    }

    private let state = Locked(State())
    private let pidfd: OwnedDescriptor

    init(pidfd: OwnedDescriptor) {
        self.pidfd = pidfd
        // The watcher keeps `self` until the process is reaped, so that no zombie stays when nobody waits.
        DescriptorWatcher.shared.watch(pidfd) { self.reap() }
    }

    /// Returns whether the process still runs.
    private func reap() -> Bool {
        var normally: Int32 = 0
        var status: Int32 = 0
        let result = cl_pidfd_reap(pidfd.number, &normally, &status)
        if result == 0 { return true }
        let termination: Termination = result < 0 ? .exited(255) : normally != 0 ? .exited(status) : .signalled(status)
        let waiters = state.withLock { state in
            state.termination = termination
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        waiters.forEach { $0.resume(returning: termination) }
        return false
    }

    func now() -> Termination? { state.withLock { $0.termination } }

    func makeWaiter() -> Waiter {
        state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
    }

    /// `nil` when the waiter was cancelled first.
    func value(waiter: Waiter) async -> Termination? {
        await withCheckedContinuation { continuation in
            let (known, isOver) = state.withLock { state in
                let isOver = state.termination != nil || state.cancelled.remove(waiter) != nil
                if !isOver { state.waiters[waiter] = continuation }
                return (state.termination, isOver)
            }
            if isOver { continuation.resume(returning: known) }
        }
    }

    func cancel(_ waiter: Waiter) {
        let continuation = state.withLock { state in
            let found = state.waiters.removeValue(forKey: waiter)
            if found == nil { state.cancelled.insert(waiter) }
            return found
        }
        continuation?.resume(returning: nil)
    }

    func value() async -> Termination {
        while true {
            if let termination = await value(waiter: makeWaiter()) { return termination }
        }
    }
}
