import EngineInterface

/// What /etc/hosts and /etc/resolv.conf say.
extension JoinedNetworks {
    func hostLines(_ state: State) -> [(address: String, names: String)] {
        var lines: [(address: String, names: String)] = []
        for entry in container.host.extraHosts {
            guard let colon = entry.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
            var address = String(entry[entry.index(after: colon)...])
            if address == "host-gateway" { address = hostAddress(state) }
            if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
            lines.append((address, String(entry[..<colon])))
        }
        guard case .own = place, let first = state.attachments.first else { return lines }
        let names = lines.map(\.names)
        if first.gateway != nil, !names.contains("host.docker.internal") {
            lines.append((hostAddress(state), "host.docker.internal"))
        }
        // On the default network there is no name server: --link names are lines, as they always were.
        for attachment in state.attachments where attachment.endpoint.networkName == "bridge" {
            guard let hub = state.hub else { continue }
            lines += NameZone.lines(
                for: attachment.endpoint.links, NameRecords(folder: hub.folder).all(on: attachment.endpoint.networkID))
        }
        let hostname = container.configuration.hostname ?? String(container.id.prefix(12))
        let domain = container.configuration.domainname
        let own = domain.isEmpty ? hostname : "\(hostname).\(domain) \(hostname)"
        for attachment in state.attachments { lines.append((attachment.address.description, own)) }
        return lines
    }

    /// By which address this machine is reached from inside.
    private func hostAddress(_ state: State) -> String {
        guard case .own = place else { return "127.0.0.1" }
        return HostAddress.outward()?.description ?? exit(state)?.gateway?.description ?? "127.0.0.1"
    }

    func resolverText(_ state: State) -> String? {
        let host = container.host
        guard case .own = place else {
            return host.dnsServers.isEmpty && host.dnsSearch.isEmpty && host.dnsOptions.isEmpty ? nil : chosen(.host())
        }
        guard !state.attachments.isEmpty else { return chosen(.host()) == .some("") ? nil : chosen(.host()) }
        var file = ResolverFile.host()
        if state.server != nil {
            file.servers = [NameServer.address]
            file.options = ["ndots:0"]
            return chosen(file, keepsServers: true)
        }
        file.servers = exit(state) == nil ? [] : [HubRouting.resolver]
        return chosen(file)
    }

    /// A file with what the command line says in place of what it says.
    private func chosen(_ file: ResolverFile, keepsServers: Bool = false) -> String {
        var file = file
        let host = container.host
        if !host.dnsServers.isEmpty && !keepsServers { file.servers = host.dnsServers }
        if !host.dnsSearch.isEmpty { file.search = host.dnsSearch == ["."] ? [] : host.dnsSearch }
        if keepsServers {
            let hasDots = host.dnsOptions.contains { $0.hasPrefix("ndots:") }
            file.options = (hasDots ? [] : file.options) + host.dnsOptions
        } else if !host.dnsOptions.isEmpty {
            file.options = host.dnsOptions
        }
        return file.text
    }
}
