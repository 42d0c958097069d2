import EngineInterface
import Foundation
import GRDB

/// The networks and endpoints of the store's database, within a transaction.
public struct NetworkTable {
    let database: Database

    /// Every network, sorted by name.
    public func networks() throws -> [NetworkRecord] {
        try Row.fetchAll(database, sql: "SELECT document FROM network ORDER BY name").map {
            try StoredJSON.decode(NetworkRecord.self, from: $0["document"])
        }
    }

    /// The network with this identifier, name, or unique beginning of an identifier.
    ///
    /// - Throws: ``EngineError`` of kind `invalidArgument` when several identifiers begin so.
    public func network(_ reference: String) throws -> NetworkRecord? {
        let all = try networks()
        if let found = all.first(where: { $0.id == reference }) ?? all.first(where: { $0.name == reference }) {
            return found
        }
        let matches = reference.isEmpty ? [] : all.filter { $0.id.hasPrefix(reference) }
        guard matches.count < 2 else {
            throw EngineError(
                .invalidArgument,
                "network \(reference) is ambiguous (\(matches.count) matches found based on ID prefix)",
                help: "Write more digits of the identifier, or use the network's name.")
        }
        return matches.first
    }

    /// - Throws: ``EngineError`` of kind `nameInUse`.
    public func add(_ network: NetworkRecord) throws {
        let exists = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT * FROM network WHERE name = ?)", arguments: [network.name])
        if exists == true {
            throw EngineError(.nameInUse, "network with name \(network.name) already exists")
        }
        try database.execute(
            sql: "INSERT INTO network (id, name, subnet, document) VALUES (?, ?, ?, ?)",
            arguments: [network.id, network.name, network.subnet, try StoredJSON.encode(network)])
    }

    /// The network must have no endpoint.
    public func remove(_ id: String) throws {
        try database.execute(sql: "DELETE FROM network WHERE id = ?", arguments: [id])
    }

    /// The endpoints on a network, with their containers.
    public func endpoints(on network: String) throws -> [(container: String, endpoint: NetworkEndpoint)] {
        try Row.fetchAll(
            database, sql: "SELECT container, document FROM endpoint WHERE network = ? ORDER BY container",
            arguments: [network]
        ).map { ($0["container"], try StoredJSON.decode(NetworkEndpoint.self, from: $0["document"])) }
    }

    /// The endpoints of a container, by the order in which they were joined.
    public func endpoints(of container: String) throws -> [NetworkEndpoint] {
        try Row.fetchAll(
            database, sql: "SELECT document FROM endpoint WHERE container = ? ORDER BY position", arguments: [container]
        ).map { try StoredJSON.decode(NetworkEndpoint.self, from: $0["document"]) }
    }

    /// The addresses that are taken on a network.
    public func addresses(on network: String) throws -> Set<String> {
        try String.fetchSet(
            database, sql: "SELECT address FROM endpoint WHERE network = ? AND address IS NOT NULL",
            arguments: [network])
    }

    /// An endpoint of a container that is in the database.
    public func add(_ endpoint: NetworkEndpoint, of container: String) throws {
        try database.execute(
            sql: """
                INSERT INTO endpoint (network, container, position, address, document)
                SELECT ?, ?, COALESCE(MAX(position), 0) + 1, ?, ? FROM endpoint WHERE container = ?
                """,
            arguments: [
                endpoint.networkID, container, endpoint.address.isEmpty ? nil : endpoint.address,
                try StoredJSON.encode(endpoint), container,
            ])
    }

    public func removeEndpoint(of container: String, on network: String) throws {
        try database.execute(
            sql: "DELETE FROM endpoint WHERE container = ? AND network = ?", arguments: [container, network])
    }

    func namesByContainer() throws -> [String: [String]] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT container, network.name AS name FROM endpoint JOIN network ON network.id = endpoint.network
                ORDER BY container, position
                """)
        return Dictionary(grouping: rows) { $0["container"] as String }.mapValues { $0.map { $0["name"] } }
    }
}

extension ImageStore {
    /// Looks at networks.
    public func readNetworks<Result>(_ body: (NetworkTable) throws -> Result) throws -> Result {
        try read { try body(NetworkTable(database: $0)) }
    }

    /// Changes networks and endpoints in one transaction.
    public func changeNetworks<Result>(_ body: (NetworkTable) throws -> Result) throws -> Result {
        try write { try body(NetworkTable(database: $0)) }
    }
}
