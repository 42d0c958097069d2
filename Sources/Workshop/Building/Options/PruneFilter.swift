/// `--filter until=…` of `prune`: only what was not used since then.
public enum PruneFilter {
    /// The moment, in seconds since 1970. A length of time counts back from `now`: `24h`, `1h30m`, `7d`; a number of ten
    /// digits is a moment itself.
    public static func until(_ text: String, now: Double) throws(OptionError) -> Double {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0] == "until" else {
            throw OptionError("--filter \(text): the only filter is until, such as --filter until=24h.")
        }
        if let moment = Double(parts[1]), moment >= 1e9, moment.isFinite { return moment }
        guard let seconds = seconds(parts[1]) else {
            throw OptionError("--filter \(text): until takes a length of time, such as 90m, 24h or 7d.")
        }
        return now - seconds
    }

    private static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
        var sum = 0.0
        var rest = text[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            guard let number = Double(digits), let unit = rest.popFirst().flatMap({ units[$0] }) else { return nil }
            sum += number * unit
        }
        return sum.isFinite ? sum : nil
    }
}
