import EngineInterface
import Linux

/// The program that confines and starts a container: crun or runc.
public struct OCIRuntime: Sendable {
    public enum Kind: String, Sendable { case crun, runc }
    public var kind: Kind
    public var path: String
    /// Where it is started.
    let room: RuntimeRoom

    public init(kind: Kind, path: String) {
        self.kind = kind
        self.path = path
        // crun 1.8 refuses hosts that mount both versions of control groups, unless it sees neither.
        room = RuntimeRoom(hidesCgroups: kind == .crun)
    }

    /// The runtime of this machine: crun where it is installed, because it starts in a third of the time, else runc.
    public static func find() throws(EngineError) -> OCIRuntime {
        for kind in [Kind.crun, .runc] {
            if let path = Tool.find(kind.rawValue) { return OCIRuntime(kind: kind, path: path) }
        }
        throw EngineError(
            .hostUnable, "Neither crun nor runc is installed; one of them is needed to start a container.",
            help: "Install one with: apt-get install crun")
    }

    /// What the program says of its version, such as `1.8.1`.
    public func version() async throws -> String {
        let result = try await Tool.run(SpawnRequest(path, ["--version"]), input: [])
        let line = String(decoding: result.output, as: UTF8.self).split(separator: "\n").first ?? ""
        return line.split(separator: " ").last.map(String.init) ?? ""
    }

    /// The arguments before the verb. `log` is where the runtime writes what went wrong, a JSON object a line.
    func globalArguments(state: String, log: String) -> [String] {
        let common = ["--root", state, "--log", log, "--log-format", "json"]
        switch kind {
        // Limits are the engine's own work (`ControlGroup`), the same for every runtime and every user. It also lets
        // old versions of crun work on hosts that mount both versions of control groups.
        case .crun: return common + ["--cgroup-manager=disabled"]
        case .runc: return common
        }
    }
}
