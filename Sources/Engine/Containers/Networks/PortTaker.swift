import EngineInterface
import Glibc
import Linux

/// Takes ports of this machine for a container.
struct PortTaker {
    var container: (id: String, name: String)
    var folder: HubFolder
    /// The identifier of the endpoint that leads out.
    var endpoint: String

    struct Taken {
        var relays: [PortRelay] = []
        var endpoints: [PublishedEndpoint] = []
    }

    /// Listens for one binding: on all of this machine's addresses of both kinds when none is named.
    func take(_ binding: PortBinding, hub: NetworkNamespace) throws -> Taken {
        guard binding.transport != .sctp else {
            throw EngineError(
                .invalidArgument, "Port \(binding.containerPort)/sctp cannot be published: only TCP and UDP can.",
                help: "Remove the -p option for it.")
        }
        let addresses = binding.hostAddress.isEmpty ? ["0.0.0.0", "::"] : [binding.hostAddress]
        // A free port of one kind of address may be taken with the other.
        for attempt in 0... {
            do {
                return try take(binding, addresses: addresses, hub: hub)
            } catch {
                guard let fault = error as? SystemError else { throw error }
                if fault.errno == EADDRINUSE && binding.hostPort == 0 && attempt < 16 { continue }
                throw explain(fault, binding, address: addresses[0])
            }
        }
        return Taken()
    }

    private func take(_ binding: PortBinding, addresses: [String], hub: NetworkNamespace) throws -> Taken {
        var taken = Taken()
        var port = binding.hostPort
        do {
            for address in addresses {
                guard let wanted = SocketAddress(address, port: port) else {
                    throw EngineError(
                        .invalidArgument, "Invalid address or port to publish at: \(address):\(port).",
                        help: "Write -p ADDRESS:PORT:CONTAINER_PORT with an address of this machine.")
                }
                let listener: OwnedDescriptor
                do throws(SystemError) {
                    listener = try listen(at: wanted, binding.transport, in: nil)
                } catch {
                    // A machine without IPv6.
                    if address == "::" && addresses.count > 1 && error.errno != EADDRINUSE { continue }
                    throw error
                }
                port = SocketAddress(localOf: listener.number)?.port ?? port
                taken.relays.append(relay(listener, binding))
                taken.endpoints.append(
                    PublishedEndpoint(
                        containerPort: binding.containerPort, transport: binding.transport, hostAddress: address,
                        hostPort: port))
            }
            if ["", "0.0.0.0"].contains(binding.hostAddress), let inside = SocketAddress("0.0.0.0", port: port),
                let listener = try? listen(at: inside, binding.transport, in: hub)
            {
                taken.relays.append(relay(listener, binding))
            }
        } catch {
            PortRelay.close(taken.relays)
            throw error
        }
        return taken
    }

    private func relay(_ listener: OwnedDescriptor, _ binding: PortBinding) -> PortRelay {
        PortRelay(listener: listener, isDatagram: binding.transport == .udp, port: binding.containerPort)
    }

    private func listen(
        at address: SocketAddress, _ transport: PortBinding.Transport, in hub: NetworkNamespace?
    ) throws(SystemError) -> OwnedDescriptor {
        let kind = transport == .udp ? Int32(SOCK_DGRAM.rawValue) : Int32(SOCK_STREAM.rawValue)
        let type = kind | O_NONBLOCK
        let listener: OwnedDescriptor
        if let hub {
            listener = try hub.makeSocket(domain: address.family, type: type)
        } else {
            listener = OwnedDescriptor(
                try systemCall("socket") { socket(address.family, type | O_CLOEXEC, 0) })
        }
        if transport == .tcp { SocketOption.set(listener.number, SOL_SOCKET, SO_REUSEADDR) }
        if address.family == AF_INET6 {
            SocketOption.set(listener.number, Int32(IPPROTO_IPV6), IPV6_V6ONLY)
        }
        try systemCall("bind") { address.bind(listener.number) }
        if transport == .tcp { try systemCall("listen") { Glibc.listen(listener.number, 1024) } }
        return listener
    }

    // MARK: Faults

    private func explain(_ error: SystemError, _ binding: PortBinding, address: String) -> EngineError {
        let place = (address.contains(":") ? "[\(address)]" : address) + ":\(binding.hostPort)"
        let beginning =
            "driver failed programming external connectivity on endpoint \(container.name) (\(endpoint)): "
        let transport = binding.transport.rawValue
        let listening = "Error starting userland proxy: listen \(transport)4 \(place): bind: "
        switch error.errno {
        case EADDRINUSE:
            if let owner = PublishedPorts.owner(of: binding.hostPort, binding.transport, folder) {
                return EngineError(
                    .portInUse, beginning + "Bind for \(place) failed: port is already allocated",
                    help: "The container \(owner.name) has published it. Stop that one, or publish another port: "
                        + "-p \(freeExample(binding)):\(binding.containerPort).")
            }
            let holder = PortHolder.find(binding.hostPort, binding.transport)
            return EngineError(
                .portInUse, beginning + listening + "address already in use",
                help: "\(holder) End it, or publish another port: "
                    + "-p \(freeExample(binding)):\(binding.containerPort).")
        case EACCES, EPERM:
            return EngineError(
                .hostUnable, beginning + listening + "permission denied",
                help: "An ordinary user may not take ports below \(PortHolder.firstFreePort()). Publish another one: "
                    + "-p \(freeExample(binding)):\(binding.containerPort).")
        case EADDRNOTAVAIL:
            return EngineError(
                .invalidArgument, beginning + listening + "cannot assign requested address",
                help: "This machine has no address \(address). ip address shows those that it has.")
        default:
            return EngineError(
                .failure, beginning + listening + error.reason.lowercased(),
                help: "Publish another port: -p \(freeExample(binding)):\(binding.containerPort).")
        }
    }

    private func freeExample(_ binding: PortBinding) -> Int {
        binding.hostPort < 1024 ? binding.hostPort + 8000 : min(binding.hostPort + 1, 65535)
    }
}
