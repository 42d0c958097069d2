import GoTemplate

extension TableLayout {
    /// A row as templates see it, for templates that work on more than one list.
    public func value(of row: Row, style: TableStyle) -> TemplateValue {
        .object(RowObject(row: row, layout: self, style: style))
    }
}
