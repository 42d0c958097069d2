extension Recorded {
    static let moreActions = group(
        "MoreActions", of: .basic,
        [
            .init(
                "{{range $i, $s := .Strings}}{{range $j, $n := $.Ints}}{{if and (eq $i 1) (eq $j 1)}}{{break}}{{end}}{{$i}}{{$j}}{{$s}}{{$n}} {{end}}{{end}}",
                "00x3 01x1 02x2 10y3 20z3 21z1 22z2 "),
            .init("{{with $m := .Map}}{{with $m.a}}{{.}}{{$m.b}}{{end}}{{end}}", "x1"),
            .init("{{if and .True (or .False (not .Zero)) (gt .Count 2)}}ok{{end}}", "ok"),
            .init("{{$s := ``}}{{range .Strings}}{{$s = print $s .}}{{end}}{{$s}}", "xyz"),
            .init(
                "{{define `rec`}}{{if .}}{{len .}}{{template `rec` (slice . 1)}}{{end}}{{end}}{{template `rec` .Strings}}",
                "321"),
            .init("{{define `loop`}}{{template `loop` .}}{{end}}{{if false}}{{template `loop`}}{{end}}", ""),
            .init("{{range .Strings}}{{with .}}{{continue}}{{end}}x{{end}}|", "|"),
            .init("{{range .Strings}}{{template `t` .}}{{end}}{{define `t`}}<{{.}}>{{end}}", "<x><y><z>"),
            .init("{{range $k, $v := .Nested}}{{$k}} {{end}}", "Inner List "),
            .init("{{ (index .Nested.List 0).N | printf `%s-%s` `n` | upper }}", "N-1"),
            .init("{{if eq .Name `web` `db`}}1{{end}}{{if ne .Name `web`}}2{{end}}", "1"),
            .init("{{with index .Labels `z`}}{{.}}{{end}}", "1"),
            .init("{{range split `a,b,c` `,`}}{{.}};{{end}}", "a;b;c;"),
            .init("{{$parts := split `k=v` `=`}}{{index $parts 0}}:{{index $parts 1}}", "k:v"),
            .init("{{len .Nested.List}} {{(len .Nested.List)}}", "2 2"),
            .init("{{range $i, $e := .Strings}}{{if $i}},{{end}}{{$e}}{{end}}", "x,y,z"),
            .init("{{- range .Strings -}} {{.}} {{- end -}} |", "xyz|"),
            .init("{{with .Name}}{{else}}{{end}}", ""),
            .init("{{range .Strings}}{{else}}{{end}}", ""),
            .init(
                "{{block `x` .Name}}{{.}}{{end}}{{define `x`}}new{{end}}",
                failure: "template: :1: template: multiple definition of template \"x\""),
            .init("{{define `x`}} {{end}}{{define `x`}}two{{end}}{{template `x`}}", "two"),
            .init(
                "{{template `missing` .Name}}",
                failure:
                    "template: :1:11: executing \"\" at <{{template \"missing\" .Name}}>: template \"missing\" not defined"
            ),
            .init(
                "{{if .Name}}{{.Count.X}}{{end}}",
                failure: "template: :1:20: executing \"\" at <.Count.X>: can't evaluate field X in type interface {}"),
            .init(
                "{{range .Strings}}{{index $.Ints 9}}{{end}}",
                failure:
                    "template: :1:20: executing \"\" at <index $.Ints 9>: error calling index: index out of range: 9"),
            .init(
                "{{$x := .Nested.Inner}}{{$x.Deep.More}}",
                failure:
                    "template: :1:27: executing \"\" at <$x.Deep.More>: can't evaluate field More in type interface {}"),
            .init(
                "{{$x := .Count}}{{$x.Foo}}",
                failure: "template: :1:20: executing \"\" at <$x.Foo>: can't evaluate field Foo in type int"),
            .init("{{(.Missing).X}}|", "<no value>|"),
            .init("{{(.Nil).X}}|", "<no value>|"),
            .init(
                "{{.Labels.z.q}}",
                failure: "template: :1:9: executing \"\" at <.Labels.z.q>: can't evaluate field q in type string"),
            .init("{{(index .Map `nope`).X}}|", "<no value>|"),
            .init("{{(index .List 2).X}}|", "<no value>|"),
            .init("{{index (index .Nested `List`) 1}}", "map[N:2]"),
            .init("{{range .List}}{{printf `%T ` .}}{{end}}", "string int <nil> float64 "),
            .init(
                "{{range .Nested.List}}{{printf `%T ` .}}{{end}}", "map[string]interface {} map[string]interface {} "),
            .init("{{print (eq .Nil .Missing)}}", "true"),
            .init("{{print (or .Nil .Missing)}}", "<nil>"),
            .init("{{.Name | html | printf `%q`}}", "\"web\""),
            .init("{{`x` | eq `x`}}", "true"),
            .init("{{3 | eq 1 2 3}}", "false"),
            .init("{{`b` | lt `a`}}", "true"),
            .init("{{.Name | index .Labels}}|", "|"),
            .init("{{ index .Labels (print `z`) }}", "1"),
            .init("{{not (eq 1 1) | printf `%v`}}", "false"),
            .init("{{and true false true}}", "false"),
            .init("{{or false nil .Name}}", "web"),
            .init("{{$a := 1}}{{$b := 2}}{{if lt $a $b}}{{$a}}<{{$b}}{{end}}", "1<2"),
            .init(
                "{{/*\n multi\n line */}}{{.Foo.Bar}}\n{{.Name.Bar}}", "<no value>\n",
                failure: "template: :4:7: executing \"\" at <.Name.Bar>: can't evaluate field Bar in type interface {}"),
            .init("{{range $i := .Ints}}{{$i}}{{end}}{{$i}}", failure: "template: :1: undefined variable \"$i\""),
            .init("{{if $y := 5}}{{$y}}{{end}}{{$y}}", failure: "template: :1: undefined variable \"$y\""),
            .init("{{\"a\" | print \"b\" | print}}", "ba"),
            .init("{{index .Strings 0 0}}", "120"),
            .init("{{slice (index .Strings 0) 0 1}}", "x"),
            .init("{{slice .Uni 0 1}}", "h"),
            .init(
                "{{1 | len}}", failure: "template: :1:6: executing \"\" at <len>: error calling len: len of type int"),
            .init("{{true | not}}", "false"),
            .init("{{ .Name|upper }}", "WEB"),
            .init("{{.Name|upper|lower}}", "web"),
            .init("{{print .Name|upper}}", "WEB"),
            .init("{{$ := 1}}{{$}}", "1"),
            .init("{{range $i, $i := .Strings}}{{$i}}{{end}}", "xyz"),
            .init("{{printf \"%s\\n\" .Name}}", "web\n"),
            .init("{{ print `a` `b` 1 2 `c` 3.5 true false }}", "ab1 2c3.5 true false"),
        ])
}
