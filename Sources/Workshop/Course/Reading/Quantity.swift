/// Durations and sizes as exercise.yaml writes them.
public enum Quantity {
    /// `250ms`, `2s`, `1m30s`, `1h`: parts in falling order of their units. In seconds; `nil` when it is none.
    public static func duration(_ text: String) -> Double? {
        let units: [(name: String, seconds: Double)] = [("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001)]
        var rest = Substring(text)
        var next = 0
        var result = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            guard let number = takeNumber(&rest) else { return nil }
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            guard let index = units.firstIndex(where: { $0.name == name }), index >= next else { return nil }
            rest = rest.dropFirst(name.count)
            result += number * units[index].seconds
            next = index + 1
        }
        return result.isFinite ? result : nil
    }

    /// `200B`, `64kB`, `20MB` (powers of 1000), `64KiB`, `512MiB`, `1GiB` (powers of 1024). In bytes; `nil` when it is none.
    public static func size(_ text: String) -> Int64? {
        let units: [String: Double] = [
            "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
        ]
        var rest = Substring(text)
        guard let number = takeNumber(&rest), let unit = units[String(rest)] else { return nil }
        return Int64(exactly: (number * unit).rounded())
    }

    /// Digits with at most one point, which digits surround. No sign, no exponent.
    private static func takeNumber(_ rest: inout Substring) -> Double? {
        let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let first = digits.first, first != ".", digits.last != ".", let number = Double(digits) else {
            return nil
        }
        rest = rest.dropFirst(digits.count)
        return number
    }
}
