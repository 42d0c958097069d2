extension Evaluator {
    /// The part of a template that a call's own failure points at.
    struct CallSite {
        private var command: Command?
        private var operand: Operand?

        init(command: Command) { self.command = command }
        init(operand: Operand) { self.operand = operand }

        func mark(_ evaluator: inout Evaluator) {
            if let command { evaluator.at(command) }
            if let operand { evaluator.at(operand) }
        }
    }

    mutating func evaluateFunction(
        _ name: String, site: CallSite, arguments: [Operand], final: Held?, dot: Held
    ) throws(TemplateError) -> Held {
        if let function = overriding[name] ?? template.functions[name] {
            return try call(
                function, name: name, site: site, arguments: arguments, final: final, dot: dot)
        }
        switch name {
        case "and", "or": return try shortCircuit(name, arguments: arguments, final: final, dot: dot)
        case "call": return try callValue(site: site, arguments: arguments, final: final, dot: dot)
        default:
            guard let function = Builtin.functions[name] else {
                throw failure("\(GoQuote.quote(name)) is not a defined function")
            }
            return try call(function, name: name, site: site, arguments: arguments, final: final, dot: dot)
        }
    }

    /// Calls a function after its arguments were counted, evaluated and checked.
    mutating func call(
        _ function: TemplateFunction, name: String, site: CallSite, arguments: [Operand], final: Held?, dot: Held
    ) throws(TemplateError) -> Held {
        let fixed = function.parameters.count
        let count = arguments.count + (final == nil ? 0 : 1)
        if function.variadic != nil {
            guard count >= fixed else {
                throw failure("wrong number of args for \(name): want at least \(fixed) got \(arguments.count)")
            }
        } else if count != fixed {
            throw failure("wrong number of args for \(name): want \(fixed) got \(count)")
        }
        func parameter(_ index: Int) -> TemplateFunction.Parameter {
            index < fixed ? function.parameters[index] : function.variadic ?? .any
        }
        var values: [TemplateValue] = []
        for (index, argument) in arguments.enumerated() {
            values.append(try evaluateArgument(argument, as: parameter(index), dot: dot))
        }
        if let final { values.append(try validate(final, as: parameter(arguments.count))) }
        do throws(TemplateFunctionError) {
            let result = try function.body(values)
            if case .null = result { return Held(.null, isInterface: true) }
            return Held(result)
        } catch {
            site.mark(&self)
            throw failure("error calling \(name): \(error.message)")
        }
    }

    /// `and` and `or` evaluate no more arguments than they need.
    private mutating func shortCircuit(
        _ name: String, arguments: [Operand], final: Held?, dot: Held
    ) throws(TemplateError) -> Held {
        guard !arguments.isEmpty || final != nil else {
            throw failure("wrong number of args for \(name): want at least 1 got 0")
        }
        var value = TemplateValue.absent
        for argument in arguments {
            value = try evaluateArgument(argument, as: .value, dot: dot)
            if value.isTrue == (name == "or") { return Held(value) }
        }
        return final ?? Held(value)
    }

    /// Nothing that docker shows is a function, so `call` checks its arguments and says that it is none.
    private mutating func callValue(
        site: CallSite, arguments: [Operand], final: Held?, dot: Held
    ) throws(TemplateError) -> Held {
        guard !arguments.isEmpty || final != nil else {
            throw failure("wrong number of args for call: want at least 1 got 0")
        }
        var values: [TemplateValue] = []
        for argument in arguments { values.append(try evaluateArgument(argument, as: .value, dot: dot)) }
        if let final { values.append(final.value) }
        let callee = values.first ?? .absent
        let name = arguments.first?.description ?? Self.name(ofCallee: callee)
        site.mark(&self)
        switch callee {
        case .absent, .null: throw failure("error calling call: call of nil")
        default: throw failure("error calling call: non-function \(name) of type \(callee.typeName)")
        }
    }

    /// Go names a value that comes from the pipeline by its text or its type.
    private static func name(ofCallee value: TemplateValue) -> String {
        if case .string(let text) = value { return text }
        return "<\(value.typeName) Value>"
    }

    // MARK: Arguments

    private mutating func evaluateArgument(
        _ operand: Operand, as parameter: TemplateFunction.Parameter, dot: Held
    ) throws(TemplateError) -> TemplateValue {
        at(operand)
        switch operand {
        case .dot, .field, .variable, .chain, .pipeline, .identifier:
            // Bound first: an error of the check points at the part that was evaluated last.
            let held = try evaluateOperand(operand, dot: dot)
            return try validate(held, as: parameter)
        case .nil:
            switch parameter {
            case .any: return .null
            case .value, .held: return .absent
            case .string, .int: throw failure("cannot assign nil to \(parameter.typeName)")
            }
        case .bool, .number, .string:
            switch (parameter, operand) {
            case (.string, .string(_, _, let text)): return .string(text)
            case (.string, _): throw failure("expected string; found \(operand)")
            case (.int, .number(_, let number)):
                guard let int = number.int else { throw failure("expected integer; found \(operand)") }
                return .int(int)
            case (.int, _): throw failure("expected integer; found \(operand)")
            case (.any, _), (.value, _), (.held, _): return try constant(operand)
            }
        }
    }

    /// Checks that a value can be an argument of that type.
    private func validate(
        _ held: Held, as parameter: TemplateFunction.Parameter
    ) throws(TemplateError) -> TemplateValue {
        switch (parameter, held.value) {
        case (.value, _): return held.value
        case (.held, _): return held.asArgument
        case (.any, .absent): return .null
        case (.any, let value): return value
        case (.string, .string), (.int, .int): return held.value
        case (_, .absent): throw failure("invalid value; expected \(parameter.typeName)")
        case (_, .null) where !held.isInterface:
            throw failure("invalid value; expected \(parameter.typeName)")
        default:
            let found = if case .null = held.value { held.typeName } else { held.value.typeName }
            throw failure("wrong type for value; expected \(parameter.typeName); got \(found)")
        }
    }
}

extension Evaluator.Held {
    /// For functions that see that a value was held as anything.
    fileprivate var asArgument: TemplateValue {
        if case .null = value { return value }
        return isInterface ? .named("interface {}", value) : value
    }
}
