/// What `EXPOSE` takes.
public enum PortSpecification {
    /// How many ports one instruction may name: all of the three protocols, and some said twice.
    public static let maximum = 1 << 18

    /// The ports of `8080`, `53/udp`, `8000-8010/tcp`, each as `number/protocol`. A host's part (`80:8080`) is dropped.
    public static func ports(_ text: String) throws(ValueFault) -> [String] {
        let (range, transport) = try range(text)
        return range.map { "\($0)/\(transport)" }
    }

    /// The first and last port, and the protocol in lower case.
    static func range(_ text: String) throws(ValueFault) -> (ports: ClosedRange<Int>, transport: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let last = (parts.last ?? "").split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let named = last.count == 2 ? last[1].lowercased() : ""
        let transport = named.isEmpty ? "tcp" : named
        guard ["tcp", "udp", "sctp"].contains(transport) else {
            throw ValueFault(
                message: "\(text) names the protocol \(transport).",
                help: "Write tcp or udp behind the slash, for example 53/udp.")
        }
        let range = try bounds(last.first ?? "", of: text)
        if parts.count > 1 {
            let published = "EXPOSE names the container's port only; docker run -p publishes it."
            let host = parts[parts.count - 2]
            if !host.isEmpty {
                let hostRange = try bounds(host, of: text)
                guard range.count == 1 || range.count == hostRange.count else {
                    throw ValueFault(message: "The ranges of \(text) differ in length.", help: published)
                }
            }
            let address = parts.dropLast(2).joined(separator: ":")
            guard address.isEmpty || isAddress(address) else {
                throw ValueFault(message: "\(text) has no address before its first port.", help: published)
            }
        }
        return (range, transport)
    }

    private static func bounds(_ text: Substring, of whole: String) throws(ValueFault) -> ClosedRange<Int> {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = port(ends.first ?? ""), let last = port(ends.last ?? "") else {
            throw ValueFault(
                message: "\(whole) is not a port.", help: "Ports are numbers from 0 to 65535, for example EXPOSE 8080.")
        }
        guard first <= last else {
            throw ValueFault(message: "The range \(whole) runs backwards.", help: "Write \(last)-\(first).")
        }
        return first...last
    }

    private static func port(_ text: Substring) -> Int? {
        let digits = text.first == "+" ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
            number <= 65535
        else { return nil }
        return number
    }

    /// An address of either version, that of version 6 in brackets or without.
    private static func isAddress(_ text: String) -> Bool {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false)
        if octets.count == 4 {
            return octets.allSatisfy { octet in
                UInt8(octet) != nil && octet.utf8.allSatisfy { (48...57).contains($0) }
                    && (octet == "0" || !octet.hasPrefix("0"))
            }
        }
        let inner = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
        let halves = inner.split(separator: ":", omittingEmptySubsequences: false)
        let gaps = halves.dropFirst().dropLast().count(where: \.isEmpty)
        return (3...8).contains(halves.count) && (gaps > 0 || halves.count == 8)
            && halves.allSatisfy { $0.isEmpty || ($0.count <= 4 && UInt16($0, radix: 16) != nil) }
    }
}
