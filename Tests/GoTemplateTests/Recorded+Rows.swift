extension Recorded {
    static let rows = group(
        "Rows", of: .row,
        [
            .init("{{.ID}}", "0123456789ab"),
            .init("{{.Names}}: {{.Image}}", "web,db/web: <none>"),
            .init(
                "{{.Foo}}",
                failure:
                    "template: :1:2: executing \"\" at <.Foo>: can't evaluate field Foo in type *formatter.ContainerContext"
            ),
            .init(
                "{{.ID.Foo}}",
                failure: "template: :1:5: executing \"\" at <.ID.Foo>: can't evaluate field Foo in type string"),
            .init("{{.Label `a`}}", "1"),
            .init("{{.Label `com.example.b`}}", "2"),
            .init(
                "{{.Label}}",
                failure: "template: :1:2: executing \"\" at <.Label>: wrong number of args for Label: want 1 got 0"),
            .init(
                "{{.Label `a` `b`}}",
                failure: "template: :1:2: executing \"\" at <.Label>: wrong number of args for Label: want 1 got 2"),
            .init("{{.Label 1}}", failure: "template: :1:9: executing \"\" at <1>: expected string; found 1"),
            .init("{{.Label nil}}", failure: "template: :1:9: executing \"\" at <nil>: cannot assign nil to string"),
            .init("{{`a` | .Label}}", "1"),
            .init(
                "{{.ID 1}}",
                failure: "template: :1:2: executing \"\" at <.ID>: wrong number of args for ID: want 0 got 1"),
            .init("{{.Platform}}", "<nil>"),
            .init(
                "{{.Platform.OS}}",
                failure: "template: :1:11: executing \"\" at <.Platform.OS>: nil pointer evaluating *formatter.Plat.OS"),
            .init(
                "{{json .}}",
                "{\"ID\":\"0123456789ab\",\"Image\":\"\\u003cnone\\u003e\",\"Labels\":\"a=1,b=2\",\"Names\":\"web,db/web\",\"Platform\":null}"
            ),
            .init("{{json .Image}}", "\"<none>\""),
            .init("{{json .Labels}}", "\"a=1,b=2\""),
            .init("{{if .Platform}}y{{else}}n{{end}}", "n"),
            .init("{{slice .ID 0 4}}", "0123"),
            .init("{{join (split .Names `,`) ` `}}", "web db/web"),
            .init("{{upper .Names}}", "WEB,DB/WEB"),
            .init("{{len .ID}}", "12"),
            .init(
                "{{range .ID}}{{end}}",
                failure: "template: :1:8: executing \"\" at <.ID>: range can't iterate over 0123456789ab"),
            .init(
                "{{.Foo.Bar}}",
                failure:
                    "template: :1:6: executing \"\" at <.Foo.Bar>: can't evaluate field Foo in type *formatter.ContainerContext"
            ),
            .init(
                "{{with .Foo}}{{end}}",
                failure:
                    "template: :1:7: executing \"\" at <.Foo>: can't evaluate field Foo in type *formatter.ContainerContext"
            ),
            .init("{{printf `%s=%q` .ID .Image}}", "0123456789ab=\"<none>\""),
            .init("{{$.ID}}", "0123456789ab"),
            .init(
                "{{(.Label `a`).X}}",
                failure: "template: :1:10: executing \"\" at <`a`>: can't evaluate field X in type string"),
            .init("{{eq .ID `x`}}{{eq (.Label `a`) `1`}}", "falsetrue"),
            .init(
                "{{index . `ID`}}",
                failure:
                    "template: :1:2: executing \"\" at <index . `ID`>: error calling index: can't index item of type formatter.ContainerContext"
            ),
            .init(
                "{{len .}}",
                failure:
                    "template: :1:2: executing \"\" at <len .>: error calling len: len of type formatter.ContainerContext"
            ),
            .init(
                "{{eq . 1}}",
                failure:
                    "template: :1:2: executing \"\" at <eq . 1>: error calling eq: incompatible types for comparison: *formatter.ContainerContext and int"
            ),
            .init(
                "{{lt . 1}}",
                failure: "template: :1:2: executing \"\" at <lt . 1>: error calling lt: invalid type for comparison"),
            .init(
                "{{join . `,`}}",
                failure:
                    "template: :1:2: executing \"\" at <join . `,`>: error calling join: expected slice, got *formatter.ContainerContext"
            ),
        ])
}
