extension Recorded {
    static let logic = group(
        "Logic", of: .basic,
        [
            .init("{{and 1 0}}{{and 1 2}}{{or 0 2}}{{or 0 ``}}", "022"),
            .init(
                "{{and}}",
                failure: "template: :1:2: executing \"\" at <and>: wrong number of args for and: want at least 1 got 0"),
            .init("{{not 1}}{{not 0}}{{not .Nil}}", "falsetruetrue"),
            .init("{{or .Missing `dflt`}}", "dflt"),
            .init("{{and .Name .Count}}", "3"),
            .init("{{or .Name (.Name.Foo)}}", "web"),
            .init("{{and 0 (.Name.Foo)}}", "0"),
            .init("{{0 | or 5}}", "5"),
            .init("{{`x` | and 1}}", "x"),
            .init(
                "{{not}}",
                failure: "template: :1:2: executing \"\" at <not>: wrong number of args for not: want 1 got 0"),
            .init(
                "{{not 1 2}}",
                failure: "template: :1:2: executing \"\" at <not>: wrong number of args for not: want 1 got 2"),
        ])
}
