/// eq, ne, lt, le, gt and ge.
enum Comparison {
    /// Kinds that can be compared with one another.
    private enum Kind {
        case bool, int, unsigned, float, string, other
    }

    private static func kind(_ value: TemplateValue) -> Kind {
        switch value {
        case .bool: .bool
        case .int: .int
        case .unsigned: .unsigned
        case .float: .float
        case .string: .string
        default: .other
        }
    }

    /// Whether the first equals any of the others.
    static func equal(_ first: TemplateValue, _ others: [TemplateValue]) throws(TemplateFunctionError) -> Bool {
        guard !others.isEmpty else { throw TemplateFunctionError("missing argument for comparison") }
        for other in others where try equal(first, other) { return true }
        return false
    }

    private static func equal(_ first: TemplateValue, _ second: TemplateValue) throws(TemplateFunctionError) -> Bool {
        switch (first.underlying, second.underlying) {
        case (.bool(let a), .bool(let b)): return a == b
        case (.int(let a), .int(let b)): return a == b
        case (.unsigned(let a), .unsigned(let b)): return a == b
        case (.int(let a), .unsigned(let b)), (.unsigned(let b), .int(let a)): return a >= 0 && UInt64(a) == b
        case (.float(let a), .float(let b)): return a == b
        case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
        case (.absent, let b), (.null, let b): return b.isNull
        case (let a, .absent), (let a, .null): return a.isNull
        case (let a, let b):
            guard kind(a) == kind(b) else {
                throw TemplateFunctionError(
                    "incompatible types for comparison: \(first.typeName) and \(second.typeName)")
            }
            guard shape(a) == shape(b) else {
                throw TemplateFunctionError(
                    "non-comparable types \(GoPrinter.text(first, verb: "s")): \(first.typeName), "
                        + "\(second.typeName): \(GoPrinter.text(second))")
            }
            if a.isNull || b.isNull { return a.isNull && b.isNull }
            guard case .object = b else {
                throw TemplateFunctionError(
                    "non-comparable type \(GoPrinter.text(second, verb: "s")): \(second.typeName)")
            }
            return false
        }
    }

    /// Go's kind of a value that is not basic.
    private static func shape(_ value: TemplateValue) -> String {
        switch value {
        case .list, .typedNull(.list): "slice"
        case .map, .typedNull(.map): "map"
        default: "pointer"
        }
    }

    static func less(_ first: TemplateValue, _ second: TemplateValue) throws(TemplateFunctionError) -> Bool {
        let (a, b) = (first.underlying, second.underlying)
        guard kind(a) != .other, kind(b) != .other else {
            throw TemplateFunctionError("invalid type for comparison")
        }
        switch (a, b) {
        case (.int(let a), .int(let b)): return a < b
        case (.unsigned(let a), .unsigned(let b)): return a < b
        case (.int(let a), .unsigned(let b)): return a < 0 || UInt64(a) < b
        case (.unsigned(let a), .int(let b)): return b >= 0 && a < UInt64(b)
        case (.float(let a), .float(let b)): return a < b
        case (.string(let a), .string(let b)): return a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.bool, .bool): throw TemplateFunctionError("invalid type for comparison")
        default:
            throw TemplateFunctionError(
                "incompatible types for comparison: \(first.typeName) and \(second.typeName)")
        }
    }

    static func lessOrEqual(_ first: TemplateValue, _ second: TemplateValue) throws(TemplateFunctionError) -> Bool {
        if try less(first, second) { return true }
        return try equal(first, second)
    }
}
