import DockerFormat
import EngineInterface

/// `docker port`
enum PortAction: DockerCommandAction {
    static func run(_ context: CommandContext) async throws -> Int32 {
        let name = context.arguments[0]
        let engine = try context.engine
        let id = try await engine.container(name).id
        let ports = try await engine.containers(withSizes: false).first { $0.id == id }?.ports ?? []
        var lines: [String] = []
        if context.arguments.count > 1 {
            let wanted = context.arguments[1]
            let parts = wanted.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let transport = parts.count > 1 && !parts[1].isEmpty ? parts[1] : "tcp"
            guard let number = UInt16(parts[0]) else {
                let isNumber = !parts[0].isEmpty && parts[0].allSatisfy { $0.isASCII && $0.isNumber }
                let reason = isNumber ? "value out of range" : "invalid syntax"
                throw CommandFailure(
                    "Error: invalid port (\(parts[0])): strconv.ParseUint: parsing \"\(parts[0])\": \(reason)")
            }
            lines = ports.filter { $0.containerPort == Int(number) && $0.transport.rawValue == transport }
                .compactMap(\.publicPlace)
            guard !lines.isEmpty else {
                throw CommandFailure(
                    "Error: No public port '\(wanted)' published for \(name)",
                    help: "Ports are published when a container is made: docker run -p 8080:\(number) …")
            }
        } else {
            lines = ports.compactMap { port in
                port.publicPlace.map { "\(port.containerPort)/\(port.transport.rawValue) -> \($0)" }
            }
        }
        lines.sort(by: NaturalOrder.precedes)
        if !lines.isEmpty { context.output.line(lines.joined(separator: "\n")) }
        return 0
    }
}

extension PublishedEndpoint {
    /// Where it is reached: `0.0.0.0:8080`; `nil` when it is not published.
    fileprivate var publicPlace: String? {
        guard let hostPort else { return nil }
        return "\(DockerFormat.hostAddress(hostAddress?.nonEmpty ?? "0.0.0.0")):\(hostPort)"
    }
}
