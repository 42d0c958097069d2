import EngineInterface
import Glibc
import Linux

/// Reads the kernel's socket tables: /proc/PID/net/{tcp,tcp6,udp,udp6}.
enum ListeningPorts {
    /// The ports on which somebody listens in the network namespace of a process.
    static func list(ofProcess pid: pid_t) -> [ListeningPort] {
        var result: Set<ListeningPort> = []
        for (file, isUDP) in [("tcp", false), ("tcp6", false), ("udp", true), ("udp6", true)] {
            guard let text = SmallFile.text("/proc/\(pid)/net/\(file)") else { continue }
            result.formUnion(parse(text, isUDP: isUDP))
        }
        return result.sorted { ($0.port, $0.isUDP ? 1 : 0, $0.address) < ($1.port, $1.isUDP ? 1 : 0, $1.address) }
    }

    /// The listening sockets in one table. State 0A is LISTEN; a UDP socket that waits for anybody has state 07.
    static func parse(_ text: String, isUDP: Bool) -> [ListeningPort] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[3] == (isUDP ? "07" : "0A") else { return nil }
            let local = fields[1].split(separator: ":")
            guard local.count == 2, let port = Int(local[1], radix: 16), let address = address(local[0]) else {
                return nil
            }
            return ListeningPort(
                port: port, isUDP: isUDP, address: address,
                isLoopbackOnly: address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127."))
        }
    }

    /// An address of the table: 32-bit words in the machine's byte order, in hexadecimal.
    private static func address(_ hex: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = hex
        while rest.count >= 8 {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
            rest = rest.dropFirst(8)
        }
        guard rest.isEmpty, bytes.count == 4 || bytes.count == 16 else { return nil }
        var buffer = [CChar](repeating: 0, count: 64)
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, 64) != nil else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
