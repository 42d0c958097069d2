/// Walks a template's tree, makes its text, and reports errors at the part that was under way.
struct Evaluator {
    /// A value, and whether it was found where Go holds anything: in a list or a map of `interface {}`.
    /// Go's errors then name that type instead of the value's own.
    struct Held {
        var value: TemplateValue
        var isInterface = false

        init(_ value: TemplateValue, isInterface: Bool = false) {
            (self.value, self.isInterface) = (value, isInterface)
        }

        /// An element of a list or map with elements of that type.
        init(_ value: TemplateValue, elementOf type: TemplateType) {
            self.init(value, isInterface: type == .any)
        }

        static let absent = Held(.absent)

        var typeName: String { isInterface ? "interface {}" : value.typeName }

        /// What remains when the holder is forgotten: nil without a type is no value.
        var unwrapped: Held {
            if case .null = value { return .absent }
            return Held(value)
        }
    }

    /// The part that errors point at.
    private enum Site {
        case node(Node)
        case pipeline(Pipeline)
        case command(Command)
        case operand(Operand)
    }

    /// How a list of nodes ended.
    enum Flow {
        case normal, breaks, continues
    }

    let template: Template
    let missingKey: Template.MissingKey
    let overriding: [String: TemplateFunction]
    private(set) var output: [UInt8] = []

    private var templateName: String
    private var site: Site?
    private var variables: [(name: String, value: Held)]
    private var depth = 0

    init(
        template: Template, templateName: String, missingKey: Template.MissingKey,
        overriding: [String: TemplateFunction], root: TemplateValue
    ) {
        self.template = template
        self.templateName = templateName
        self.missingKey = missingKey
        self.overriding = overriding
        variables = [("$", Held(root).unwrapped)]
    }

    mutating func run(_ data: TemplateValue) throws(TemplateError) {
        _ = try walk(template.templates[templateName] ?? [], dot: Held(data).unwrapped)
    }

    // MARK: Errors

    mutating func at(_ operand: Operand) { site = .operand(operand) }
    mutating func at(_ command: Command) { site = .command(command) }

    /// An error at the part under way.
    func failure(_ reason: String) -> TemplateError {
        let (position, context) =
            switch site {
            case .node(let node): (node.position, node.description)
            case .pipeline(let pipeline): (pipeline.position, pipeline.description)
            case .command(let command): (command.position, command.description)
            case .operand(let operand): (operand.position, operand.description)
            case nil: (0, "")
            }
        let before = Array(template.text.utf8.prefix(position))
        let newline = UInt8(ascii: "\n")
        let line = 1 + before.count { $0 == newline }
        let column = before.count - (before.lastIndex(of: newline).map { $0 + 1 } ?? 0)
        let place = "\(template.name):\(line):\(column)"
        return TemplateError(
            stage: .executing, line: line, column: column, reason: reason,
            description:
                "template: \(place): executing \(GoQuote.quote(templateName)) at <\(context)>: \(reason)")
    }

    // MARK: Variables

    func variable(_ name: String) throws(TemplateError) -> Held {
        guard let variable = variables.last(where: { $0.name == name }) else {
            throw failure("undefined variable: \(name)")
        }
        return variable.value
    }

    private mutating func assign(_ name: String, _ value: Held) throws(TemplateError) {
        guard let index = variables.lastIndex(where: { $0.name == name }) else {
            throw failure("undefined variable: \(name)")
        }
        variables[index].value = value
    }

    private mutating func popVariables(to count: Int) { variables.removeSubrange(count...) }

    // MARK: Nodes

    private mutating func walk(_ nodes: [Node], dot: Held) throws(TemplateError) -> Flow {
        for node in nodes {
            let flow = try walk(node, dot: dot)
            if flow != .normal { return flow }
        }
        return .normal
    }

    private mutating func walk(_ node: Node, dot: Held) throws(TemplateError) -> Flow {
        site = .node(node)
        switch node {
        case .text(_, let bytes): output.append(contentsOf: bytes)
        case .action(let pipeline):
            let value = try evaluate(pipeline, dot: dot)
            if pipeline.variables.isEmpty { GoPrinter.printTopLevel(value.value, to: &output) }
        case .break: return .breaks
        case .continue: return .continues
        case .template(_, let name, let pipeline): try call(name, pipeline, dot: dot)
        case .branch(let branch):
            let count = variables.count
            defer { popVariables(to: count) }
            if branch.kind == .range { return try range(branch, dot: dot) }
            let value = try evaluate(branch.pipeline, dot: dot)
            if value.value.isTrue { return try walk(branch.body, dot: branch.kind == .with ? value : dot) }
            if let otherwise = branch.otherwise { return try walk(otherwise, dot: dot) }
        }
        return .normal
    }

    private mutating func call(_ name: String, _ pipeline: Pipeline?, dot: Held) throws(TemplateError) {
        guard let nodes = template.templates[name] else {
            throw failure("template \(GoQuote.quote(name)) not defined")
        }
        guard depth < Template.maximumDepth else {
            throw failure("exceeded maximum template depth (\(Template.maximumDepth))")
        }
        let value = if let pipeline { try evaluate(pipeline, dot: dot) } else { Held.absent }
        let caller = (templateName, variables)
        (templateName, variables) = (name, [("$", value)])
        depth += 1
        _ = try walk(nodes, dot: value)
        depth -= 1
        (templateName, variables) = caller
    }

    // MARK: Range

    private mutating func range(_ branch: Branch, dot: Held) throws(TemplateError) -> Flow {
        let value = try evaluate(branch.pipeline, dot: dot).value
        let mark = variables.count
        var isEmpty = true

        func step(
            _ evaluator: inout Evaluator, _ index: Held, _ element: Held
        ) throws(TemplateError) -> Flow {
            try evaluator.setRangeVariables(branch.pipeline, index: index, element: element)
            defer { evaluator.popVariables(to: mark) }
            return try evaluator.walk(branch.body, dot: element)
        }

        switch value.underlying {
        case .list(let elements, let type):
            for (index, element) in elements.enumerated() {
                isEmpty = false
                if try step(&self, Held(.int(index)), Held(element, elementOf: type)) == .breaks { return .normal }
            }
        case .map(let entries, let type):
            for (key, element) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                isEmpty = false
                if try step(&self, Held(.string(key)), Held(element, elementOf: type)) == .breaks { return .normal }
            }
        case .int, .unsigned:
            guard branch.pipeline.variables.count < 2 else {
                throw failure("can't use \(GoPrinter.text(value)) to iterate over more than one variable")
            }
            let (count, isSigned) = value.underlying.count
            var number: UInt64 = 0
            while number < count {
                isEmpty = false
                let element: TemplateValue = isSigned ? .int(Int(number)) : .unsigned(number)
                if try step(&self, .absent, Held(element)) == .breaks { return .normal }
                number += 1
            }
        case .absent, .null, .typedNull(.list), .typedNull(.map): break
        default: throw failure("range can't iterate over \(GoPrinter.pointeeText(value))")
        }
        if isEmpty, let otherwise = branch.otherwise { return try walk(otherwise, dot: dot) }
        return .normal
    }

    /// One variable takes the element; of two, the first takes the index.
    private mutating func setRangeVariables(
        _ pipeline: Pipeline, index: Held, element: Held
    ) throws(TemplateError) {
        for (offset, value) in zip(1..., [element, index]) where offset <= pipeline.variables.count {
            if pipeline.isAssignment {
                try assign(pipeline.variables[pipeline.variables.count - offset], value)
            } else {
                variables[variables.count - offset].value = value
            }
        }
    }

    // MARK: Pipelines

    mutating func evaluate(_ pipeline: Pipeline, dot: Held) throws(TemplateError) -> Held {
        site = .pipeline(pipeline)
        var value: Held?
        for command in pipeline.commands {
            value = try evaluate(command, dot: dot, final: value).unwrapped
        }
        let result = value ?? .absent
        for name in pipeline.variables {
            if pipeline.isAssignment { try assign(name, result) } else { variables.append((name, result)) }
        }
        return result
    }

    /// - Parameter final: what the command before in the pipeline gave, an argument of this one.
    private mutating func evaluate(_ command: Command, dot: Held, final: Held?) throws(TemplateError) -> Held {
        guard let first = command.operands.first else { return .absent }
        switch first {
        case .field, .variable, .chain:
            return try evaluateMember(first, dot: dot, arguments: Array(command.operands.dropFirst()), final: final)
        case .identifier(_, let name):
            at(first)
            return try evaluateFunction(
                name, site: .init(command: command), arguments: Array(command.operands.dropFirst()), final: final,
                dot: dot)
        case .pipeline(let pipeline):
            try refuseArguments(command, final: final)
            return try evaluate(pipeline, dot: dot)
        case .dot, .bool, .nil, .number, .string:
            at(first)
            try refuseArguments(command, final: final)
            if case .dot = first { return dot }
            if case .nil = first { throw failure("nil is not a command") }
            return Held(try constant(first))
        }
    }

    private func refuseArguments(_ command: Command, final: Held?) throws(TemplateError) {
        guard command.operands.count > 1 || final != nil, let first = command.operands.first else { return }
        throw failure("can't give argument to non-function \(first)")
    }

    /// A literal where no type is asked for: its syntax says what it is.
    mutating func constant(_ operand: Operand) throws(TemplateError) -> TemplateValue {
        at(operand)
        switch operand {
        case .bool(_, let value): return .bool(value)
        case .string(_, _, let text): return .string(text)
        case .number(_, let number):
            if let (real, imaginary) = number.complex {
                return .named("complex128", .string(GoPrinter.complex(real, imaginary)))
            }
            if number.looksLikeFloat, let float = number.float { return .float(float) }
            guard let int = number.int else { throw failure("\(number.text) overflows int") }
            return .int(int)
        default: throw failure("can't handle assignment of \(operand) to empty interface argument")
        }
    }
}

extension TemplateValue {
    /// How often `range` goes round an integer, and whether the integer has a sign.
    fileprivate var count: (count: UInt64, isSigned: Bool) {
        switch self {
        case .int(let number): (UInt64(clamping: number), true)
        case .unsigned(let number): (number, false)
        default: (0, true)
        }
    }
}
