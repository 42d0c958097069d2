import DockerFormat
import EngineInterface

/// What `docker network inspect` shows.
struct NetworkInspection {
    let details: NetworkDetails

    private var network: NetworkRecord { details.network }

    var value: OrderedJSON {
        .object([
            .init("Name", .string(network.name)),
            .init("Id", .string(network.id)),
            .init("Created", .time(GoTime.orZero(nanoseconds: network.created))),
            .init("Scope", "local"),
            .init("Driver", .string(network.driver)),
            .init("EnableIPv6", false),
            .init("IPAM", addresses),
            .init("Internal", .bool(network.isInternal)),
            .init("Attachable", .bool(network.isAttachable)),
            .init("Ingress", false),
            .init("ConfigFrom", .object([.init("Network", "")])),
            .init("ConfigOnly", false),
            .init("Containers", containers),
            .init("Options", .strings(network.options)),
            .init("Labels", .strings(network.labels)),
        ])
    }

    private var addresses: OrderedJSON {
        let pool = OrderedJSON.object([
            .init("Subnet", .string(network.subnet), omitsEmpty: true),
            .init("IPRange", .string(network.addressRange), omitsEmpty: true),
            .init("Gateway", .string(network.gateway), omitsEmpty: true),
        ])
        return .object([
            .init("Driver", "default"),
            .init("Options", network.isPredefined ? .nilMap : .map([:])),
            .init("Config", .array(network.subnet.isEmpty ? [] : [pool])),
        ])
    }

    private var containers: OrderedJSON {
        let pairs = details.containers.map { container in
            (
                container.id,
                OrderedJSON.object([
                    .init("Name", .string(container.name)),
                    .init("EndpointID", .string(container.endpoint.id)),
                    .init("MacAddress", .string(container.endpoint.hardwareAddress)),
                    .init("IPv4Address", .string(address(container.endpoint))),
                    .init("IPv6Address", ""),
                ])
            )
        }
        return .map(Dictionary(pairs) { first, _ in first })
    }

    private func address(_ endpoint: NetworkEndpoint) -> String {
        endpoint.address.isEmpty ? "" : "\(endpoint.address)/\(endpoint.prefixLength)"
    }
}
