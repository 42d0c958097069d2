import GoTemplate

/// A row as templates see it.
struct RowObject<Row: Sendable>: TemplateObject {
    let row: Row
    let layout: TableLayout<Row>
    let style: TableStyle

    var typeName: String { layout.typeName }
    var fieldNames: [String] { layout.columns.map(\.name) }
    var escapesHTMLInJSON: Bool { true }

    func member(_ name: String) -> TemplateMember? {
        if let column = layout.column(name) { return .field(column.value(row, style)) }
        guard let method = layout.methods.first(where: { $0.name == name }) else { return nil }
        let row = row
        return .method(
            TemplateFunction([.string]) { arguments in
                guard case .string(let key)? = arguments.first else { return .null }
                return .string(method.body(row, key))
            })
    }
}

/// The headers as templates see them: a map from columns to headers, on which `.Label "a.b-c"` gives `b c`.
struct HeaderObject: TemplateObject {
    let headers: [String: String]

    var typeName: String { "formatter.SubHeaderContext" }
    var fieldNames: [String] { headers.keys.sorted() }

    func member(_ name: String) -> TemplateMember? {
        if let header = headers[name] { return .field(.string(header)) }
        guard name == "Label" else { return .field(.absent) }
        return .method(
            TemplateFunction([.string]) { arguments in
                guard case .string(let label)? = arguments.first else { return .null }
                let last = label.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
                return .string(String(last.map { $0 == "-" || $0 == "_" ? " " : $0 }))
            })
    }
}
