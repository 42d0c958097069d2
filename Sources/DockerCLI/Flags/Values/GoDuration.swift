/// Spans of time in Go's syntax (`time.ParseDuration`): signed decimal numbers, each with a unit, such as `1h15m` or `1.5s`.
public enum GoDuration {
    private static let units: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]

    /// Reads a span, in nanoseconds.
    public static func nanoseconds(_ text: String) throws(DockerValueError) -> Int64 {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { throw invalid(text) }
        var total: UInt64 = 0
        while !rest.isEmpty {
            let span = try part(&rest, of: text)
            // Neither is more than 2^63, but both together may be more than 64 bits hold.
            let (sum, overflows) = total.addingReportingOverflow(span)
            guard !overflows, sum <= 1 << 63 else { throw invalid(text) }
            total = sum
        }
        if isNegative { return total == 1 << 63 ? .min : -Int64(total) }
        guard let result = Int64(exactly: total) else { throw invalid(text) }
        return result
    }

    /// Takes one number and its unit; at most 2^63.
    private static func part(_ rest: inout Substring, of text: String) throws(DockerValueError) -> UInt64 {
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(whole.count)
        var fraction: Substring = ""
        if rest.first == "." {
            fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { throw invalid(text) }
        let name = rest.prefix { $0 != "." && !($0.isASCII && $0.isNumber) }
        guard !name.isEmpty else {
            throw DockerValueError("time: missing unit in duration \(GoText.quoted(text))")
        }
        guard let unit = units[String(name)] else {
            throw DockerValueError(
                "time: unknown unit \(GoText.quoted(String(name))) in duration \(GoText.quoted(text))")
        }
        rest = rest.dropFirst(name.count)
        guard let number = whole.isEmpty ? 0 : UInt64(whole) else { throw invalid(text) }
        let (size, isTooBig) = number.multipliedReportingOverflow(by: UInt64(unit))
        guard !isTooBig, size <= 1 << 63 else { throw invalid(text) }
        // Eighteen digits are far below a nanosecond even of an hour.
        let digits = fraction.prefix(18)
        let scale = (0..<digits.count).reduce(1.0) { scale, _ in scale * 10 }
        let extra = digits.isEmpty ? 0 : UInt64((Double(digits) ?? 0) * (Double(unit) / scale))
        guard size + extra <= 1 << 63 else { throw invalid(text) }
        return size + extra
    }

    private static func invalid(_ text: String) -> DockerValueError {
        DockerValueError("time: invalid duration \(GoText.quoted(text))")
    }
}
