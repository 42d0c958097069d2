extension Recorded {
    static let headers = group(
        "Headers", of: .header,
        [
            .init("{{.ID}}\t{{.Names}}", "CONTAINER ID\tNAMES"),
            .init("{{.Nope}}", "<no value>"),
            .init("{{.Label `x`}}", "L:x"),
            .init(
                "{{upper .ID}}\t{{json .Names}}\t{{join .ID `,`}}{{truncate .ID 3}}{{title .ID}}{{lower .ID}}",
                "CONTAINER ID\tNAMES\tCONTAINER IDCONTAINER IDCONTAINER IDCONTAINER ID"),
            .init("{{pad .ID 1 1}}|", " CONTAINER ID |"),
            .init("{{printf `%s!` .ID}}", "CONTAINER ID!"),
            .init(
                "{{.ID.Foo}}",
                failure: "template: :1:5: executing \"\" at <.ID.Foo>: can't evaluate field Foo in type string"),
            .init("{{slice .ID 0 4}}", "CONT"),
            .init("{{len .ID}}", "12"),
        ])
}
