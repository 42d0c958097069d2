extension Recorded {
    static let indexing = group(
        "Indexing", of: .basic,
        [
            .init(
                "{{len .Name}}{{len .Uni}}{{len .Strings}}{{len .Map}}{{len .NoStrings}}{{len .NoLabels}}", "3173200"),
            .init(
                "{{len 3}}", failure: "template: :1:2: executing \"\" at <len 3>: error calling len: len of type int"),
            .init(
                "{{len .Nil}}",
                failure: "template: :1:2: executing \"\" at <len .Nil>: error calling len: len of nil pointer"),
            .init(
                "{{len .Missing}}",
                failure:
                    "template: :1:2: executing \"\" at <len .Missing>: error calling len: reflect: call of reflect.Value.Type on zero Value"
            ),
            .init(
                "{{len nil}}",
                failure:
                    "template: :1:2: executing \"\" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value"
            ),
            .init(
                "{{len}}",
                failure: "template: :1:2: executing \"\" at <len>: wrong number of args for len: want 1 got 0"),
            .init("{{index .Strings 1}}", "y"),
            .init(
                "{{index .Strings 3}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Strings 3>: error calling index: reflect: slice index out of range"
            ),
            .init(
                "{{index .Strings 4}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Strings 4>: error calling index: index out of range: 4"),
            .init(
                "{{index .Strings -1}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Strings -1>: error calling index: index out of range: -1"
            ),
            .init(
                "{{index .Strings `a`}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Strings `a`>: error calling index: cannot index slice/array with type string"
            ),
            .init(
                "{{index .Strings nil}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Strings nil>: error calling index: cannot index slice/array with nil"
            ),
            .init("{{index .Strings}}", "[x y z]"),
            .init("{{index .Labels `z`}}", "1"),
            .init("{{index .Labels `nope`}}|", "|"),
            .init("{{index .Map `nope`}}", "<no value>"),
            .init(
                "{{index .Map 1}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Map 1>: error calling index: value has type int; should be string"
            ),
            .init(
                "{{index .Map nil}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Map nil>: error calling index: value is nil; should be of type string"
            ),
            .init("{{index .Nested `Inner` `Deep`}}", "d"),
            .init("{{index .Nested `List` 1 `N`}}", "2"),
            .init("{{index .Name 0}}", "119"),
            .init(
                "{{index .Name 9}}",
                failure: "template: :1:2: executing \"\" at <index .Name 9>: error calling index: index out of range: 9"
            ),
            .init(
                "{{index .Count 0}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Count 0>: error calling index: can't index item of type int"
            ),
            .init(
                "{{index .Nil 0}}",
                failure: "template: :1:2: executing \"\" at <index .Nil 0>: error calling index: index of untyped nil"),
            .init(
                "{{index .Missing 0}}",
                failure:
                    "template: :1:2: executing \"\" at <index .Missing 0>: error calling index: index of untyped nil"),
            .init("{{index .List 2}}", "<no value>"),
            .init(
                "{{index nil}}",
                failure: "template: :1:2: executing \"\" at <index nil>: error calling index: index of untyped nil"),
            .init("{{index .NoLabels `a`}}|", "|"),
            .init(
                "{{index .NoStrings 0}}",
                failure:
                    "template: :1:2: executing \"\" at <index .NoStrings 0>: error calling index: reflect: slice index out of range"
            ),
            .init("{{slice .Name 1}}", "eb"),
            .init("{{slice .Name 1 2}}", "e"),
            .init("{{slice .Name}}", "web"),
            .init("{{slice .Strings 1 2}}", "[y]"),
            .init(
                "{{slice .Strings 2 1}}",
                failure:
                    "template: :1:2: executing \"\" at <slice .Strings 2 1>: error calling slice: invalid slice index: 2 > 1"
            ),
            .init(
                "{{slice .Name 9}}",
                failure: "template: :1:2: executing \"\" at <slice .Name 9>: error calling slice: index out of range: 9"
            ),
            .init(
                "{{slice .Name 0 1 2}}",
                failure:
                    "template: :1:2: executing \"\" at <slice .Name 0 1 2>: error calling slice: cannot 3-index slice a string"
            ),
            .init("{{slice .Strings 0 1 2}}", "[x]"),
            .init(
                "{{slice .Count 1}}",
                failure:
                    "template: :1:2: executing \"\" at <slice .Count 1>: error calling slice: can't slice item of type int"
            ),
            .init(
                "{{slice .Map 1}}",
                failure:
                    "template: :1:2: executing \"\" at <slice .Map 1>: error calling slice: can't slice item of type map[string]interface {}"
            ),
            .init(
                "{{slice nil 1}}",
                failure: "template: :1:2: executing \"\" at <slice nil 1>: error calling slice: slice of untyped nil"),
            .init(
                "{{slice .Name `a`}}",
                failure:
                    "template: :1:2: executing \"\" at <slice .Name `a`>: error calling slice: cannot index slice/array with type string"
            ),
            .init("{{.Name | slice}}", "web"),
            .init(
                "{{slice .Strings 0 1 2 3}}",
                failure:
                    "template: :1:2: executing \"\" at <slice .Strings 0 1 2 3>: error calling slice: too many slice indexes: 4"
            ),
        ])
}
