/// Cuts a shell script into its simple commands.
///
/// It follows the token rules of POSIX "Shell Command Language" far enough to see which programs run with which
/// words; it neither expands nor judges the script.
struct ShellReader {
    private(set) var commands: [ShellCommand] = []
    private let source: [Unicode.Scalar]
    private var index = 0
    private var pipelines = 0
    private var depth = 0

    // The command that is being read.
    private var words: [String] = []
    private var word: String.UnicodeScalarView?
    private var joint = ShellCommand.Joint.sequence
    private var pipeline = 0
    private var substitutions: [Int] = []
    /// The next word is where a redirection leads.
    private var skipsWord = false
    private var pendingHeredocs: [(name: String, stripsTabs: Bool)] = []
    /// The next word names a heredoc's end.
    private var heredoc: Bool?

    private static let maximumDepth = 20

    init(_ text: String) { source = Array(text.unicodeScalars) }

    /// Takes a command that is given as words. What `sh -c` is given is read as a script.
    mutating func add(_ list: [String]) {
        words = list
        finishCommand(isSubstitution: false, next: .sequence)
    }

    private var current: Unicode.Scalar? { index < source.count ? source[index] : nil }
    private func peek(_ offset: Int = 1) -> Unicode.Scalar? {
        index + offset < source.count ? source[index + offset] : nil
    }

    /// Reads until the end, or up to and with a closing character.
    mutating func read(isSubstitution: Bool, until stop: Unicode.Scalar?) {
        var open = 0
        while let scalar = current {
            if scalar == stop && open == 0 {
                index += 1
                break
            }
            switch scalar {
            case "\\":
                if peek() == "\n" {
                    index += 2
                } else {
                    append(peek() ?? "\\")
                    index += 2
                }
            case "'":
                index += 1
                begin()
                while let inner = current, inner != "'" {
                    append(inner)
                    index += 1
                }
                index += 1
            case "\"": doubleQuoted()
            case "$": dollar()
            case "`": substitution(until: "`", length: 1)
            case "#" where word == nil:
                while let inner = current, inner != "\n" { index += 1 }
            case " ", "\t", "\r":
                finishWord()
                index += 1
            case "\n":
                finishCommand(isSubstitution: isSubstitution, next: .sequence)
                index += 1
                skipHeredocs()
            case ";", "&", "|", "(", ")":
                if scalar == "(" { open += 1 }
                if scalar == ")" {
                    if open > 0 {
                        open -= 1
                    } else {
                        // A pattern of `case`.
                        words = []
                        word = nil
                    }
                }
                operatorFound(scalar, isSubstitution: isSubstitution)
            case "<", ">": redirection()
            default:
                append(scalar)
                index += 1
            }
        }
        finishCommand(isSubstitution: isSubstitution, next: .sequence)
    }

    private mutating func operatorFound(_ scalar: Unicode.Scalar, isSubstitution: Bool) {
        let next = peek()
        switch (scalar, next) {
        case ("&", "&"):
            finishCommand(isSubstitution: isSubstitution, next: .and)
            index += 2
        case ("|", "|"):
            finishCommand(isSubstitution: isSubstitution, next: .or)
            index += 2
        case ("&", ">"):
            finishWord()
            index += 1
        case ("|", _):
            finishCommand(isSubstitution: isSubstitution, next: .pipe)
            index += next == "&" ? 2 : 1
        default:
            finishCommand(isSubstitution: isSubstitution, next: .sequence)
            index += 1
        }
    }

    private mutating func begin() { if word == nil { word = String.UnicodeScalarView() } }

    private mutating func append(_ scalar: Unicode.Scalar) {
        begin()
        word?.append(scalar)
    }

    private mutating func append(_ text: String) { for scalar in text.unicodeScalars { append(scalar) } }

    private mutating func doubleQuoted() {
        index += 1
        begin()
        while let scalar = current, scalar != "\"" {
            switch scalar {
            case "\\":
                if peek() == "\n" {
                    index += 2
                    continue
                }
                if let next = peek(), !"$`\"\\".unicodeScalars.contains(next) { append(scalar) }
                append(peek() ?? "\\")
                index += 2
            case "$": dollar()
            case "`": substitution(until: "`", length: 1)
            default:
                append(scalar)
                index += 1
            }
        }
        index += 1
    }

    private mutating func dollar() {
        if peek() == "(" && peek(2) != "(" {
            substitution(until: ")", length: 2)
            return
        }
        append("$")
        index += 1
        guard let opening = current, opening == "{" || opening == "(" else { return }
        let closing: Unicode.Scalar = opening == "{" ? "}" : ")"
        var open = 0
        while let scalar = current {
            append(scalar)
            index += 1
            if scalar == opening { open += 1 }
            if scalar == closing { open -= 1 }
            if open == 0 { return }
        }
    }

    /// Reads a script within the script. In the word that holds it stands `$(…)`.
    private mutating func substitution(until stop: Unicode.Scalar, length: Int) {
        index += length
        depth += 1
        defer { depth -= 1 }
        if depth > Self.maximumDepth {
            index = source.count
            return
        }
        var inner = self
        // The list is handed over, not copied: scripts may hold thousands of substitutions.
        commands = []
        inner.words = []
        inner.word = nil
        inner.joint = .sequence
        inner.substitutions = []
        inner.skipsWord = false
        inner.heredoc = nil
        inner.pipelines += 1
        inner.pipeline = inner.pipelines
        let first = inner.pipelines
        inner.read(isSubstitution: true, until: stop)
        commands = inner.commands
        index = inner.index
        pipelines = inner.pipelines
        pendingHeredocs = inner.pendingHeredocs
        substitutions += Array(first...pipelines)
        append("$(…)")
    }

    private mutating func redirection() {
        // A number right before it is a descriptor.
        if let text = word, text.allSatisfy(\.isDigit) { word = nil }
        finishWord()
        if peek() == "(" {
            substitution(until: ")", length: 2)
            return
        }
        if current == "<" && peek() == "<" && peek(2) != "<" {
            index += 2
            heredoc = current == "-"
            if current == "-" { index += 1 }
            return
        }
        while let scalar = current, "<>&|".unicodeScalars.contains(scalar) { index += 1 }
        // `>&2` and `<&-` are words of their own; what follows otherwise is a file's name.
        skipsWord = true
    }

    private mutating func skipHeredocs() {
        for pending in pendingHeredocs {
            while index < source.count {
                let end = source[index...].firstIndex(of: "\n") ?? source.count
                var line = source[index..<end]
                if pending.stripsTabs { line = line.drop { $0 == "\t" } }
                index = min(end + 1, source.count)
                if String(line) == pending.name { break }
            }
        }
        pendingHeredocs = []
    }

    private mutating func finishWord() {
        guard let scalars = word else { return }
        let text = String(scalars)
        word = nil
        if let stripsTabs = heredoc {
            pendingHeredocs.append((text, stripsTabs))
            heredoc = nil
        } else if skipsWord {
            skipsWord = false
        } else {
            words.append(text)
        }
    }

    private mutating func finishCommand(isSubstitution: Bool, next: ShellCommand.Joint) {
        finishWord()
        skipsWord = false
        heredoc = nil
        defer {
            words = []
            substitutions = []
            if next != .pipe {
                pipelines += 1
                pipeline = pipelines
            }
            joint = next
        }
        var rest = words[...]
        while let first = rest.first, Self.openingWords.contains(first) { rest = rest.dropFirst() }
        if let first = rest.first, Self.headWords.contains(first) { return }
        while let first = rest.first, Self.isAssignment(first) { rest = rest.dropFirst() }
        while let last = rest.last, last == "}" { rest = rest.dropLast() }
        guard !rest.isEmpty || !substitutions.isEmpty else { return }
        let command = ShellCommand(
            words: Array(rest), joint: joint, pipeline: pipeline, isSubstitution: isSubstitution,
            substitutions: substitutions)
        commands.append(command)
        readShellText(command, isSubstitution)
    }

    /// What `sh -c` is given is a script of its own.
    private mutating func readShellText(_ command: ShellCommand, _ isSubstitution: Bool) {
        let words = command.effective
        guard ShellScript.shells.contains(command.program), depth < Self.maximumDepth,
            let flag = words.firstIndex(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.hasSuffix("c") }),
            flag + 1 < words.count
        else { return }
        var inner = ShellReader(words[flag + 1])
        inner.depth = depth + 1
        inner.pipelines = pipelines + 1
        inner.pipeline = inner.pipelines
        inner.read(isSubstitution: isSubstitution, until: nil)
        commands += inner.commands
        pipelines = inner.pipelines
    }

    /// Words that stand before a command.
    private static let openingWords: Set<String> = [
        "if", "then", "elif", "else", "while", "until", "do", "!", "{", "time",
    ]
    /// Words whose command is none: heads of loops, and ends.
    private static let headWords: Set<String> = ["for", "case", "select", "function", "fi", "done", "esac", "}"]

    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), let first = word.unicodeScalars.first, !first.isDigit else {
            return false
        }
        return equals != word.startIndex && word[..<equals].unicodeScalars.allSatisfy(\.isNameCharacter)
    }
}
