extension Recorded {
    static let text = group(
        "Text", of: .basic,
        [
            .init("", ""),
            .init("plain text", "plain text"),
            .init("{{.Name}}", "web"),
            .init("{{ .Name }}", "web"),
            .init("a{{.Name}}b{{.Count}}c", "awebb3c"),
            .init("{{.Map}}", "map[a:x b:1]"),
            .init("{{.Missing}}", "<no value>"),
            .init("{{.Missing.More}}", "<no value>"),
            .init("{{.Nil}}", "<no value>"),
            .init(
                "{{.Nil.More}}",
                failure: "template: :1:6: executing \"\" at <.Nil.More>: nil pointer evaluating interface {}.More"),
            .init("{{.Nested.Inner.Deep}}", "d"),
            .init("{{.Nested.Inner}}", "map[Deep:d]"),
            .init("{{.Nested.Nope.Deep}}", "<no value>"),
            .init(
                "{{.Name.Foo}}",
                failure: "template: :1:7: executing \"\" at <.Name.Foo>: can't evaluate field Foo in type interface {}"),
            .init(
                "{{(.Name).Foo}}",
                failure: "template: :1:3: executing \"\" at <.Name>: can't evaluate field Foo in type string"),
            .init(
                "{{.Count.Foo}}",
                failure: "template: :1:8: executing \"\" at <.Count.Foo>: can't evaluate field Foo in type interface {}"
            ),
            .init(
                "{{.Strings.Foo}}",
                failure:
                    "template: :1:10: executing \"\" at <.Strings.Foo>: can't evaluate field Foo in type interface {}"),
            .init("{{.NoLabels.foo}}", "<no value>"),
            .init("{{.Labels.z}}", "1"),
            .init("{{.Labels.nope}}", "<no value>"),
            .init(
                "{{.Name 1}}",
                failure: "template: :1:2: executing \"\" at <.Name>: Name is not a method but has arguments"),
            .init(
                "{{.Name | .Count}}",
                failure: "template: :1:10: executing \"\" at <.Count>: Count is not a method but has arguments"),
            .init("{{\"quoted \\\"text\\\" \\t\\x41\\u00e9\\101\"}}", "quoted \"text\" \tAéA"),
            .init("{{`raw \\n text`}}", "raw \\n text"),
            .init("{{'a'}}", "97"),
            .init("{{'\\n'}}", "10"),
            .init("{{'é'}}", "233"),
            .init("{{1}} {{-2}} {{+3}}", "1 -2 3"),
            .init("{{0x1F}} {{0b101}} {{0o17}} {{017}} {{1_000}}", "31 5 15 15 1000"),
            .init("{{1.5}} {{1e3}} {{.5}} {{1e6}} {{1.0}} {{2.}} {{0x1p4}}", "1.5 1000 0.5 1e+06 1 2 16"),
            .init("{{true}} {{false}}", "true false"),
            .init("{{nil}}", failure: "template: :1:2: executing \"\" at <nil>: nil is not a command"),
            .init("{{1e400}}", failure: "template: :1: illegal number syntax: \"1e400\""),
            .init("{{99999999999999999999}}", failure: "template: :1: integer overflow: \"99999999999999999999\""),
            .init(
                "{{18446744073709551615}}",
                failure: "template: :1:2: executing \"\" at <18446744073709551615>: 18446744073709551615 overflows int"),
            .init("{{1i}}", "(0+1i)"),
            .init("{{1+2i}}", "(1+2i)"),
            .init("{{089}}", failure: "template: :1: integer overflow: \"089\""),
            .init("{{print 1.5 2 `x` 'a'}}", "1.5 2x97"),
        ])
}
