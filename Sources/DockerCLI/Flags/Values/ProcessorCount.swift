/// Numbers of processors: decimal numbers (`1.5`, `2e-1`) or fractions (`3/2`), exact to a billionth.
public enum ProcessorCount {
    /// Reads a number of processors, in billionths of one.
    public static func nano(_ text: String) throws(DockerValueError) -> Int64 {
        guard let ratio = ratio(text) else {
            throw DockerValueError("failed to parse \(text) as a rational number")
        }
        let (scaled, isTooBig) = ratio.numerator.multipliedReportingOverflow(by: 1_000_000_000)
        guard !isTooBig else { throw DockerValueError("failed to parse \(text) as a rational number") }
        guard scaled % ratio.denominator == 0 else { throw DockerValueError("value is too precise") }
        guard let nano = Int64(exactly: scaled / ratio.denominator) else {
            throw DockerValueError("failed to parse \(text) as a rational number")
        }
        return nano
    }

    private static func ratio(_ text: String) -> (numerator: Int128, denominator: Int128)? {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return decimal(text) }
        guard let numerator = Int128(halves[0]), let denominator = Int128(halves[1]), denominator > 0,
            !halves[1].hasPrefix("+")
        else { return nil }
        return (numerator, denominator)
    }

    private static func decimal(_ text: String) -> (numerator: Int128, denominator: Int128)? {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let given = Int(parts[1]), (-1000...1000).contains(given) else { return nil }
            exponent = given
        }
        let pieces = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        var fraction = pieces.count == 2 ? pieces[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard fraction.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let digits = String(pieces[0]) + fraction
        guard digits.last?.isNumber == true, var numerator = Int128(digits) else { return nil }
        exponent -= fraction.count
        guard abs(exponent) <= 36 else { return nil }
        var denominator: Int128 = 1
        for _ in 0..<abs(exponent) {
            let grown = (exponent > 0 ? numerator : denominator).multipliedReportingOverflow(by: 10)
            guard !grown.overflow else { return nil }
            if exponent > 0 { numerator = grown.partialValue } else { denominator = grown.partialValue }
        }
        return (numerator, denominator)
    }
}
