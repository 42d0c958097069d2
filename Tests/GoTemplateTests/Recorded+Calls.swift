extension Recorded {
    static let calls = group(
        "Calls", of: .basic,
        [
            .init(
                "{{call .Name}}",
                failure:
                    "template: :1:2: executing \"\" at <call .Name>: error calling call: non-function .Name of type string"
            ),
            .init(
                "{{call nil}}", failure: "template: :1:2: executing \"\" at <call nil>: error calling call: call of nil"
            ),
            .init(
                "{{call .Missing 1}}",
                failure: "template: :1:2: executing \"\" at <call .Missing 1>: error calling call: call of nil"),
            .init(
                "{{call}}",
                failure:
                    "template: :1:2: executing \"\" at <call>: wrong number of args for call: want at least 1 got 0"),
            .init(
                "{{.Name | call}}",
                failure:
                    "template: :1:10: executing \"\" at <call>: error calling call: non-function web of type string"),
        ])
}
