extension Recorded {
    static let nothing = group(
        "Nothing", of: .nothing,
        [
            .init("{{.}}", "<no value>"),
            .init("{{.Foo}}", "<no value>"),
            .init("{{print .}}", "<nil>"),
            .init(
                "{{len .}}",
                failure:
                    "template: :1:2: executing \"\" at <len .>: error calling len: reflect: call of reflect.Value.Type on zero Value"
            ),
            .init("{{if .}}y{{else}}n{{end}}", "n"),
            .init("{{range .}}{{else}}e{{end}}", "e"),
            .init("{{json .}}", "null"),
        ])
}
