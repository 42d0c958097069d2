extension Recorded {
    static let moreFunctions = group(
        "MoreFunctions", of: .basic,
        [
            .init("{{pad .Name 0 0}}|", "web|"),
            .init("{{pad .Name .Count .Count}}|", "   web   |"),
            .init("{{truncate .Uni 1}}", "h"),
            .init(
                "{{truncate .Name -1}}",
                failure:
                    "template: :1:2: executing \"\" at <truncate .Name -1>: error calling truncate: runtime error: slice bounds out of range [:-1]"
            ),
            .init("{{truncate .Name 0}}|", "|"),
            .init("{{title `élan vital_x 1st`}}", "Élan Vital_x 1st"),
            .init("{{upper .Uni}}", "HÉLLO WÖRLD ✓"),
            .init("{{split .Name ``}}", "[w e b]"),
            .init("{{split .Name `x`}}", "[web]"),
            .init("{{split `` `x`}}|", "[]|"),
            .init("{{split `aXbX` `X` | len}}", "3"),
            .init("{{join .Strings ``}}", "xyz"),
            .init("{{join .NoStrings `,`}}|", "|"),
            .init(
                "{{join .Count `,`}}",
                failure:
                    "template: :1:2: executing \"\" at <join .Count `,`>: error calling join: expected slice, got int"),
            .init("{{join .Nested.List `;`}}", "map[N:1];map[N:2]"),
            .init("{{join (split .Uni ` `) `_`}}", "héllo_wörld_✓"),
            .init("{{json .Name | json}}", "\"\\\"web\\\"\""),
            .init(
                "{{json .Count 1}}",
                failure: "template: :1:2: executing \"\" at <json>: wrong number of args for json: want 1 got 2"),
            .init(
                "{{json}}",
                failure: "template: :1:2: executing \"\" at <json>: wrong number of args for json: want 1 got 0"),
            .init(
                "{{split .Name}}",
                failure: "template: :1:2: executing \"\" at <split>: wrong number of args for split: want 2 got 1"),
            .init("{{join .Strings 1}}", failure: "template: :1:16: executing \"\" at <1>: expected string; found 1"),
            .init("{{truncate 1 .Name}}", failure: "template: :1:11: executing \"\" at <1>: expected string; found 1"),
            .init("{{pad 1 2 3}}", failure: "template: :1:6: executing \"\" at <1>: expected string; found 1"),
            .init(
                "{{title .Nil}}",
                failure:
                    "template: :1:8: executing \"\" at <.Nil>: wrong type for value; expected string; got interface {}"),
            .init(
                "{{lower .Count}}",
                failure: "template: :1:8: executing \"\" at <.Count>: wrong type for value; expected string; got int"),
            .init("{{html `<&>` `x` 1}}", "&lt;&amp;&gt;x1"),
            .init("{{urlquery `a b/c?d=é&~_-.`}}", "a+b%2Fc%3Fd%3D%C3%A9%26~_-."),
            .init("{{js `</script>'\"\\\n`}}", "\\u003C/script\\u003E\\'\\\"\\\\\\u000A"),
            .init("{{js 5}}{{html true}}{{urlquery .Nil}}", "5true%3Cno+value%3E"),
            .init("{{printf .Name .Count}}", "web%!(EXTRA int=3)"),
            .init("{{printf `%s` (json .Map)}}", "{\"a\":\"x\",\"b\":1}"),
            .init(
                "{{call .Strings 1}}",
                failure:
                    "template: :1:2: executing \"\" at <call .Strings 1>: error calling call: non-function .Strings of type []string"
            ),
            .init(
                "{{index}}",
                failure:
                    "template: :1:2: executing \"\" at <index>: wrong number of args for index: want at least 1 got 0"),
            .init(
                "{{slice}}",
                failure:
                    "template: :1:2: executing \"\" at <slice>: wrong number of args for slice: want at least 1 got 0"),
            .init(
                "{{len .Name .Name}}",
                failure: "template: :1:2: executing \"\" at <len>: wrong number of args for len: want 1 got 2"),
            .init("{{html}}{{js}}{{urlquery}}{{println}}", "\n"),
            // Found by comparing thousands of random templates.
            .init(
                "{{split (len .Name) .Nested.Inner}}",
                failure: "template: :1:13: executing \"\" at <.Name>: wrong type for value; expected string; got int"),
            .init(
                "{{len 'c'}}",
                failure: "template: :1:2: executing \"\" at <len 'c'>: error calling len: len of type int"),
            .init("{{range $e := .U64}}<{{.}}>{{else}}none{{end}}", "<0><1><2><3><4><5><6>"),
            .init(
                "{{slice (print 1) .NoStrings (.Pi)}}",
                failure:
                    "template: :1:2: executing \"\" at <slice (print 1) .NoStrings (.Pi)>: error calling slice: cannot index slice/array with type interface {}"
            ),
            .init(
                "{{pad .NoStrings 1 .Pi}}",
                failure:
                    "template: :1:6: executing \"\" at <.NoStrings>: wrong type for value; expected string; got []string"
            ),
            .init("{{printf `%T %x` .Uni .List .Config.Labels}}", "string [61 1 <nil> 0x1.4p+01]%!(EXTRA <nil>)"),
            .init(
                "{{if index 1 | call}}y{{else}}n{{end}}",
                failure:
                    "template: :1:15: executing \"\" at <call>: error calling call: non-function <int Value> of type int"
            ),
        ])
}
