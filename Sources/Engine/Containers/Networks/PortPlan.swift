import EngineInterface

/// Which ports a container asks to publish.
enum PortPlan {
    /// Those that were named, and with `-P` all others that are exposed, each on a free port.
    static func bindings(of container: StoredContainer) -> [PortBinding] {
        let named = container.host.portBindings
        guard container.host.publishesAllPorts else { return named }
        let taken = Set(named.map { "\($0.containerPort)/\($0.transport.rawValue)" })
        let others = container.configuration.exposedPorts.flatMap { exposed($0) }.filter {
            !taken.contains("\($0.containerPort)/\($0.transport.rawValue)")
        }
        return named + others
    }

    /// `8080/tcp`, `8000-8010/udp`, `80`.
    static func exposed(_ text: String) -> [PortBinding] {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let ports = parts.first,
            let transport = PortBinding.Transport(rawValue: parts.count > 1 ? parts[1].lowercased() : "tcp")
        else { return [] }
        let ends = ports.split(separator: "-", maxSplits: 1).compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last, (1...65535).contains(first),
            last <= 65535
        else { return [] }
        return (first...last).map { PortBinding(containerPort: $0, transport: transport) }
    }
}
