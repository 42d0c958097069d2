import EngineInterface

extension ContainerRules {
    /// What cannot be asked for with another container's network, and what is given to containers here at all.
    static func checkNetwork(_ creation: ContainerCreation) throws(EngineError) {
        let host = creation.host
        if let address = host.endpoints.map(\.address).first(where: { !$0.isEmpty && !NetworkAddress.isFourth($0) }) {
            throw EngineError(.invalidArgument, "invalid IPv4 address: \(address)")
        }
        guard host.networkMode.hasPrefix("container:") else { return }
        func conflict(_ text: String) -> EngineError {
            EngineError(
                .invalidArgument, "conflicting options: \(text)",
                help: "A container on another one's network has that one's name, addresses and ports.")
        }
        if host.networkMode == "container:" {
            throw EngineError(
                .invalidArgument, "Invalid network mode: invalid container format container:<name|id>")
        }
        if creation.configuration.hostname != nil { throw conflict("hostname and the network mode") }
        if host.endpoints.contains(where: { !$0.links.isEmpty }) {
            throw conflict(
                "container type network can't be used with links. This would result in undefined behavior")
        }
        if !host.dnsServers.isEmpty { throw conflict("dns and the network mode") }
        if !host.extraHosts.isEmpty { throw conflict("custom host-to-IP mapping and the network mode") }
        if host.endpoints.contains(where: { !$0.hardwareAddress.isEmpty }) {
            throw conflict("mac-address and the network mode")
        }
        if !host.portBindings.isEmpty || host.publishesAllPorts {
            throw conflict("port publishing and the container type network mode")
        }
        if !creation.configuration.exposedPorts.isEmpty {
            throw conflict("port exposing and the container type network mode")
        }
    }
}
