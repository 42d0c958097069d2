extension Recorded {
    static let comparison = group(
        "Comparison", of: .basic,
        [
            .init("{{eq 1 1}}{{eq 1 2}}{{eq `a` `a`}}{{eq 1.5 1.5}}{{eq true true}}", "truefalsetruetruetrue"),
            .init("{{eq 3 1 2 3}}", "true"),
            .init("{{eq .Count 3}}{{eq .U64 7}}{{eq 7 .U64}}{{eq .I64 9}}", "truetruetruetrue"),
            .init(
                "{{eq 1 `1`}}",
                failure:
                    "template: :1:2: executing \"\" at <eq 1 `1`>: error calling eq: incompatible types for comparison: int and string"
            ),
            .init(
                "{{eq 1 1.0}}",
                failure:
                    "template: :1:2: executing \"\" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64"
            ),
            .init("{{eq .Nil nil}}{{eq .Missing nil}}{{eq .Name nil}}", "truetruefalse"),
            .init(
                "{{eq .Strings .Strings}}",
                failure:
                    "template: :1:2: executing \"\" at <eq .Strings .Strings>: error calling eq: non-comparable type [x y z]: []string"
            ),
            .init(
                "{{eq .Map .Map}}",
                failure:
                    "template: :1:2: executing \"\" at <eq .Map .Map>: error calling eq: non-comparable type map[a:x b:%!s(int=1)]: map[string]interface {}"
            ),
            .init(
                "{{eq 1}}",
                failure: "template: :1:2: executing \"\" at <eq 1>: error calling eq: missing argument for comparison"),
            .init(
                "{{eq}}",
                failure: "template: :1:2: executing \"\" at <eq>: wrong number of args for eq: want at least 1 got 0"),
            .init("{{ne 1 2}}{{ne `a` `a`}}", "truefalse"),
            .init(
                "{{ne 1 2 3}}",
                failure: "template: :1:2: executing \"\" at <ne>: wrong number of args for ne: want 2 got 3"),
            .init("{{lt 1 2}}{{lt 2 1}}{{lt `a` `b`}}{{lt 1.5 2.5}}{{lt .Neg .U64}}", "truefalsetruetruetrue"),
            .init("{{le 1 1}}{{gt 2 1}}{{ge 1 2}}", "truetruefalse"),
            .init(
                "{{lt true false}}",
                failure:
                    "template: :1:2: executing \"\" at <lt true false>: error calling lt: invalid type for comparison"),
            .init(
                "{{lt 1 `a`}}",
                failure:
                    "template: :1:2: executing \"\" at <lt 1 `a`>: error calling lt: incompatible types for comparison: int and string"
            ),
            .init(
                "{{lt .Strings 1}}",
                failure:
                    "template: :1:2: executing \"\" at <lt .Strings 1>: error calling lt: invalid type for comparison"),
            .init(
                "{{lt nil 1}}",
                failure: "template: :1:2: executing \"\" at <lt nil 1>: error calling lt: invalid type for comparison"),
            .init("{{eq .NoStrings nil}}{{eq .NoLabels nil}}", "truetrue"),
            .init(
                "{{eq .Strings 1}}",
                failure:
                    "template: :1:2: executing \"\" at <eq .Strings 1>: error calling eq: incompatible types for comparison: []string and int"
            ),
            .init(
                "{{eq .Strings .Map}}",
                failure:
                    "template: :1:2: executing \"\" at <eq .Strings .Map>: error calling eq: non-comparable types [x y z]: []string, map[string]interface {}: map[a:x b:1]"
            ),
            .init("{{gt .Pi 3.0}}", "true"),
        ])
}
