/// The records of a class as text for spreadsheets.
public struct GradeTable: Sendable {
    /// The identifiers of the exercise's checks, in its order.
    public var checks: [String]
    public var records: [GradeRecord]

    public init(checks: [String], records: [GradeRecord]) {
        self.checks = checks
        self.records = records
    }

    /// Comma-separated values after RFC 4180: lines end in CR LF, the first names the columns.
    public var csv: String {
        let head = ["submission", "points", "max", "percent"] + checks + ["note"]
        let rows = records.map { record in
            let verdicts = Dictionary(record.checks.map { ($0.id, $0.verdict) }) { first, _ in first }
            let numbers =
                record.outcome == .notJudged
                ? ["", Self.number(record.maximum), ""]
                : [
                    Self.number(record.points), Self.number(record.maximum),
                    record.percent.map { Self.number(($0 * 10).rounded() / 10) } ?? "",
                ]
            return [Self.cell(record.name)] + numbers
                + checks.map { verdicts[$0] ?? record.outcome.rawValue } + [Self.cell(record.note)]
        }
        return ([head.map(Self.cell)] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    /// A text that a spreadsheet takes as a text.
    ///
    /// Submissions are named by strangers. A cell that begins like a formula would be computed by the instructor's
    /// spreadsheet, so it gets an apostrophe in front.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first,
            "=+-@\t\r\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".unicodeScalars.contains(first)
        {
            text = "'" + text
        }
        let needsQuotes =
            text.unicodeScalars.contains { ",\"\r\n;".unicodeScalars.contains($0) }
            || text.first == " " || text.last == " "
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Without a fraction where there is none; a point as the decimal sign everywhere.
    public static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let hundredths = Int((abs(value) * 100).rounded())
        let sign = value < 0 && hundredths > 0 ? "-" : ""
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
