import GoTemplate

/// How rows are to be shown.
public struct TableStyle: Sendable, Equatable {
    /// Whether long values are shortened: identifiers to 12 digits, commands with an ellipsis. `--no-trunc` turns it off.
    public var truncates: Bool
    /// Whether sizes and times are for people. `--human=false` turns it off.
    public var isHuman: Bool

    /// A style; docker's usual one unless told.
    public init(truncates: Bool = true, isHuman: Bool = true) {
        (self.truncates, self.isHuman) = (truncates, isHuman)
    }

    /// The identifier, shortened if the style shortens.
    public func id(_ id: String) -> String { truncates ? shortID(id) : id }

    /// The text, cut to that width if the style shortens.
    public func text(_ text: String, width: Int) -> String { truncates ? ellipsis(text, width: width) : text }
}

/// The columns that a list can show, for example those of `docker volume ls`.
///
/// ```swift
/// let volumes = TableLayout<VolumeSummary>(
///     typeName: "*formatter.volumeContext", table: #"table {{.Driver}}\t{{.Name}}"#, quiet: "{{.Name}}",
///     columns: [
///         .text("Name", "VOLUME NAME") { $0.volume.name },
///         .text("Driver", "DRIVER") { $0.volume.driver },
///     ],
///     methods: [.init("Label") { row, key in row.volume.labels[key] ?? "" }])
/// ```
public struct TableLayout<Row: Sendable>: Sendable {
    /// A value that every row has: a name for templates and JSON, and a header for tables.
    public struct Column: Sendable {
        /// The name in templates and JSON.
        public let name: String
        /// Nil if docker has no header for it: a table then says `<no value>`.
        public let header: String?
        let value: @Sendable (Row, TableStyle) -> TemplateValue

        /// A column of any value.
        public static func value(
            _ name: String, _ header: String?, _ value: @escaping @Sendable (Row, TableStyle) -> TemplateValue
        ) -> Column {
            Column(name: name, header: header, value: value)
        }

        /// A column of text.
        public static func text(
            _ name: String, _ header: String?, _ text: @escaping @Sendable (Row) -> String
        ) -> Column {
            Column(name: name, header: header) { row, _ in .string(text(row)) }
        }

        /// A column of text that depends on the style.
        public static func text(
            _ name: String, _ header: String?, _ text: @escaping @Sendable (Row, TableStyle) -> String
        ) -> Column {
            Column(name: name, header: header) { row, style in .string(text(row, style)) }
        }
    }

    /// What templates call with a string: `{{.Label "name"}}`.
    public struct Method: Sendable {
        /// The name in templates and JSON.
        public let name: String
        let body: @Sendable (Row, String) -> String

        /// A method of that name.
        public init(_ name: String, _ body: @escaping @Sendable (Row, String) -> String) {
            (self.name, self.body) = (name, body)
        }
    }

    /// Go's name of the row's type, which errors show.
    public let typeName: String
    /// The format of `--format table` and of no format.
    public let table: String
    /// The format of `--quiet`.
    public let quiet: String
    /// The format of `--format raw`, if there is one.
    public let raw: String?
    /// The format of `--format raw` with `--quiet`.
    public let rawQuiet: String?
    /// Whether `--quiet` wins over a template of the user, as it does for `docker ps`.
    public let quietWins: Bool
    /// Sorted by name.
    public let columns: [Column]
    /// What templates can call.
    public let methods: [Method]

    private let columnIndex: [String: Int]

    /// The columns of a list.
    ///
    /// - Parameters:
    ///   - typeName: Go's name of the row's type, for example `*formatter.volumeContext`.
    ///   - table: the default format, with `table ` before it; `\t` may be written as two characters.
    ///   - quiet: the format of `--quiet`.
    ///   - raw: the format of `--format raw`, if there is one.
    ///   - rawQuiet: the format of both.
    ///   - quietWins: whether `--quiet` wins over a template of the user.
    ///   - columns: in any order; JSON sorts them.
    ///   - methods: with a string as argument.
    public init(
        typeName: String, table: String, quiet: String = "{{.ID}}", raw: String? = nil, rawQuiet: String? = nil,
        quietWins: Bool = false, columns: [Column], methods: [Method] = []
    ) {
        self.typeName = typeName
        self.table = table.hasPrefix("table") ? table : "table " + table
        self.quiet = quiet
        self.raw = raw
        self.rawQuiet = rawQuiet
        self.quietWins = quietWins
        self.columns = columns.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.methods = methods
        columnIndex = Dictionary(
            self.columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    func column(_ name: String) -> Column? { columnIndex[name].map { columns[$0] } }

    /// The format that is meant by what the user wrote.
    func format(_ source: OutputFormat, quiet isQuiet: Bool) -> OutputFormat {
        switch source.source {
        case "", "table": OutputFormat(isQuiet ? quiet : table)
        case "raw" where raw != nil: OutputFormat(isQuiet ? rawQuiet ?? raw : raw)
        default: isQuiet && quietWins ? OutputFormat(quiet) : source
        }
    }
}
