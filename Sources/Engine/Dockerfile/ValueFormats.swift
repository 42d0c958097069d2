/// Durations as Go writes them: `500ms`, `1m30s`, `1.5h`.
public enum DurationText {
    /// The duration in nanoseconds, or `nil` when the text is none or does not fit 64 bits.
    public static func nanoseconds(_ text: String) -> Int64? {
        var rest = Substring(text)
        var isNegative = false
        if let sign = rest.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            rest.removeFirst()
        }
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { return nil }
        let units: [(String, Double)] = [
            ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
        ]
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard number.contains(where: { $0 != "." }),
                let value = Double(number.hasPrefix(".") ? "0\(number)" : String(number)),
                let factor = units.first(where: { $0.0 == unit })?.1
            else { return nil }
            total += value * factor
        }
        guard total < 9.2e18 else { return nil }
        return Int64(isNegative ? -total : total)
    }
}

/// A value that is not of its form: what is wrong, and what to try.
public struct ValueFault: Error, Sendable, Hashable {
    /// What is wrong, as a sentence.
    public var message: String
    /// What to try, as a sentence.
    public var help: String?
}

/// What `EXPOSE` takes.
public enum PortSpecification {
    /// The ports of `8080`, `53/udp`, `8000-8010/tcp`, each as `number/protocol`. A host's part (`80:8080`) is dropped.
    public static func ports(_ text: String) throws(ValueFault) -> [String] {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let transport = parts.count == 2 ? parts[1].lowercased() : "tcp"
        guard ["tcp", "udp", "sctp"].contains(transport) else {
            throw ValueFault(
                message: "\(text) names the protocol \(transport.isEmpty ? "with nothing" : transport).",
                help: "Write tcp or udp behind the slash, for example 53/udp.")
        }
        let container = parts[0].split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        let bounds = container.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = port(bounds[0]), let last = port(bounds[bounds.count - 1]) else {
            throw ValueFault(
                message: "\(text) is not a port.", help: "Ports are numbers from 0 to 65535, for example EXPOSE 8080.")
        }
        guard first <= last else {
            throw ValueFault(message: "The range \(text) runs backwards.", help: "Write \(last)-\(first).")
        }
        return (first...last).map { "\($0)/\(transport)" }
    }

    private static func port(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text), number <= 65535
        else { return nil }
        return number
    }
}

/// What `STOPSIGNAL` takes.
public enum StopSignal {
    /// The signals of Linux, without `SIG`.
    public static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "IOT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE",
        "ALRM",
        "TERM", "STKFLT", "CHLD", "CLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM",
        "PROF", "WINCH", "IO", "POLL", "PWR", "SYS", "UNUSED",
    ]

    /// Whether the text is a signal's number or name, with or without `SIG`; `RTMIN+n` and `RTMAX-n` are names, too.
    public static func isValid(_ text: String) -> Bool {
        if let number = Int(text) { return (1...64).contains(number) }
        var name = text.uppercased()
        if name.hasPrefix("SIG") { name.removeFirst(3) }
        if names.contains(name) || name == "RTMIN" || name == "RTMAX" { return true }
        if name.hasPrefix("RTMIN+"), let offset = Int(name.dropFirst(6)) { return (1...15).contains(offset) }
        if name.hasPrefix("RTMAX-"), let offset = Int(name.dropFirst(6)) { return (1...14).contains(offset) }
        return false
    }
}
