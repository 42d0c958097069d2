/// A layout of Go's package time: an example that shows how the time `Mon Jan 2 15:04:05 MST 2006` would be written.
struct GoTimeLayout {
    private enum Element {
        case text(Character)
        case year, shortYear
        case month(String), day(String), weekday(isShort: Bool)
        case hour, hour12(isPadded: Bool), minute(isPadded: Bool), second(isPadded: Bool)
        case half(isUpper: Bool)
        /// Digits after the second; those that are nines lose zeros at the end.
        case fraction(mark: Character, digits: Int, trims: Bool)
        case zoneName
        case offset(colon: String, isZ: Bool)
    }

    /// The forms of elements, the longer ones first.
    private static let forms: [(form: String, element: Element)] = [
        ("January", .month("January")), ("Jan", .month("Jan")), ("Monday", .weekday(isShort: false)),
        ("Mon", .weekday(isShort: true)), ("MST", .zoneName), ("2006", .year),
        ("Z07:00", .offset(colon: ":", isZ: true)),
        ("Z0700", .offset(colon: "", isZ: true)), ("-07:00", .offset(colon: ":", isZ: false)),
        ("-0700", .offset(colon: "", isZ: false)), ("01", .month("01")), ("02", .day("02")),
        ("03", .hour12(isPadded: true)), ("04", .minute(isPadded: true)), ("05", .second(isPadded: true)),
        ("06", .shortYear), ("15", .hour), ("PM", .half(isUpper: true)), ("pm", .half(isUpper: false)),
        ("_2", .day("_2")), ("1", .month("1")), ("2", .day("2")), ("3", .hour12(isPadded: false)),
        ("4", .minute(isPadded: false)), ("5", .second(isPadded: false)),
    ]

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    private var elements: [Element] = []

    init(_ layout: String) {
        var rest = layout[...]
        while let first = rest.first {
            if first == "." || first == ",", let (digits, isNine) = Self.fraction(rest.dropFirst()) {
                elements.append(.fraction(mark: first, digits: digits, trims: isNine))
                rest = rest.dropFirst(digits + 1)
            } else if let (form, element) = Self.forms.first(where: { Self.starts(rest, with: $0.form) }) {
                elements.append(element)
                rest = rest.dropFirst(form.count)
            } else {
                elements.append(.text(first))
                rest = rest.dropFirst()
            }
        }
    }

    /// `Jan` within a word such as `Janet` is no month, and `_2006` is a year after an underscore.
    private static func starts(_ text: Substring, with form: String) -> Bool {
        guard text.hasPrefix(form) else { return false }
        let next = text.dropFirst(form.count).first
        if form == "Jan" || form == "Mon" { return !(next.map { $0.isASCII && $0.isLowercase } ?? false) }
        return !(form == "_2" && text.hasPrefix("_2006"))
    }

    /// A run of zeros or of nines that no other digit follows.
    private static func fraction(_ text: Substring) -> (digits: Int, isNine: Bool)? {
        guard let digit = text.first, digit == "0" || digit == "9" else { return nil }
        let run = text.prefix { $0 == digit }
        if let next = text.dropFirst(run.count).first, next.isASCII, next.isNumber { return nil }
        return (run.count, digit == "9")
    }

    func text(of time: GoTime, in zone: GoTime.Zone) -> String {
        let date = time.date(in: zone)
        let hour = Int(date.tm_hour)
        return elements.map { element in
            switch element {
            case .text(let character): String(character)
            case .year: GoTime.digits(date.tm_year + 1900, 4)
            case .shortYear: GoTime.digits((date.tm_year + 1900) % 100, 2)
            case .month("01"): GoTime.digits(date.tm_mon + 1, 2)
            case .month("1"): String(date.tm_mon + 1)
            case .month("Jan"): String(Self.months[Int(date.tm_mon)].prefix(3))
            case .month: Self.months[Int(date.tm_mon)]
            case .day("02"): GoTime.digits(date.tm_mday, 2)
            case .day("_2"): (date.tm_mday < 10 ? " " : "") + String(date.tm_mday)
            case .day: String(date.tm_mday)
            case .weekday(let isShort):
                isShort ? String(Self.weekdays[Int(date.tm_wday)].prefix(3)) : Self.weekdays[Int(date.tm_wday)]
            case .hour: GoTime.digits(hour, 2)
            case .hour12(let isPadded): GoTime.digits(hour % 12 == 0 ? 12 : hour % 12, isPadded ? 2 : 1)
            case .minute(let isPadded): GoTime.digits(date.tm_min, isPadded ? 2 : 1)
            case .second(let isPadded): GoTime.digits(date.tm_sec, isPadded ? 2 : 1)
            case .half(let isUpper): isUpper ? (hour < 12 ? "AM" : "PM") : (hour < 12 ? "am" : "pm")
            case .fraction(let mark, let count, let trims):
                Self.fraction(time, mark: mark, count: count, trims: trims)
            case .zoneName: zone.name
            case .offset(let colon, let isZ): isZ && zone.offset == 0 ? "Z" : GoTime.offset(zone.offset, colon: colon)
            }
        }.joined()
    }

    private static func fraction(_ time: GoTime, mark: Character, count: Int, trims: Bool) -> String {
        var digits = String(GoTime.digits(time.parts.fraction, 9).prefix(count))
        digits += String(repeating: "0", count: max(0, count - 9))
        if trims { while digits.hasSuffix("0") { digits.removeLast() } }
        return digits.isEmpty ? "" : "\(mark)\(digits)"
    }
}
