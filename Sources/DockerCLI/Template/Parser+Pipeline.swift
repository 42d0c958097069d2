extension Parser {
    /// Declarations and commands up to a token that ends them, which is consumed.
    mutating func pipeline(_ context: String, until end: Token.Kind) throws(TemplateError) -> Pipeline {
        var pipeline = Pipeline(position: peekNonSpace().position)
        try declarations(of: &pipeline, context: context)
        while true {
            let token = nextNonSpace()
            switch token.kind {
            case end:
                try check(pipeline, context: context)
                return pipeline
            case .bool, .characterConstant, .complex, .dot, .field, .identifier, .number, .nil, .rawString, .string,
                .variable, .leftParenthesis:
                rewind(to: mark - 1)
                pipeline.commands.append(try command())
            default: throw unexpected(token, in: context)
            }
        }
    }

    private mutating func declarations(of pipeline: inout Pipeline, context: String) throws(TemplateError) {
        while peekNonSpace().kind == .variable {
            let variable = nextNonSpace()
            let afterVariable = mark
            let following = nextNonSpace()
            switch following.kind {
            case .assign, .declare:
                pipeline.isAssignment = following.kind == .assign
                pipeline.variables.append(variable.text)
                declare(variable.text)
                return
            case .character where following.text == ",":
                pipeline.variables.append(variable.text)
                declare(variable.text)
                guard context == "range", pipeline.variables.count < 2 else {
                    throw failure("too many declarations in \(context)")
                }
                switch peekNonSpace().kind {
                case .variable, .rightDelimiter, .rightParenthesis: continue
                default: throw failure("range can only initialize variables")
                }
            default:
                // The variable is the first operand.
                rewind(to: afterVariable - 1)
                return
            }
        }
    }

    private func check(_ pipeline: Pipeline, context: String) throws(TemplateError) {
        guard !pipeline.commands.isEmpty else { throw failure("missing value for \(context)") }
        for (stage, command) in pipeline.commands.enumerated().dropFirst() {
            switch command.operands.first {
            case .bool, .dot, .nil, .number, .string:
                throw failure("non executable command in pipeline stage \(stage + 1)")
            default: break
            }
        }
    }

    private mutating func command() throws(TemplateError) -> Command {
        var command = Command(position: peekNonSpace().position)
        while true {
            _ = peekNonSpace()
            if let operand = try operand() { command.operands.append(operand) }
            let token = next()
            switch token.kind {
            case .space: continue
            case .rightDelimiter, .rightParenthesis: rewind(to: mark - 1)
            case .pipe: break
            default: throw unexpected(token, in: "operand")
            }
            guard !command.operands.isEmpty else { throw failure("empty command") }
            return command
        }
    }

    /// A term with the fields that are asked of it; nil if no operand comes next.
    private mutating func operand() throws(TemplateError) -> Operand? {
        guard let term = try term() else { return nil }
        guard peek().kind == .field else { return term }
        let position = peek().position
        var names: [String] = []
        while peek().kind == .field { names.append(String(next().text.dropFirst())) }
        switch term {
        case .field(_, let first): return .field(position: position, first + names)
        case .variable(_, let first): return .variable(position: position, first + names)
        case .bool, .string, .number, .nil, .dot:
            throw failure("unexpected . after term \(GoQuote.quote(term.description))")
        case .identifier, .chain, .pipeline: return .chain(position: position, term, names)
        }
    }

    private mutating func term() throws(TemplateError) -> Operand? {
        let token = nextNonSpace()
        let position = token.position
        switch token.kind {
        case .identifier:
            guard isFunction(token.text) else {
                throw failure("function \(GoQuote.quote(token.text)) not defined")
            }
            return .identifier(position: position, token.text)
        case .dot: return .dot(position: position)
        case .nil: return .nil(position: position)
        case .field: return .field(position: position, [String(token.text.dropFirst())])
        case .bool: return .bool(position: position, token.text == "true")
        case .variable:
            guard isDeclared(token.text) else {
                throw failure("undefined variable \(GoQuote.quote(token.text))")
            }
            return .variable(position: position, [token.text])
        case .characterConstant, .complex, .number:
            do throws(TemplateFunctionError) {
                let number = try NumberLiteral(token.text, isCharacter: token.kind == .characterConstant)
                return .number(position: position, number)
            } catch {
                throw failure(error.message)
            }
        case .leftParenthesis:
            return .pipeline(
                try nest { (parser: inout Parser) throws(TemplateError) in
                    try parser.pipeline("parenthesized pipeline", until: .rightParenthesis)
                })
        case .string, .rawString:
            guard let text = GoQuote.unquote(token.text) else { throw failure("invalid syntax") }
            return .string(position: position, literal: token.text, text: text)
        default:
            rewind(to: mark - 1)
            return nil
        }
    }
}
