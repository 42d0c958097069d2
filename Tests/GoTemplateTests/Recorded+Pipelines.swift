extension Recorded {
    static let pipelines = group(
        "Pipelines", of: .basic,
        [
            .init("{{.Name | upper}}", "WEB"),
            .init("{{.Name | printf `%s-%s` `a`}}", "a-web"),
            .init("{{`a,b` | split `,`}}", "[,]"),
            .init("{{(index .Nested.List 0).N}}", "1"),
            .init("{{(index .Nested.List 1).X}}", "<no value>"),
            .init("{{(.Nested).Inner.Deep}}", "d"),
            .init("{{(printf `%s` .Name)}}", "web"),
            .init("{{printf (print `%` `d`) 5}}", "5"),
            .init("{{.Name | 5}}", failure: "template: :1: non executable command in pipeline stage 2"),
            .init("{{3 | print | len}}", "1"),
            .init(
                "{{(1) 2}}", failure: "template: :1:2: executing \"\" at <(1) 2>: can't give argument to non-function 1"
            ),
            .init("{{len (print .Name `!`)}}", "4"),
            .init("{{nil | print}}", failure: "template: :1:2: executing \"\" at <nil>: nil is not a command"),
            .init("{{. | len}}", "25"),
            .init(
                "{{1 .Name}}", failure: "template: :1:2: executing \"\" at <1>: can't give argument to non-function 1"),
            .init(
                "{{(.Name | upper).X}}",
                failure: "template: :1:11: executing \"\" at <upper>: can't evaluate field X in type string"),
            .init("{{()}}", failure: "template: :1: missing value for parenthesized pipeline"),
            .init("{{|}}", failure: "template: :1: unexpected \"|\" in command"),
            .init("{{.Name |}}", "web"),
            .init("{{| .Name}}", failure: "template: :1: unexpected \"|\" in command"),
            .init("{{(.Name}}", failure: "template: :1: unclosed left paren"),
            .init("{{.Name)}}", failure: "template: :1: unexpected right paren"),
        ])
}
