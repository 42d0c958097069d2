extension Recorded {
    static let dockerFunctions = group(
        "DockerFunctions", of: .basic,
        [
            .init("{{json .Map}}", "{\"a\":\"x\",\"b\":1}"),
            .init("{{json .Html}}", "\"<a href=\\\"x\\\">'&'</a>\""),
            .init("{{json .List}}", "[\"a\",1,null,2.5]"),
            .init("{{json .NoStrings}}", "null"),
            .init("{{json .NoLabels}}", "null"),
            .init("{{json nil}}", "null"),
            .init("{{json .Missing}}", "null"),
            .init("{{json .Uni}}", "\"héllo wörld ✓\""),
            .init("{{json .Pi}} {{json .Big}} {{json .Million}} {{json .Small}}", "3.14159 1e+21 1000000 0.00001"),
            .init("{{json .Nested}}", "{\"Inner\":{\"Deep\":\"d\"},\"List\":[{\"N\":\"1\"},{\"N\":\"2\"}]}"),
            .init("{{split `a:b:c` `:`}}", "[a b c]"),
            .init("{{len (split `` `:`)}}", "1"),
            .init("{{split `abc` ``}}", "[a b c]"),
            .init("{{join (split `a:b` `:`) `/`}}", "a/b"),
            .init("{{join .List `,`}}", "a,1,<nil>,2.5"),
            .init("{{join .Map `,`}}", "1,x"),
            .init("{{join .Nil `,`}}|", "|"),
            .init(
                "{{join .Name `,`}}",
                failure:
                    "template: :1:2: executing \"\" at <join .Name `,`>: error calling join: expected slice, got string"
            ),
            .init("{{join .Ints `-`}}", "3-1-2"),
            .init("{{title `hello wORLD foo-bar it's 3d`}}", "Hello WORLD Foo-Bar It'S 3d"),
            .init("{{lower `ÀB`}}{{upper `straße`}}", "àbSTRAßE"),
            .init("{{upper 1}}", failure: "template: :1:8: executing \"\" at <1>: expected string; found 1"),
            .init(
                "{{upper .Nil}}",
                failure:
                    "template: :1:8: executing \"\" at <.Nil>: wrong type for value; expected string; got interface {}"),
            .init(
                "{{upper .Missing}}",
                failure: "template: :1:8: executing \"\" at <.Missing>: invalid value; expected string"),
            .init("{{upper nil}}", failure: "template: :1:8: executing \"\" at <nil>: cannot assign nil to string"),
            .init(
                "{{upper .Strings}}",
                failure:
                    "template: :1:8: executing \"\" at <.Strings>: wrong type for value; expected string; got []string"),
            .init("{{pad .Name 1 2}}|", " web  |"),
            .init("{{pad `` 1 2}}|", "|"),
            .init(
                "{{pad .Name -1 0}}",
                failure:
                    "template: :1:2: executing \"\" at <pad .Name -1 0>: error calling pad: strings: negative Repeat count"
            ),
            .init(
                "{{pad .Name 1}}",
                failure: "template: :1:2: executing \"\" at <pad>: wrong number of args for pad: want 3 got 2"),
            .init(
                "{{pad .Name `1` 2}}", failure: "template: :1:12: executing \"\" at <`1`>: expected integer; found `1`"),
            .init("{{truncate .Name 2}}", "we"),
            .init("{{truncate .Name 9}}", "web"),
            .init("{{truncate .Name .Count}}", "web"),
            .init(
                "{{truncate .Name .I64}}",
                failure: "template: :1:17: executing \"\" at <.I64>: wrong type for value; expected int; got int64"),
            .init(
                "{{upper .Name .Name}}",
                failure: "template: :1:2: executing \"\" at <upper>: wrong number of args for upper: want 1 got 2"),
            .init(
                "{{.Name | truncate 2}}", failure: "template: :1:19: executing \"\" at <2>: expected string; found 2"),
            .init("{{index (split .Name `e`) 1}}", "b"),
        ])
}
