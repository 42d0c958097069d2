/// A moment as RFC 3339 writes it, to the nanosecond and with its distance from UTC, so that what was read is written
/// again digit by digit.
public struct Timestamp: Sendable, Hashable {
    /// Since 1970-01-01 00:00 UTC.
    public let seconds: Int64
    /// 0 to 999,999,999.
    public let nanoseconds: Int32
    /// How far the writer's clock was ahead of UTC, in minutes.
    public let offsetMinutes: Int32

    public init(seconds: Int64, nanoseconds: Int32 = 0, offsetMinutes: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = min(max(0, nanoseconds), 999_999_999)
        self.offsetMinutes = offsetMinutes
    }

    /// From seconds with a fraction, which a `Double` holds to some hundred nanoseconds. What no calendar has becomes
    /// the nearest year that RFC 3339 can write.
    public init(secondsSince1970 value: Double) {
        let bounded = value.isNaN ? 0 : min(max(value, -62_167_219_200), 253_402_300_799)
        let whole = bounded.rounded(.down)
        self.init(seconds: Int64(whole), nanoseconds: Int32((bounded - whole) * 1e9))
    }

    /// Seconds since 1970 with a fraction.
    public var secondsSince1970: Double { Double(seconds) + Double(nanoseconds) * 1e-9 }

    /// Reads `2024-05-01T12:34:56.123456789Z` or with `+02:00` in place of `Z`; `nil` for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            return bytes[range].reduce(Int64?(0)) { sum, byte in
                guard let sum, (48...57).contains(byte) else { return nil }
                return sum * 10 + Int64(byte - 48)
            }
        }
        func has(_ characters: String, at index: Int) -> Bool {
            index < bytes.count && characters.utf8.contains(bytes[index])
        }
        guard let year = number(0..<4), has("-", at: 4), let month = number(5..<7), has("-", at: 7),
            let day = number(8..<10), has("Tt ", at: 10), let hour = number(11..<13), has(":", at: 13),
            let minute = number(14..<16), has(":", at: 16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if has(".,", at: index) {
            index += 1
            var scale: Int64 = 100_000_000
            let start = index
            while index < bytes.count, (48...57).contains(bytes[index]) {
                fraction += scale * Int64(bytes[index] - 48)
                scale /= 10
                index += 1
            }
            if index == start { return nil }
        }
        var offset: Int64 = 0
        if has("Zz", at: index) {
            index += 1
        } else if has("+-", at: index), let hours = number(index + 1..<index + 3), has(":", at: index + 3),
            let minutes = number(index + 4..<index + 6), hours < 24, minutes < 60
        {
            offset = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
            index += 6
        } else {
            return nil
        }
        guard index == bytes.count else { return nil }
        let local = CivilDate(year: year, month: month, day: day).daysSince1970 * 86400 + hour * 3600 + minute * 60
        self.init(
            seconds: local + second - offset * 60, nanoseconds: Int32(fraction), offsetMinutes: Int32(offset))
    }

    /// RFC 3339 with as many digits after the second as are needed.
    public var text: String {
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let local = seconds + Int64(offsetMinutes) * 60
        let days = local >= 0 ? local / 86400 : (local - 86399) / 86400
        let rest = local - days * 86400
        let date = CivilDate(daysSince1970: days)
        var result = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
        result += "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
        if nanoseconds != 0 {
            var digits = Substring(padded(Int64(nanoseconds), 9))
            while digits.last == "0" { digits.removeLast() }
            result += "." + digits
        }
        if offsetMinutes == 0 { return result + "Z" }
        let distance = Int64(abs(offsetMinutes))
        return result + (offsetMinutes < 0 ? "-" : "+") + "\(padded(distance / 60, 2)):\(padded(distance % 60, 2))"
    }
}

extension Timestamp: Comparable {
    public static func < (first: Timestamp, second: Timestamp) -> Bool {
        (first.seconds, first.nanoseconds) < (second.seconds, second.nanoseconds)
    }
}

extension Timestamp: Codable {
    /// Reads RFC 3339, or a number of seconds since 1970.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let seconds = try? container.decode(Double.self) {
            self.init(secondsSince1970: seconds)
            return
        }
        let text = try container.decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a time.")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A day of the Gregorian calendar, extended to all times. Counting years from March puts the leap day at the end.
private struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days in 400 years, after which the calendar repeats itself.
    private static let cycle: Int64 = 146_097
    /// From 0000-03-01 to 1970-01-01.
    private static let epoch: Int64 = 719_468

    init(daysSince1970 days: Int64) {
        let shifted = days + Self.epoch
        let era = shifted >= 0 ? shifted / Self.cycle : (shifted - Self.cycle + 1) / Self.cycle
        let dayOfEra = shifted - era * Self.cycle
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted >= 0 ? shifted / 400 : (shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.cycle + dayOfEra - Self.epoch
    }
}
