extension Recorded {
    static let printing = group(
        "Printing", of: .basic,
        [
            .init("{{.List}}", "[a 1 <nil> 2.5]"),
            .init("{{.Strings}}", "[x y z]"),
            .init("{{.NoStrings}}", "[]"),
            .init("{{.NoLabels}}", "map[]"),
            .init("{{.Ints}}", "[3 1 2]"),
            .init("{{.Labels}}", "map[com.example.a-b:v z:1]"),
            .init("{{.Pi}} {{.Big}} {{.Million}} {{.Small}} {{.Half}}", "3.14159 1e+21 1e+06 1e-05 0.5"),
            .init("{{.True}}{{.False}}", "truefalse"),
            .init("{{.Neg}} {{.Zero}} {{.U64}} {{.I64}}", "-42 0 7 9"),
            .init("{{.Uni}}", "héllo wörld ✓"),
            .init("{{.Html}}", "<a href=\"x\">'&'</a>"),
        ])
}
