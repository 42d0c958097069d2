extension Recorded {
    static let variables = group(
        "Variables", of: .basic,
        [
            .init("{{$x := .Name}}{{$x}}", "web"),
            .init("{{$x := 1}}{{$x = 2}}{{$x}}", "2"),
            .init("{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}", "2"),
            .init("{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "21"),
            .init("{{$m := .Nested}}{{$m.Inner.Deep}}", "d"),
            .init("{{$.Name}}", "web"),
            .init("{{with .Nested}}{{$.Name}}{{.Inner.Deep}}{{end}}", "webd"),
            .init("{{$x}}", failure: "template: :1: undefined variable \"$x\""),
            .init("{{$x = 1}}", failure: "template: :1:7: executing \"\" at <1>: undefined variable: $x"),
            .init("{{$x := .Count | printf `%d!`}}{{$x}}", "3!"),
            .init(
                "{{$x := 1}}{{$x 2}}",
                failure: "template: :1:13: executing \"\" at <$x>: can't give argument to non-function $x"),
            .init("{{$x, $y := 1}}", failure: "template: :1: too many declarations in command"),
        ])
}
