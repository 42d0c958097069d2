import Glibc

/// `--add-host NAME:ADDRESS` or `NAME=ADDRESS`; the address may stand in brackets, or be `host-gateway`.
public enum HostOption {
    /// - Parameter gateway: this machine's address as steps reach it, or `nil` when there is none.
    public static func parse(
        _ text: String, gateway: () -> String?
    ) throws(OptionError) -> (name: String, address: String) {
        // An address of IP version 6 has colons itself, so the first one separates.
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
            throw OptionError("--add-host \(text) lacks an address. Write --add-host NAME:ADDRESS.")
        }
        let name = String(text[..<separator])
        var address = String(text[text.index(after: separator)...])
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "#" }) else {
            throw OptionError("--add-host \(text) lacks a name. Write --add-host NAME:ADDRESS.")
        }
        if address == "host-gateway" {
            guard let found = gateway() else {
                throw OptionError(
                    "--add-host \(text): this machine has no address that a step could reach it by. Write one in place of host-gateway."
                )
            }
            return (name, found)
        }
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard isAddress(address) else {
            throw OptionError(
                "--add-host \(text): \(address) is no IP address. Write one such as 192.0.2.7 or 2001:db8::7.")
        }
        return (name, address)
    }

    static func isAddress(_ text: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
    }

    /// The first address of IP version 4 of an interface that is up and not the loopback.
    ///
    /// Steps leave by a network of their own and do not see this machine's loopback, but its other addresses.
    public static func ownAddress() -> String? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            let flags = Int32(bitPattern: entry.ifa_flags)
            guard let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET),
                flags & Int32(IFF_UP) != 0, flags & Int32(IFF_LOOPBACK) == 0
            else { continue }
            var host = [CChar](repeating: 0, count: 64)
            let result = getnameinfo(
                address, socklen_t(MemoryLayout<sockaddr_in>.size), &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST
            )
            if result == 0 {
                return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        return nil
    }
}
