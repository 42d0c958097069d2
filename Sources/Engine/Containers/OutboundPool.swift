import EngineInterface
import Linux

/// Networks with a way out, made when first needed and used again, one user at a time.
public actor OutboundPool {
    private var free: [OutboundNetwork] = []
    private var all: [OutboundNetwork] = []

    public init() {}

    func take() async throws -> OutboundNetwork {
        if let network = free.popLast() { return network }
        let network = try await OutboundNetwork.make()
        all.append(network)
        return network
    }

    func giveBack(_ network: OutboundNetwork) { free.append(network) }

    /// Ends all of them.
    public func close() async {
        for network in all { await network.close() }
        all = []
        free = []
    }
}
