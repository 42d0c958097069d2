import Glibc

/// `--add-host NAME:ADDRESS` or `NAME=ADDRESS`; the address may stand in brackets, or be `host-gateway`.
public enum HostOption {
    /// The word `host-gateway` is handed on: only the engine knows by which address steps reach this machine.
    public static func parse(_ text: String) throws(OptionError) -> (name: String, address: String) {
        // An address of IP version 6 has colons itself, so the first one separates.
        guard let separator = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
            throw OptionError("--add-host \(text) lacks an address. Write --add-host NAME:ADDRESS.")
        }
        let name = String(text[..<separator])
        var address = String(text[text.index(after: separator)...])
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "#" }) else {
            throw OptionError("--add-host \(text) lacks a name. Write --add-host NAME:ADDRESS.")
        }
        if address == "host-gateway" { return (name, address) }
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
}
