extension Evaluator {
    /// `.A.B`, `$x.A` or `(…).A`, the last name perhaps a method with arguments.
    mutating func evaluateMember(
        _ operand: Operand, dot: Held, arguments: [Operand], final: Held?
    ) throws(TemplateError) -> Held {
        at(operand)
        let (receiver, names): (Held, [String])
        switch operand {
        case .field(_, let fields): (receiver, names) = (dot, fields)
        case .variable(_, let parts):
            receiver = try variable(parts.first ?? "$")
            names = Array(parts.dropFirst())
            if names.isEmpty, !arguments.isEmpty || final != nil {
                throw failure("can't give argument to non-function \(operand)")
            }
        case .chain(_, let inner, let fields):
            if case .nil = inner { throw failure("indirection through explicit nil in \(operand)") }
            receiver = try evaluateOperand(inner, dot: dot)
            names = fields
        default: return .absent
        }
        var value = receiver
        for (index, name) in names.enumerated() {
            let isLast = index == names.count - 1
            value = try member(
                name, of: value, operand: operand, arguments: isLast ? arguments : [], final: isLast ? final : nil,
                dot: dot)
        }
        return value
    }

    /// A field, a key or the result of a method.
    private mutating func member(
        _ name: String, of receiver: Held, operand: Operand, arguments: [Operand], final: Held?, dot: Held
    ) throws(TemplateError) -> Held {
        let hasArguments = !arguments.isEmpty || final != nil
        switch receiver.value.underlying {
        case .absent: return try missing("nil data; no entry for key \(GoQuote.quote(name))")
        case .null where !receiver.isInterface:
            return try missing("nil data; no entry for key \(GoQuote.quote(name))")
        case .null, .typedNull(.named), .typedNull(.any):
            throw failure("nil pointer evaluating \(receiver.typeName).\(name)")
        case .typedNull(.map):
            if hasArguments { throw failure("\(name) is not a method but has arguments") }
            return try missing("map has no entry for key \(GoQuote.quote(name))")
        case .map(let entries, let type):
            if hasArguments { throw failure("\(name) is not a method but has arguments") }
            guard let value = entries[name] else {
                return try missing("map has no entry for key \(GoQuote.quote(name))")
            }
            return Held(value, elementOf: type)
        case .object(let object):
            switch object.member(name) {
            case .field(let value)?:
                if hasArguments { try refuseArguments(of: name, object, arguments.count + (final == nil ? 0 : 1)) }
                if case .null = value { return Held(.typedNull(.any)) }
                return Held(value)
            case .method(let function)?:
                return try call(
                    function, name: name, site: .init(operand: operand), arguments: arguments, final: final, dot: dot)
            case nil: break
            }
        default: break
        }
        throw failure("can't evaluate field \(name) in type \(receiver.typeName)")
    }

    private func refuseArguments(
        of name: String, _ object: any TemplateObject, _ count: Int
    ) throws(TemplateError) {
        if object is TemplateStruct { throw failure("\(name) has arguments but cannot be invoked as function") }
        throw failure("wrong number of args for \(name): want 0 got \(count)")
    }

    private func missing(_ reason: String) throws(TemplateError) -> Held {
        if missingKey == .error { throw failure(reason) }
        return .absent
    }

    /// An operand without arguments, where any type will do.
    mutating func evaluateOperand(_ operand: Operand, dot: Held) throws(TemplateError) -> Held {
        at(operand)
        switch operand {
        case .dot: return dot
        case .field, .variable, .chain:
            return try evaluateMember(operand, dot: dot, arguments: [], final: nil)
        case .pipeline(let pipeline): return try evaluate(pipeline, dot: dot)
        case .identifier(_, let name):
            return try evaluateFunction(
                name, site: .init(operand: operand), arguments: [], final: nil, dot: dot)
        case .nil: return Held(.null)
        case .bool, .number, .string: return Held(try constant(operand))
        }
    }
}
