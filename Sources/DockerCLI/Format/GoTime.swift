import Glibc

/// A point in time, written as Go's package time does.
public struct GoTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since 1970; nil for Go's zero time, which docker shows for what never happened.
    public let nanoseconds: Int64?

    /// That many nanoseconds since 1970.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// That many seconds since 1970.
    public init(seconds: Int64) { self.init(nanoseconds: seconds * 1_000_000_000) }

    private init() { nanoseconds = nil }

    /// Go's zero time: `0001-01-01T00:00:00Z`.
    public static let zero = GoTime()

    /// The time of records in which 0 stands for never.
    public static func orZero(nanoseconds: Int64) -> GoTime {
        nanoseconds == 0 ? .zero : GoTime(nanoseconds: nanoseconds)
    }

    /// The time now.
    public static func now() -> GoTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return GoTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Whether it is Go's zero time.
    public var isZero: Bool { nanoseconds == nil }

    public static func < (first: GoTime, second: GoTime) -> Bool {
        (first.nanoseconds ?? .min) < (second.nanoseconds ?? .min)
    }

    /// How long ago the other time was.
    public func elapsed(since other: GoTime) -> Duration {
        guard let nanoseconds, let other = other.nanoseconds else { return .seconds(292 * 365 * 86400) }
        return .nanoseconds(nanoseconds) - .nanoseconds(other)
    }

    // MARK: Parts

    /// Seconds since 1970, rounded down, and the nanoseconds beyond.
    var parts: (seconds: Int64, fraction: Int64) {
        guard let nanoseconds else { return (-62_135_596_800, 0) }
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder < 0 ? (quotient - 1, remainder + 1_000_000_000) : (quotient, remainder)
    }

    /// A zone of time: its offset from UTC in seconds, and its name.
    public struct Zone: Sendable, Equatable {
        /// Seconds east of UTC.
        public var offset: Int
        /// The abbreviation, such as `CET`.
        public var name: String

        /// A zone with that offset and name.
        public init(offset: Int, name: String) { (self.offset, self.name) = (offset, name) }
    }

    /// The zone of this machine (`TZ`) at this time.
    public var localZone: Zone {
        var seconds = time_t(parts.seconds)
        var date = tm()
        localtime_r(&seconds, &date)
        return Zone(offset: date.tm_gmtoff, name: date.tm_zone.map { String(cString: $0) } ?? "UTC")
    }

    /// The calendar's fields in a zone.
    func date(in zone: Zone) -> tm {
        var seconds = time_t(parts.seconds) + zone.offset
        var date = tm()
        gmtime_r(&seconds, &date)
        return date
    }

    private var utc: tm { date(in: Zone(offset: 0, name: "UTC")) }

    static func digits(_ number: some BinaryInteger, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static func day(_ date: tm) -> String {
        "\(digits(date.tm_year + 1900, 4))-\(digits(date.tm_mon + 1, 2))-\(digits(date.tm_mday, 2))"
    }

    private static func clock(_ date: tm) -> String {
        "\(digits(date.tm_hour, 2)):\(digits(date.tm_min, 2)):\(digits(date.tm_sec, 2))"
    }

    static func offset(_ seconds: Int, colon: String) -> String {
        let minutes = abs(seconds) / 60
        return (seconds < 0 ? "-" : "+") + digits(minutes / 60, 2) + colon + digits(minutes % 60, 2)
    }

    /// The fraction without zeros at its end, with its point.
    private var fraction: String {
        guard parts.fraction != 0 else { return "" }
        var digits = Self.digits(parts.fraction, 9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }

    // MARK: Forms

    /// `2026-11-21T15:47:29.12Z`: RFC 3339 in UTC with the digits that are needed, as the API has it.
    public var rfc3339Nano: String { "\(Self.day(utc))T\(Self.clock(utc))\(fraction)Z" }

    /// `2026-11-21T15:47:29Z`: RFC 3339 in UTC to the second.
    public var rfc3339: String { "\(Self.day(utc))T\(Self.clock(utc))Z" }

    /// `2026-11-21T15:47:29.120000000Z`: RFC 3339 in UTC with nine digits, as `docker logs -t` has it.
    public var rfc3339Fixed: String {
        "\(Self.day(utc))T\(Self.clock(utc)).\(Self.digits(parts.fraction, 9))Z"
    }

    // The forms below are in this machine's zone, or in one that is given.

    /// `2026-11-21T16:47:29.120000000+01:00`: RFC 3339 with nine digits, as `docker events` has it.
    public var rfc3339FixedLocal: String { rfc3339FixedLocal(in: localZone) }

    /// As `rfc3339FixedLocal`, in that zone.
    public func rfc3339FixedLocal(in zone: Zone) -> String {
        let date = date(in: zone)
        let fraction = Self.digits(parts.fraction, 9)
        return "\(Self.day(date))T\(Self.clock(date)).\(fraction)\(Self.suffix(zone))"
    }

    /// `2026-11-21T16:47:29+01:00`: RFC 3339 to the second, as `docker history` has it.
    public var rfc3339Local: String { rfc3339Local(in: localZone) }

    /// As `rfc3339Local`, in that zone.
    public func rfc3339Local(in zone: Zone) -> String {
        let date = date(in: zone)
        return "\(Self.day(date))T\(Self.clock(date))\(Self.suffix(zone))"
    }

    private static func suffix(_ zone: Zone) -> String {
        zone.offset == 0 ? "Z" : offset(zone.offset, colon: ":")
    }

    /// `2026-11-21 16:47:29.12 +0100 CET`: how Go prints a time, as the column CREATED AT has it.
    public var goDescription: String { goDescription(in: localZone) }

    /// As `goDescription`, in that zone.
    public func goDescription(in zone: Zone) -> String {
        let date = date(in: zone)
        return "\(Self.day(date)) \(Self.clock(date))\(fraction) \(Self.offset(zone.offset, colon: "")) \(zone.name)"
    }

    /// `Sat Nov 21 16:47:29 2026`, as `docker version` has it.
    public var ansiC: String { ansiC(in: localZone) }

    /// As `ansiC`, in that zone.
    public func ansiC(in zone: Zone) -> String { text(layout: "Mon Jan _2 15:04:05 2006", in: zone) }

    /// The time in a layout of Go: an example that shows how `Mon Jan 2 15:04:05 MST 2006` is to be written.
    public func text(layout: String, in zone: Zone) -> String { GoTimeLayout(layout).text(of: self, in: zone) }
}
