extension Recorded {
    static let branches = group(
        "Branches", of: .basic,
        [
            .init("{{if .True}}T{{end}}", "T"),
            .init("{{if .False}}T{{else}}F{{end}}", "F"),
            .init("{{if .Empty}}1{{else if .Zero}}2{{else if .Name}}3{{else}}4{{end}}", "3"),
            .init(
                "{{if .NoStrings}}y{{else}}n{{end}}{{if .Strings}}y{{end}}{{if .Nil}}y{{else}}n{{end}}{{if .Missing}}y{{else}}n{{end}}{{if 0.0}}y{{else}}n{{end}}",
                "nynnn"),
            .init("{{if not .Empty}}e{{end}}", "e"),
            .init("{{if $x := .Name}}{{$x}}{{else}}{{$x}}{{end}}", "web"),
            .init("{{with .Name}}[{{.}}]{{end}}", "[web]"),
            .init("{{with .Empty}}x{{else}}{{.Name}}{{end}}", "web"),
            .init("{{with .Empty}}1{{else with .Name}}2{{.}}{{else}}3{{end}}", "2web"),
            .init("{{with $x := .Count}}{{$x}}{{.}}{{end}}", "33"),
            .init("{{range .Strings}}{{.}},{{end}}", "x,y,z,"),
            .init("{{range $e := .Strings}}{{$e}};{{end}}", "x;y;z;"),
            .init("{{range $i, $e := .Strings}}{{$i}}={{$e}} {{end}}", "0=x 1=y 2=z "),
            .init("{{range $k, $v := .Map}}{{$k}}={{$v}} {{end}}", "a=x b=1 "),
            .init("{{range .Map}}{{.}} {{end}}", "x 1 "),
            .init("{{range .NoStrings}}x{{else}}none{{end}}", "none"),
            .init("{{range .Missing}}x{{else}}none{{end}}", "none"),
            .init("{{range .Nil}}x{{else}}none{{end}}", "none"),
            .init("{{range .List}}<{{.}}>{{end}}", "<a><1><<no value>><2.5>"),
            .init("{{range .Count}}{{.}} {{end}}", "0 1 2 "),
            .init("{{range $i := 3}}{{$i}}{{end}}", "012"),
            .init(
                "{{range $i, $j := 3}}{{$i}}{{end}}",
                failure: "template: :1:18: executing \"\" at <3>: can't use 3 to iterate over more than one variable"),
            .init("{{range .Zero}}x{{else}}zero{{end}}", "zero"),
            .init(
                "{{range .Name}}x{{end}}",
                failure: "template: :1:8: executing \"\" at <.Name>: range can't iterate over web"),
            .init(
                "{{range .Pi}}x{{end}}",
                failure: "template: :1:8: executing \"\" at <.Pi>: range can't iterate over 3.14159"),
            .init("{{range .Strings}}{{if eq . `y`}}{{break}}{{end}}{{.}}{{end}}", "x"),
            .init("{{range .Strings}}{{if eq . `y`}}{{continue}}{{end}}{{.}}{{end}}", "xz"),
            .init(
                "{{range $i, $_ := .Strings}}{{range $.Ints}}{{if eq . 1}}{{break}}{{end}}{{.}}{{end}}{{$i}}{{end}}",
                "303132"),
            .init("{{$x := 0}}{{$y := ``}}{{range $x, $y = .Strings}}{{end}}{{$x}}{{$y}}", "2z"),
            .init("{{range .Nested.List}}{{.N}}{{end}}", "12"),
            .init(
                "{{range .Strings}}{{.Foo}}{{end}}",
                failure: "template: :1:20: executing \"\" at <.Foo>: can't evaluate field Foo in type string"),
            .init(
                "{{range .List}}{{.Foo}}{{end}}",
                failure: "template: :1:17: executing \"\" at <.Foo>: can't evaluate field Foo in type interface {}"),
            .init("{{break}}", failure: "template: :1: {{break}} outside {{range}}"),
            .init("{{range .Strings}}{{end}}{{continue}}", failure: "template: :1: {{continue}} outside {{range}}"),
        ])
}
