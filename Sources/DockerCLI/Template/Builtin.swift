/// The functions of Go's text/template itself. `and`, `or` and `call` are evaluated by the evaluator.
enum Builtin {
    static let names = Set(functions.keys).union(["and", "or", "call"])

    static let functions: [String: TemplateFunction] = [
        "not": TemplateFunction([.value]) { values in .bool(!values[0].isTrue) },
        "len": TemplateFunction([.value]) { values throws(TemplateFunctionError) in
            try Indexing.length(values[0])
        },
        "index": TemplateFunction([.value], variadic: .value) { values throws(TemplateFunctionError) in
            try Indexing.index(values[0], by: values.dropFirst())
        },
        "slice": TemplateFunction([.value], variadic: .held) { values throws(TemplateFunctionError) in
            try Indexing.slice(values[0], by: values.dropFirst())
        },
        "print": TemplateFunction([], variadic: .any) { .string(GoPrinter.sprint($0)) },
        "println": TemplateFunction([], variadic: .any) { .string(GoPrinter.sprintln($0)) },
        "printf": TemplateFunction([.string], variadic: .any) { values in
            guard case .string(let format)? = values.first else { return .null }
            return .string(GoPrinter.sprintf(format, Array(values.dropFirst())))
        },
        "html": TemplateFunction([], variadic: .any) { .string(Escaping.html(GoPrinter.escapable($0))) },
        "js": TemplateFunction([], variadic: .any) { .string(Escaping.javaScript(GoPrinter.escapable($0))) },
        "urlquery": TemplateFunction([], variadic: .any) { .string(Escaping.query(GoPrinter.escapable($0))) },
        "eq": TemplateFunction([.value], variadic: .value) { values throws(TemplateFunctionError) in
            .bool(try Comparison.equal(values[0], Array(values.dropFirst())))
        },
        "ne": comparison { first, second throws(TemplateFunctionError) in
            try !Comparison.equal(first, [second])
        },
        "lt": comparison(Comparison.less),
        "le": comparison(Comparison.lessOrEqual),
        "gt": comparison { first, second throws(TemplateFunctionError) in
            try !Comparison.lessOrEqual(first, second)
        },
        "ge": comparison { first, second throws(TemplateFunctionError) in
            try !Comparison.less(first, second)
        },
    ]

    private static func comparison(
        _ body: @escaping @Sendable (TemplateValue, TemplateValue) throws(TemplateFunctionError) -> Bool
    ) -> TemplateFunction {
        TemplateFunction([.value, .value]) { values throws(TemplateFunctionError) in
            .bool(try body(values[0], values[1]))
        }
    }
}
