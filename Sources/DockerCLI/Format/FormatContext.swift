import GoTemplate

/// Writes rows as the user asked for: a table, JSON, a template's lines, or identifiers alone.
public struct FormatContext: Sendable {
    /// The value of `--format`.
    public var format: OutputFormat
    /// Whether only identifiers are wanted.
    public var isQuiet: Bool
    /// How values are shown.
    public var style: TableStyle

    /// What `--format`, `--quiet` and `--no-trunc` say.
    public init(format: String? = nil, quiet: Bool = false, noTrunc: Bool = false) {
        self.format = OutputFormat(format)
        isQuiet = quiet
        style = TableStyle(truncates: !noTrunc)
    }

    /// Whether a template of the user is set aside because `--quiet` wins. docker then warns:
    /// `WARNING: Ignoring custom format, because both --format and --quiet are set.`
    public func ignoresFormat<Row>(of layout: TableLayout<Row>) -> Bool {
        isQuiet && layout.quietWins && !["", "table", "raw"].contains(format.source)
    }

    /// Whether rows are asked for that column. A format that cannot be parsed asks for nothing.
    public func uses<Row>(_ column: String, of layout: TableLayout<Row>) -> Bool {
        let format = layout.format(format, quiet: isQuiet)
        guard let template = try? Template(format.templateText) else { return false }
        return template.uses(column)
    }

    /// The text of the rows.
    ///
    /// - Throws: `FormatError`, and then nothing is to be written.
    public func render<Row>(_ rows: some Sequence<Row>, _ layout: TableLayout<Row>) throws(FormatError) -> String {
        let format = layout.format(format, quiet: isQuiet)
        do throws(TemplateError) {
            let template = try Template(format.templateText)
            var output: [UInt8] = []
            for row in rows {
                try template.render(.object(RowObject(row: row, layout: layout, style: style)), into: &output)
                output.append(UInt8(ascii: "\n"))
            }
            guard format.isTable else { return String(decoding: output, as: UTF8.self) }
            return Self.table(template, header: header(of: layout), rows: output)
        } catch {
            throw FormatError(error)
        }
    }

    private func header<Row>(of layout: TableLayout<Row>) -> HeaderObject {
        let pairs = layout.columns.compactMap { column in column.header.map { (column.name, $0) } }
        return HeaderObject(headers: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    /// Header and rows in columns. A template that works on rows and not on headers keeps what it made of them.
    private static func table(_ template: Template, header: HeaderObject, rows: [UInt8]) -> String {
        var text: [UInt8] = []
        do throws(TemplateError) {
            try template.render(.object(header), into: &text, overriding: TemplateFunction.headers)
        } catch {
            // docker shows what was made before the error, and the rows.
        }
        text.append(UInt8(ascii: "\n"))
        text.append(contentsOf: rows)
        return TabWriter().align(String(decoding: text, as: UTF8.self))
    }
}
