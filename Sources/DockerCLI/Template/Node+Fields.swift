// Which fields a template may ask for. Answers err on the side of yes: `json .` asks for all of them.

extension Node {
    func mentions(_ field: String) -> Bool {
        switch self {
        case .text, .break, .continue: false
        case .action(let pipeline): pipeline.mentions(field)
        case .template(_, _, let pipeline): pipeline?.mentions(field) ?? false
        case .branch(let branch):
            branch.pipeline.mentions(field) || branch.body.contains { $0.mentions(field) }
                || branch.otherwise?.contains { $0.mentions(field) } == true
        }
    }
}

extension Pipeline {
    func mentions(_ field: String) -> Bool {
        commands.contains { command in command.operands.contains { $0.mentions(field) } }
    }
}

extension Operand {
    func mentions(_ field: String) -> Bool {
        switch self {
        case .bool, .string, .number, .nil, .identifier: false
        case .dot: true
        case .field(_, let names): names.first == field
        case .variable(_, let names): names == ["$"] || names.dropFirst().first == field
        case .chain(_, let operand, let names): names.contains(field) || operand.mentions(field)
        case .pipeline(let pipeline): pipeline.mentions(field)
        }
    }
}
