import GoTemplate

/// The value of `--since` and `--until`: a duration before now, an RFC 3339 time with or without its parts and zone,
/// or seconds since 1970.
public enum TimeBound {
    /// A text that is no time, in the words that docker shows.
    public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// What docker says.
        public let description: String
    }

    /// The time that is meant, in nanoseconds since 1970.
    ///
    /// - Parameters:
    ///   - text: for example `10m`, `2026-11-21`, `2026-11-21T15:47:29Z`, `1795276049.5`.
    ///   - now: what durations are counted back from.
    ///   - zone: where times without a zone are; this machine's unless told.
    /// - Throws: `ParseError`.
    public static func parse(_ text: String, now: GoTime = .now(), zone: GoTime.Zone? = nil) throws(ParseError) -> Int64
    {
        if text != "0", let duration = try? GoDuration.parse(text) {
            // docker passes whole seconds on.
            return GoTime(nanoseconds: (now.nanoseconds ?? 0) - duration).parts.seconds * 1_000_000_000
        }
        let hasZone =
            text.contains { "zZ+".contains($0) } || text.count(where: { $0 == "-" }) == 3
        let layout = layout(of: text, hasZone: hasZone)
        var reader = TimeReader(text: text, layout: layout)
        do throws(ParseError) {
            return try reader.read(zone: hasZone ? 0 : (zone ?? now.localZone).offset)
        } catch {
            if text.contains("-") { throw error }
            guard let time = unix(text) else {
                throw ParseError(
                    description: "failed to parse value as time or duration: \(GoQuote.quote(text))")
            }
            return time
        }
    }

    /// Which of the forms it is, told by the characters that it has.
    private static func layout(of text: String, hasZone: Bool) -> [TimeReader.Element] {
        typealias Element = TimeReader.Element
        let date: [Element] = [.year, .literal("-"), .month, .literal("-"), .day]
        let zone: [Element] = hasZone ? [.zone] : []
        let seconds: [Element] = [
            .literal("T"), .hour, .literal(":"), .minute, .literal(":"), .second,
        ]
        if text.contains(".") { return date + seconds + zone }
        guard text.contains("T") else { return date + zone }
        var colons = text.count { $0 == ":" }
        if hasZone, !text.contains(where: { "zZ".contains($0) }), colons > 0 { colons -= 1 }
        switch colons {
        case 0: return date + seconds.prefix(2) + zone
        case 1: return date + seconds.prefix(4) + zone
        default: return date + seconds + zone
        }
    }

    /// `seconds` or `seconds.fraction`.
    private static func unix(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let seconds = Int64(first) else { return nil }
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return nil }
        guard parts.count == 2 else { return whole }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return whole + (Int64((parts[1] + "000000000").prefix(9)) ?? 0)
    }
}

/// Reads a time element by element; errors are Go's.
private struct TimeReader {
    enum Element {
        case year, month, day, hour, minute, second, zone
        case literal(Character)

        /// The element in Go's layouts.
        var name: String {
            switch self {
            case .year: "2006"
            case .month: "01"
            case .day: "02"
            case .hour: "15"
            case .minute: "04"
            case .second: "05"
            case .zone: "Z07:00"
            case .literal(let character): String(character)
            }
        }
    }

    let text: String
    let layout: [Element]
    private var rest: Substring
    private var year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0
    private var nanoseconds: Int64 = 0
    private var zone = 0

    init(text: String, layout: [Element]) {
        (self.text, self.layout, rest) = (text, layout, text[...])
    }

    mutating func read(zone: Int) throws(TimeBound.ParseError) -> Int64 {
        self.zone = zone
        for element in layout { try read(element) }
        guard rest.isEmpty else { throw failure(": extra text: \(GoQuote.quote(String(rest)))") }
        guard day >= 1, day <= Self.days(month: month, year: year) else { throw failure(": day out of range") }
        let days = Self.daysSince1970(year: year, month: month, day: day)
        let seconds = Int64(days * 86400 + hour * 3600 + minute * 60 + second - self.zone)
        let (result, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { throw failure(": year out of range") }
        return result + nanoseconds
    }

    private func failure(_ reason: String) -> TimeBound.ParseError {
        TimeBound.ParseError(description: "parsing time \(GoQuote.quote(text))\(reason)")
    }

    private func mismatch(_ element: Element) -> TimeBound.ParseError {
        let names = layout.map(\.name).joined()
        let whole = text.contains(".") ? names.replacing("05", with: "05.999999999") : names
        return failure(
            " as \(GoQuote.quote(whole)): cannot parse \(GoQuote.quote(String(rest))) as \(GoQuote.quote(element.name))"
        )
    }

    private mutating func read(_ element: Element) throws(TimeBound.ParseError) {
        switch element {
        case .literal(let character):
            guard rest.first == character else { throw mismatch(element) }
            rest.removeFirst()
        case .year: year = try number(4, element, 0...9999, "year")
        case .month: month = try number(2, element, 1...12, "month")
        case .day: day = try number(2, element, 0...31, "day")
        case .hour: hour = try number(2, element, 0...23, "hour")
        case .minute: minute = try number(2, element, 0...59, "minute")
        case .second:
            second = try number(2, element, 0...59, "second")
            guard rest.first == "." || rest.first == "," else { return }
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty else { return }
            rest = rest.dropFirst(1 + digits.count)
            nanoseconds = Int64((digits + "000000000").prefix(9)) ?? 0
        case .zone:
            if rest.first == "Z" {
                rest.removeFirst()
                zone = 0
                return
            }
            let value = rest.prefix(6)
            guard let sign = value.first, "+-".contains(sign), value.count == 6, value.dropFirst(3).first == ":",
                let hours = Int(value.dropFirst().prefix(2)), let minutes = Int(value.suffix(2)), hours <= 24,
                minutes < 60
            else { throw mismatch(element) }
            rest = rest.dropFirst(6)
            zone = (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
        }
    }

    private mutating func number(
        _ count: Int, _ element: Element, _ range: ClosedRange<Int>, _ name: String
    ) throws(TimeBound.ParseError) -> Int {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(digits)
        else { throw mismatch(element) }
        guard range.contains(value) else { throw failure(": \(name) out of range") }
        rest = rest.dropFirst(count)
        return value
    }

    private static func days(month: Int, year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the Gregorian calendar since 1970-01-01. Years are counted from March, so that leap days come last.
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
