/// A network of the store.
public struct NetworkRecord: Codable, Sendable, Equatable {
    /// 64 hexadecimal digits.
    public var id: String
    public var name: String
    /// `bridge`, `host` or `null`.
    public var driver: String
    /// Nanoseconds since 1970.
    public var created: Int64
    /// `172.18.0.0/16`; empty for `host` and `none`.
    public var subnet: String
    public var gateway: String
    /// The part of the subnet that addresses are taken from; empty is all of it.
    public var addressRange: String
    /// Whether nothing leads out of it.
    public var isInternal: Bool
    public var isAttachable: Bool
    public var labels: [String: String]
    public var options: [String: String]

    public init(
        id: String, name: String, driver: String = "bridge", created: Int64, subnet: String = "",
        gateway: String = "", addressRange: String = "", isInternal: Bool = false, isAttachable: Bool = false,
        labels: [String: String] = [:], options: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.driver = driver
        self.created = created
        self.subnet = subnet
        self.gateway = gateway
        self.addressRange = addressRange
        self.isInternal = isInternal
        self.isAttachable = isAttachable
        self.labels = labels
        self.options = options
    }

    /// Whether it is one of `bridge`, `host` and `none`, which are always there.
    public var isPredefined: Bool { ["bridge", "host", "none"].contains(name) }
}

/// A container's connection with a network.
public struct NetworkEndpoint: Codable, Sendable, Equatable {
    public var networkID: String
    public var networkName: String
    /// 64 hexadecimal digits.
    public var id: String
    /// Empty while the container does not run.
    public var address: String
    public var prefixLength: Int
    public var gateway: String
    public var hardwareAddress: String
    /// As they were asked for, without the container's name and identifier.
    public var aliases: [String]
    public var links: [String]
    /// The address that was asked for.
    public var fixedAddress: String

    public init(
        networkID: String, networkName: String, id: String, address: String = "", prefixLength: Int = 0,
        gateway: String = "", hardwareAddress: String = "", aliases: [String] = [], links: [String] = [],
        fixedAddress: String = ""
    ) {
        self.networkID = networkID
        self.networkName = networkName
        self.id = id
        self.address = address
        self.prefixLength = prefixLength
        self.gateway = gateway
        self.hardwareAddress = hardwareAddress
        self.aliases = aliases
        self.links = links
        self.fixedAddress = fixedAddress
    }
}

/// A network to create.
public struct NetworkRequest: Sendable, Equatable {
    public var name: String
    public var driver = "bridge"
    /// Empty takes a free one.
    public var subnet = ""
    public var gateway = ""
    public var addressRange = ""
    public var isInternal = false
    public var isAttachable = false
    public var labels: [String: String] = [:]
    public var options: [String: String] = [:]

    public init(name: String) { self.name = name }
}

/// A network with the running containers on it, by their identifiers.
public struct NetworkDetails: Sendable, Equatable {
    public var network: NetworkRecord
    public var containers: [(id: String, name: String, endpoint: NetworkEndpoint)]

    public init(network: NetworkRecord, containers: [(id: String, name: String, endpoint: NetworkEndpoint)]) {
        self.network = network
        self.containers = containers
    }

    public static func == (first: NetworkDetails, second: NetworkDetails) -> Bool {
        first.network == second.network && first.containers.map(\.id) == second.containers.map(\.id)
    }
}
