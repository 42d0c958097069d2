import EngineInterface
import Glibc
import Linux

/// The process that keeps one running container: `workshop __supervise`.
public enum SupervisorProcess {
    /// The private first argument by which the executable becomes a supervisor.
    public static let argument = "__supervise"
    /// The descriptor of the socket to the process that started it.
    static let channel: Int32 = 3

    /// Runs a supervisor to its end. The first thing in `main`, while there is one thread.
    ///
    /// - Parameter arguments: what follows ``argument``.
    public static func main(_ arguments: [String] = [], hooks: SupervisorHooks = SupervisorHooks()) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGHUP, SIG_IGN)
        _ = Glibc.fcntl(channel, F_SETFD, FD_CLOEXEC)
        let starter = OwnedDescriptor(channel)
        do {
            try ProcessNamespaces.enterPrivateMounts()
            let signals = try SignalReader([SIGTERM, SIGINT])
            let runtime = try OCIRuntime.find()
            let holder = try ReportingHolder(hidesCgroups: runtime.kind == .crun)
            guard let order = try receiveOrder(starter.number) else { return 0 }
            UserNamespaceMembers.join(store: order.folder.store)
            Mount.leaveBehind(below: order.folder.store + "/", except: order.folder.path + "/")
            let supervisor = try Supervisor(
                order.folder, runtime: runtime, holder: holder, signals: signals, hooks: hooks)
            try supervisor.run(starter: starter, attaching: order.attaching)
            return 0
        } catch {
            try? Descriptor.send(ControlFrame.failure(error).wire[...], to: starter.number)
            return 1
        }
    }

    /// Waits to be told which container to keep; `nil` when nobody wants one.
    private static func receiveOrder(_ socket: Int32) throws -> StartOrder? {
        var buffer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            if let frame = try ControlFrame.take(from: &buffer) {
                guard frame.kind == .start else { throw ProtocolFault() }
                return try StartOrder(frame)
            }
            let count = try systemCall("read") { read(socket, &piece, piece.count) }
            if count == 0 { return nil }
            buffer.append(contentsOf: piece[..<count])
        }
    }
}
