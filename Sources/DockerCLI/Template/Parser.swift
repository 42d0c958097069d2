/// Makes a tree of a template's tokens. Errors are found in Go's order and told in Go's words.
struct Parser {
    let name: String
    private let tokens: [Token]
    private let functions: Set<String>
    private var index = 0
    /// The token furthest ahead that was looked at: its line is the one that errors tell.
    private var furthest = 0

    /// Templates by name; the one parsed has the name of the parser.
    private(set) var templates: [String: [Node]] = [:]
    private var variables = ["$"]
    private var rangeDepth = 0
    private var depth = 0
    /// The line where the action under way starts; nil outside actions.
    private var actionLine: Int?

    init(name: String, text: String, functions: Set<String>) {
        self.name = name
        self.functions = functions
        tokens = Lexer.tokens(of: text)
    }

    // MARK: Tokens

    mutating func next() -> Token {
        let token = tokens[min(index, tokens.count - 1)]
        furthest = max(furthest, min(index, tokens.count - 1))
        index += 1
        return token
    }

    mutating func peek() -> Token {
        let token = next()
        index -= 1
        return token
    }

    mutating func nextNonSpace() -> Token {
        while true {
            let token = next()
            if token.kind != .space { return token }
        }
    }

    mutating func peekNonSpace() -> Token {
        let token = nextNonSpace()
        index -= 1
        return token
    }

    func failure(_ reason: String) -> TemplateError {
        .parsing(name, line: tokens[furthest].line, reason)
    }

    func unexpected(_ token: Token, in context: String) -> TemplateError {
        guard token.kind == .error else { return failure("unexpected \(token.quoted) in \(context)") }
        var extra = ""
        if let actionLine, actionLine != token.line {
            let verb = token.text.hasSuffix(" action") ? "" : " in action"
            extra = "\(verb) started at \(name):\(actionLine)"
        }
        return failure(token.text + extra)
    }

    mutating func expect(_ kind: Token.Kind, in context: String) throws(TemplateError) -> Token {
        let token = nextNonSpace()
        guard token.kind == kind else { throw unexpected(token, in: context) }
        return token
    }

    // MARK: Lists

    /// What ended a list.
    enum Terminator: String {
        case end = "{{end}}"
        case `else` = "{{else}}"
    }

    enum Item {
        case node(Node)
        case terminator(Terminator)
    }

    mutating func parse() throws(TemplateError) {
        var root: [Node] = []
        while peek().kind != .endOfInput {
            if peek().kind == .leftDelimiter {
                let mark = index
                _ = next()
                if nextNonSpace().kind == .define {
                    try parseDefinition()
                    continue
                }
                index = mark
            }
            switch try textOrAction() {
            case .node(let node): root.append(node)
            case .terminator(let terminator): throw failure("unexpected \(terminator.rawValue)")
            }
        }
        try add(root, as: name)
    }

    private mutating func parseDefinition() throws(TemplateError) {
        let token = nextNonSpace()
        let name = try templateName(token, in: "define clause")
        _ = try expect(.rightDelimiter, in: "define clause")
        try add(parseSeparately(in: "define clause"), as: name)
    }

    /// A body with variables of its own, as `define` and `block` have.
    private mutating func parseSeparately(in context: String) throws(TemplateError) -> [Node] {
        let outer = (variables, rangeDepth, actionLine)
        (variables, rangeDepth, actionLine) = (["$"], 0, nil)
        let (nodes, end) = try itemList()
        guard end == .end else { throw failure("unexpected \(end.rawValue) in \(context)") }
        (variables, rangeDepth, actionLine) = outer
        return nodes
    }

    private mutating func add(_ nodes: [Node], as name: String) throws(TemplateError) {
        let isEmpty = nodes.allSatisfy(\.isBlank)
        if let old = templates[name], !old.allSatisfy(\.isBlank) {
            guard isEmpty else {
                throw failure("template: multiple definition of template \(GoQuote.quote(name))")
            }
            return
        }
        templates[name] = nodes
    }

    mutating func itemList() throws(TemplateError) -> (nodes: [Node], terminator: Terminator) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Template.maximumDepth else { throw failure("max expression depth exceeded") }
        var nodes: [Node] = []
        while peekNonSpace().kind != .endOfInput {
            switch try textOrAction() {
            case .node(let node): nodes.append(node)
            case .terminator(let terminator): return (nodes, terminator)
            }
        }
        throw failure("unexpected EOF")
    }

    private mutating func textOrAction() throws(TemplateError) -> Item {
        let token = nextNonSpace()
        switch token.kind {
        case .text: return .node(.text(position: token.position, Array(token.text.utf8)))
        case .leftDelimiter:
            actionLine = token.line
            defer { actionLine = nil }
            return try action()
        default: throw unexpected(token, in: "input")
        }
    }

    // MARK: Actions

    private mutating func action() throws(TemplateError) -> Item {
        let token = nextNonSpace()
        switch token.kind {
        case .if: return .node(try control(.if))
        case .with: return .node(try control(.with))
        case .range: return .node(try control(.range))
        case .break:
            try leaveRange("{{break}}")
            return .node(.break(position: token.position))
        case .continue:
            try leaveRange("{{continue}}")
            return .node(.continue(position: token.position))
        case .end:
            _ = try expect(.rightDelimiter, in: "end")
            return .terminator(.end)
        case .else:
            // `else if` and `else with` leave their word to whoever reads the branch.
            let following = peekNonSpace().kind
            if following != .if, following != .with { _ = try expect(.rightDelimiter, in: "else") }
            return .terminator(.else)
        case .template: return .node(try templateCall())
        case .block: return .node(try block())
        default:
            index -= 1
            return .node(.action(try pipeline("command", until: .rightDelimiter)))
        }
    }

    private mutating func leaveRange(_ action: String) throws(TemplateError) {
        _ = try expect(.rightDelimiter, in: action)
        guard rangeDepth > 0 else { throw failure("\(action) outside {{range}}") }
    }

    private mutating func control(_ kind: Branch.Kind) throws(TemplateError) -> Node {
        let scope = variables.count
        defer { variables.removeSubrange(scope...) }
        let pipeline = try pipeline(kind.rawValue, until: .rightDelimiter)
        if kind == .range { rangeDepth += 1 }
        let (body, terminator) = try itemList()
        if kind == .range { rangeDepth -= 1 }
        var otherwise: [Node]?
        if terminator == .else {
            let following = peekNonSpace().kind
            if kind == .if && following == .if || kind == .with && following == .with {
                _ = nextNonSpace()
                depth += 1
                defer { depth -= 1 }
                guard depth <= Template.maximumDepth else { throw failure("max expression depth exceeded") }
                otherwise = [try control(kind)]
            } else {
                let (nodes, end) = try itemList()
                guard end == .end else { throw failure("expected end; found \(end.rawValue)") }
                otherwise = nodes
            }
        }
        return .branch(Branch(kind: kind, pipeline: pipeline, body: body, otherwise: otherwise))
    }

    private mutating func templateCall() throws(TemplateError) -> Node {
        let token = nextNonSpace()
        let name = try templateName(token, in: "template clause")
        if peekNonSpace().kind == .rightDelimiter {
            _ = nextNonSpace()
            return .template(position: token.position, name: name, nil)
        }
        let pipeline = try pipeline("template clause", until: .rightDelimiter)
        return .template(position: token.position, name: name, pipeline)
    }

    private mutating func block() throws(TemplateError) -> Node {
        let token = nextNonSpace()
        let name = try templateName(token, in: "block clause")
        let pipeline = try pipeline("block clause", until: .rightDelimiter)
        try add(parseSeparately(in: "block clause"), as: name)
        return .template(position: token.position, name: name, pipeline)
    }

    private mutating func templateName(_ token: Token, in context: String) throws(TemplateError) -> String {
        guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, in: context) }
        guard let name = GoQuote.unquote(token.text) else { throw failure("invalid syntax") }
        return name
    }

    // MARK: Names

    func isFunction(_ name: String) -> Bool { functions.contains(name) }

    mutating func declare(_ variable: String) { variables.append(variable) }

    func isDeclared(_ variable: String) -> Bool { variables.contains(variable) }

    mutating func rewind(to mark: Int) { index = mark }

    var mark: Int { index }

    mutating func nest<T>(
        _ body: (inout Parser) throws(TemplateError) -> T
    ) throws(TemplateError) -> T {
        guard depth < Template.maximumDepth else { throw failure("max expression depth exceeded") }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }
}
