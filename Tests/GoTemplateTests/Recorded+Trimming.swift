extension Recorded {
    static let trimming = group(
        "Trimming", of: .basic,
        [
            .init("a  {{- .Name -}}  b", "awebb"),
            .init("a \n\t{{- .Name}}\n b", "aweb\n b"),
            .init("a{{- 3}}", "a3"),
            .init("{{/* comment */}}x", "x"),
            .init("a {{- /* c */ -}} b", "ab"),
            .init("{{/* open", failure: "template: :1: unclosed comment"),
            .init("{{/* a */ .Name}}", failure: "template: :1: comment ends before closing delimiter"),
            .init("{{- /* x */}}y", "y"),
            .init("{{-3}}", "-3"),
            .init("{{ .Name -}}\n\n", "web"),
            .init("{{.Name-}}", failure: "template: :1: bad character U+002D '-'"),
        ])
}
