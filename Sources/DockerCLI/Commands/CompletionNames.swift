import DockerFlags
import Linux

/// Names of what exists, asked from this program's own lists in a process beside this one: completion itself stays out of
/// the engine's namespaces, and whatever goes wrong there completes nothing.
struct CompletionNames: CompletionSource {
    /// The program; a test may take another.
    var program = "/proc/self/exe"
    /// What precedes the command.
    var words = ["docker"]

    func names(of kind: DockerObjectKind) async -> [String] {
        guard let command = Self.command(for: kind) else { return [] }
        guard let bytes = try? await Tool.run(SpawnRequest(program, words + command)).output else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { !$0.contains("<none>") }
    }

    /// The list that has those names, one a line; `nil` where there is none.
    static func command(for kind: DockerObjectKind) -> [String]? {
        let names = ["ps", "--format", "{{.Names}}"]
        return switch kind {
        case .containers: names + ["-a"]
        case .runningContainers: names + ["--filter", "status=running"]
        case .pausedContainers: names + ["--filter", "status=paused"]
        case .stoppedContainers:
            names + ["created", "exited", "dead"].flatMap { ["--filter", "status=\($0)"] }
        case .images: ["images", "--format", "{{.Repository}}:{{.Tag}}"]
        case .volumes: ["volume", "ls", "--quiet"]
        case .networks: ["network", "ls", "--format", "{{.Name}}"]
        case .contexts, .builders: nil
        }
    }
}
