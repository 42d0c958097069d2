/// A part of a parsed template.
indirect enum Node: Sendable {
    case text(position: Int, [UInt8])
    case action(Pipeline)
    case branch(Branch)
    case template(position: Int, name: String, Pipeline?)
    case `break`(position: Int)
    case `continue`(position: Int)
}

/// `if`, `with` or `range`, with what to do otherwise.
struct Branch: Sendable {
    enum Kind: String, Sendable {
        case `if`, with, range
    }

    var kind: Kind
    var pipeline: Pipeline
    var body: [Node]
    var otherwise: [Node]?
}

/// Commands joined by `|`, the result of which may go to variables.
struct Pipeline: Sendable {
    var position: Int
    var variables: [String] = []
    /// Whether the variables exist already (`=` instead of `:=`).
    var isAssignment = false
    var commands: [Command] = []
}

/// An operand with arguments.
struct Command: Sendable {
    var position: Int
    var operands: [Operand] = []
}

/// An operand of a command.
indirect enum Operand: Sendable {
    case bool(position: Int, Bool)
    case string(position: Int, literal: String, text: String)
    case number(position: Int, NumberLiteral)
    case `nil`(position: Int)
    case dot(position: Int)
    /// `.Name.Name`
    case field(position: Int, [String])
    /// `$name.Name`; the first element has its dollar sign.
    case variable(position: Int, [String])
    case identifier(position: Int, String)
    /// `(pipeline).Name`
    case chain(position: Int, Operand, [String])
    case pipeline(Pipeline)

    var position: Int {
        switch self {
        case .bool(let position, _), .string(let position, _, _), .number(let position, _), .nil(let position),
            .dot(let position), .field(let position, _), .variable(let position, _), .identifier(let position, _),
            .chain(let position, _, _):
            position
        case .pipeline(let pipeline): pipeline.position
        }
    }
}

// How the parts look in errors: in a normal form, as Go prints them.

extension Operand: CustomStringConvertible {
    var description: String {
        switch self {
        case .bool(_, let value): value ? "true" : "false"
        case .string(_, let literal, _): literal
        case .number(_, let number): number.text
        case .nil: "nil"
        case .dot: "."
        case .field(_, let names): names.map { "." + $0 }.joined()
        case .variable(_, let names): names.joined(separator: ".")
        case .identifier(_, let name): name
        case .chain(_, let operand, let names): operand.inCommand + names.map { "." + $0 }.joined()
        case .pipeline(let pipeline): pipeline.description
        }
    }

    /// With parentheses where they are needed.
    var inCommand: String {
        if case .pipeline = self { return "(\(description))" }
        return description
    }
}

extension Command: CustomStringConvertible {
    var description: String { operands.map(\.inCommand).joined(separator: " ") }
}

extension Pipeline: CustomStringConvertible {
    var description: String {
        let value = commands.map(\.description).joined(separator: " | ")
        guard !variables.isEmpty else { return value }
        return variables.joined(separator: ", ") + (isAssignment ? " = " : " := ") + value
    }
}

extension Node: CustomStringConvertible {
    var position: Int {
        switch self {
        case .text(let position, _), .template(let position, _, _), .break(let position), .continue(let position):
            position
        case .action(let pipeline): pipeline.position
        case .branch(let branch): branch.pipeline.position
        }
    }

    var description: String {
        switch self {
        case .text(_, let bytes): return String(decoding: bytes, as: UTF8.self)
        case .action(let pipeline): return "{{\(pipeline)}}"
        case .branch(let branch):
            let otherwise = branch.otherwise.map { "{{else}}" + $0.map(\.description).joined() } ?? ""
            let body = branch.body.map(\.description).joined()
            return "{{\(branch.kind.rawValue) \(branch.pipeline)}}\(body)\(otherwise){{end}}"
        case .template(_, let name, let pipeline):
            return "{{template \(GoQuote.quote(name))\(pipeline.map { " \($0)" } ?? "")}}"
        case .break: return "{{break}}"
        case .continue: return "{{continue}}"
        }
    }

    /// Whether it is nothing but white space.
    var isBlank: Bool {
        guard case .text(_, let bytes) = self else { return false }
        return bytes.allSatisfy { $0 == 0x20 || (0x09...0x0d).contains($0) }
    }
}
