// fmt.Sprintf: reads a format and prints operands.
extension GoPrinter {
    static func sprintf(_ format: String, _ operands: [TemplateValue]) -> String {
        var run = FormatRun(format: format, operands: operands)
        run.run()
        return run.printer.text
    }
}

/// Widths and precisions above this take no further digit, as in Go.
private let largestNumber = 1_000_000

/// One pass over a format.
private struct FormatRun {
    private let format: [Unicode.Scalar]
    private let operands: [TemplateValue]
    var printer = GoPrinter()

    private var position = 0
    private var operand = 0
    /// Whether any operand was chosen by `[n]`: then spare ones are no mistake.
    private var isReordered = false
    private var isGoodIndex = true

    init(format: String, operands: [TemplateValue]) {
        self.format = Array(format.unicodeScalars)
        self.operands = operands
    }

    mutating func run() {
        while position < format.count {
            let scalar = format[position]
            position += 1
            if scalar == "%" { directive() } else { printer.write(scalar) }
        }
        printer.flags = .init()
        reportExtra()
    }

    private var current: Unicode.Scalar? { position < format.count ? format[position] : nil }

    private mutating func directive() {
        printer.flags = .init()
        isGoodIndex = true
        var afterIndex = false
        readFlags()

        afterIndex = readIndex() || afterIndex
        if current == "*" {
            position += 1
            if let width = operandAsNumber() {
                printer.flags.width = abs(width)
                if width < 0 { (printer.flags.minus, printer.flags.zero) = (true, false) }
            } else {
                printer.write("%!(BADWIDTH)")
            }
            afterIndex = false
        } else {
            printer.flags.width = readNumber()
            if afterIndex, printer.flags.width != nil { isGoodIndex = false }
        }

        // A point at the end of the format is taken for a verb.
        if current == ".", position + 1 < format.count {
            position += 1
            if afterIndex { isGoodIndex = false }
            afterIndex = readIndex()
            if current == "*" {
                position += 1
                let precision = operandAsNumber()
                if let precision, precision >= 0 { printer.flags.precision = precision }
                if precision == nil { printer.write("%!(BADPREC)") }
                afterIndex = false
            } else {
                printer.flags.precision = readNumber() ?? 0
            }
        }
        if !afterIndex { _ = readIndex() }
        verb()
    }

    private mutating func readFlags() {
        while let scalar = current {
            switch scalar {
            case "#": printer.flags.sharp = true
            case "0": printer.flags.zero = true
            case "+": printer.flags.plus = true
            case "-": printer.flags.minus = true
            case " ": printer.flags.space = true
            default: return
            }
            position += 1
        }
    }

    private mutating func verb() {
        guard let verb = current else { return printer.write("%!(NOVERB)") }
        position += 1
        if verb == "%" { return printer.write("%") }
        guard isGoodIndex else { return mistake(verb, "BADINDEX") }
        guard operand < operands.count else { return mistake(verb, "MISSING") }
        let value = operands[operand]
        operand += 1
        if verb == "v" {
            (printer.flags.sharpV, printer.flags.sharp) = (printer.flags.sharp, false)
            (printer.flags.plusV, printer.flags.plus) = (printer.flags.plus, false)
        }
        printer.argument(value, verb)
    }

    private mutating func mistake(_ verb: Unicode.Scalar, _ word: String) {
        printer.write("%!")
        printer.write(verb)
        printer.write("(\(word))")
    }

    /// `[n]`; whether there was one.
    private mutating func readIndex() -> Bool {
        guard current == "[" else { return false }
        isReordered = true
        guard let close = format[position...].firstIndex(of: "]") else {
            isGoodIndex = false
            position += 1
            return false
        }
        let digits = String(String.UnicodeScalarView(format[(position + 1)..<close]))
        position = close + 1
        guard let number = Int(digits), number >= 1, number <= operands.count, digits.allSatisfy(\.isNumber) else {
            isGoodIndex = false
            return false
        }
        operand = number - 1
        return true
    }

    private mutating func readNumber() -> Int? {
        var number: Int?
        while let scalar = current, ("0"..."9").contains(scalar) {
            guard (number ?? 0) <= largestNumber else {
                position = format.count
                return nil
            }
            number = (number ?? 0) * 10 + Int(scalar.value - 48)
            position += 1
        }
        return number
    }

    private mutating func operandAsNumber() -> Int? {
        guard operand < operands.count else { return nil }
        let value = operands[operand].underlying
        operand += 1
        switch value {
        case .int(let number) where abs(number) <= largestNumber: return number
        case .unsigned(let number) where number <= UInt64(largestNumber): return Int(number)
        default: return nil
        }
    }

    private mutating func reportExtra() {
        guard !isReordered, operand < operands.count else { return }
        printer.write("%!(EXTRA ")
        for (index, value) in operands[operand...].enumerated() {
            if index > 0 { printer.write(", ") }
            switch value {
            case .absent, .null: printer.write("<nil>")
            default:
                printer.write(value.typeName + "=")
                printer.argument(value, "v")
            }
        }
        printer.write(")")
    }
}
