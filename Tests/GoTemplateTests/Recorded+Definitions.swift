extension Recorded {
    static let definitions = group(
        "Definitions", of: .basic,
        [
            .init("{{define \"t\"}}[{{.}}]{{end}}{{template \"t\" .Name}}{{template \"t\" 3}}", "[web][3]"),
            .init(
                "{{template \"t\"}}",
                failure: "template: :1:11: executing \"\" at <{{template \"t\"}}>: template \"t\" not defined"),
            .init("{{define \"t\"}}[{{.}}]{{end}}{{template \"t\"}}", "[<no value>]"),
            .init("{{block \"b\" .Count}}<{{.}}>{{end}}", "<3>"),
            .init(
                "{{define \"t\"}}{{$.Foo}}{{end}}{{template \"t\" .Name}}",
                failure: "template: :1:17: executing \"t\" at <$.Foo>: can't evaluate field Foo in type string"),
            .init(
                "{{define \"t\"}}{{.Foo}}{{end}}\n  {{template \"t\" .Name}}", "\n  ",
                failure: "template: :1:16: executing \"t\" at <.Foo>: can't evaluate field Foo in type string"),
            .init(
                "{{define \"a\"}}1{{end}}{{define \"a\"}}2{{end}}",
                failure: "template: :1: template: multiple definition of template \"a\""),
            .init("{{define \"t\"}}x", failure: "template: :1: unexpected EOF"),
            .init("{{define t}}x{{end}}", failure: "template: :1: unexpected \"t\" in define clause"),
            .init("{{template 1}}", failure: "template: :1: unexpected \"1\" in template clause"),
            .init(
                "{{if true}}{{define \"t\"}}x{{end}}{{end}}", failure: "template: :1: unexpected <define> in command"),
            .init("{{define \"t\"}}{{end}}{{else}}", failure: "template: :1: unexpected {{else}}"),
        ])
}
