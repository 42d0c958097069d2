import EngineInterface
import Glibc
import Linux

/// A supervisor's process that waits to be told which container it keeps.
///
/// Making one early lets its own start go on beside the caller's work. One that is not used ends with its owner.
public final class PreparedSupervisor: Sendable {
    let connection: ControlConnection
    /// The process, which is not this one's to wait for.
    public let pid: pid_t
    private let process: ChildProcess

    /// - Parameter executable: the program that runs `SupervisorProcess.main` when its first argument is `__supervise`.
    public init(executable: String = "/proc/self/exe") throws {
        let (own, other) = try LocalSocket.pair()
        let none = try Descriptor.open("/dev/null", O_RDWR)
        var request = SpawnRequest(executable, [SupervisorProcess.argument])
        request.descriptors = [
            (none.number, 0), (none.number, 1), (none.number, 2), (other.number, SupervisorProcess.channel),
        ]
        request.environment = Self.environment()
        request.directory = "/"
        request.newSession = true
        request.diesWithParent = false
        process = try withExtendedLifetime((other, none)) { try ChildProcess(request) }
        pid = process.pid
        other.closeNow()
        connection = ControlConnection(own)
    }

    /// The engine's own variables and those that say where programs and folders are.
    private static func environment() -> [String] {
        let names = [
            "PATH", "HOME", "USER", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "TMPDIR", "WORKSHOP_HOME",
            "WORKSHOP_NAMESPACES",
        ]
        return names.compactMap { (name: String) in getenv(name).map { "\(name)=" + String(cString: $0) } }
    }
}
