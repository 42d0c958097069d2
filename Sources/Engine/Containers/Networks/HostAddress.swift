import Glibc
import Linux

/// This machine's own address, as others see it.
enum HostAddress {
    /// The address that packets to the outside have; `nil` on a machine without a network. Nothing is sent.
    static func outward() -> IPv4Address? {
        let probe = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | O_CLOEXEC, 0)
        guard probe >= 0 else { return nil }
        let owner = OwnedDescriptor(probe)
        defer { withExtendedLifetime(owner) {} }
        // An address for documentation, which nobody has: only the route to it is asked for.
        guard let there = SocketAddress("198.51.100.1", port: 9), there.connect(owner.number) == 0,
            let here = SocketAddress(localOf: owner.number), let address = IPv4Address(here.host), !address.isLoopback
        else { return nil }
        return address
    }
}
