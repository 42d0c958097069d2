/// Prints values as Go's package fmt does.
public struct GoPrinter {
    /// The flags between `%` and the verb.
    struct Flags {
        var width: Int?
        var precision: Int?
        var minus = false
        var plus = false
        var sharp = false
        var space = false
        var zero = false
        /// `%+v` and `%#v`, which are formats of their own.
        var plusV = false
        var sharpV = false
    }

    var output: [UInt8] = []
    var flags = Flags()

    init() {}

    // MARK: Faces

    /// The value with `%v`, or another verb.
    public static func text(_ value: TemplateValue) -> String { text(value, verb: "v") }

    /// As `text`, but what a pointer points at.
    static func pointeeText(_ value: TemplateValue) -> String {
        var printer = GoPrinter()
        printer.value(value, "v", depth: 1)
        return printer.text
    }

    static func text(_ value: TemplateValue, verb: Unicode.Scalar) -> String {
        var printer = GoPrinter()
        printer.argument(value, verb)
        return printer.text
    }

    var text: String { String(decoding: output, as: UTF8.self) }

    /// What an action prints: as `%v`, but `<no value>` for nothing.
    static func printTopLevel(_ value: TemplateValue, to output: inout [UInt8]) {
        switch value {
        case .string(let text): output.append(contentsOf: text.utf8)
        default:
            var printer = GoPrinter()
            printer.printable(value)
            output.append(contentsOf: printer.output)
        }
    }

    private mutating func printable(_ value: TemplateValue) {
        switch value.underlying {
        case .absent, .null: write("<no value>")
        case .object: self.value(value, "v", depth: 1)
        default: argument(value, "v")
        }
    }

    /// `fmt.Sprint`: spaces between operands of which neither is a string.
    static func sprint(_ values: [TemplateValue]) -> String {
        var printer = GoPrinter()
        var wasString = false
        for (index, value) in values.enumerated() {
            let isString = if case .string = value { true } else { false }
            if index > 0, !isString, !wasString { printer.write(" ") }
            printer.argument(value, "v")
            wasString = isString
        }
        return printer.text
    }

    /// `fmt.Sprintln`: spaces between all operands, and a new line.
    static func sprintln(_ values: [TemplateValue]) -> String {
        var printer = GoPrinter()
        for (index, value) in values.enumerated() {
            if index > 0 { printer.write(" ") }
            printer.argument(value, "v")
        }
        printer.write("\n")
        return printer.text
    }

    /// What `html`, `js` and `urlquery` escape.
    static func escapable(_ values: [TemplateValue]) -> String {
        sprint(
            values.map { value in
                switch value {
                case .absent, .null: .string("<no value>")
                case .object: .named(value.pointeeTypeName, .string(pointeeText(value)))
                default: value
                }
            })
    }

    static func complex(_ real: Double, _ imaginary: Double) -> String {
        let sign = imaginary.sign == .minus ? "" : "+"
        return "(\(GoFloat.text(real))\(sign)\(GoFloat.text(imaginary))i)"
    }

    // MARK: Writing

    mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

    mutating func write(_ scalar: Unicode.Scalar) { output.append(contentsOf: UTF8.encode(scalar) ?? .init()) }

    mutating func padding(_ count: Int, zero: Bool) {
        if count > 0 { output.append(contentsOf: repeatElement(zero ? 0x30 : 0x20, count: count)) }
    }

    /// Writes a text padded to the width asked for.
    mutating func pad(_ text: String, zero: Bool? = nil) {
        // Zeros pad on the left only.
        let zero = (zero ?? flags.zero) && !flags.minus
        let missing = (flags.width ?? 0) - text.unicodeScalars.count
        if !flags.minus { padding(missing, zero: zero) }
        write(text)
        if flags.minus { padding(missing, zero: false) }
    }

    // MARK: Operands

    /// One operand of a call.
    mutating func argument(_ value: TemplateValue, _ verb: Unicode.Scalar) {
        switch (value, verb) {
        case (.absent, "T"), (.null, "T"), (.absent, "v"), (.null, "v"): pad("<nil>")
        case (.absent, _), (.null, _): badVerb(value, verb)
        case (_, "T"): pad(truncated(value.typeName))
        default: self.value(value, verb, depth: 0)
        }
    }

    mutating func badVerb(_ value: TemplateValue, _ verb: Unicode.Scalar) {
        write("%!")
        write(verb)
        write("(")
        switch value {
        case .absent, .null: write("<nil>")
        default:
            write(value.typeName)
            write("=")
            self.value(value, "v", depth: 0)
        }
        write(")")
    }

    mutating func value(_ value: TemplateValue, _ verb: Unicode.Scalar, depth: Int) {
        switch value.underlying {
        case .absent, .null:
            if flags.sharpV { write("interface {}(nil)") } else { write("<nil>") }
        case .typedNull(let type): null(value, type, verb)
        case .bool(let bool):
            if verb == "t" || verb == "v" { pad(bool ? "true" : "false") } else { badVerb(value, verb) }
        case .int(let number): integer(number.magnitude64, negative: number < 0, value, verb)
        case .unsigned(let number): integer(number, negative: false, value, verb)
        case .float(let number): float(number, value, verb)
        case .string(let text): string(text, value, verb)
        case .list(let elements, _):
            composite(value.typeName, open: "[", close: "]") { printer in
                for (index, element) in elements.enumerated() {
                    printer.separate(index)
                    printer.value(element, verb, depth: depth + 1)
                }
            }
        case .map(let entries, _):
            composite(value.typeName, open: "map[", close: "]") { printer in
                let keys = entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                for (index, key) in keys.enumerated() {
                    printer.separate(index)
                    printer.value(.string(key), verb, depth: depth + 1)
                    printer.write(":")
                    printer.value(entries[key] ?? .null, verb, depth: depth + 1)
                }
            }
        case .object(let object): self.object(object, value, verb, depth: depth)
        case .named: break
        }
    }

    private mutating func null(_ value: TemplateValue, _ type: TemplateType, _ verb: Unicode.Scalar) {
        switch type {
        case .list where flags.sharpV, .map where flags.sharpV: write("\(type.name)(nil)")
        case .list: write("[]")
        case .map: write("map[]")
        default:
            if ["b", "o", "d", "x", "X"].contains(verb) {
                // A nil pointer is the address 0.
                integer(0, negative: false, value, verb)
            } else if verb != "v" {
                badVerb(value, verb)
            } else if flags.sharpV {
                write("(\(type.name))(nil)")
            } else {
                pad("<nil>")
            }
        }
    }

    private mutating func object(
        _ object: any TemplateObject, _ value: TemplateValue, _ verb: Unicode.Scalar, depth: Int
    ) {
        if let text = object.text, !flags.sharpV, ["v", "s", "x", "X", "q"].contains(verb) {
            return string(text, .string(text), verb)
        }
        var typeName = object.typeName
        if typeName.hasPrefix("*") {
            typeName.removeFirst()
            if depth == 0 { write("&") }
        }
        composite(typeName, open: "{", close: "}") { printer in
            var index = 0
            for name in object.fieldNames {
                guard case .field(let field)? = object.member(name) else { continue }
                printer.separate(index)
                index += 1
                if printer.flags.plusV || printer.flags.sharpV { printer.write(name + ":") }
                printer.value(field, verb, depth: depth + 1)
            }
        }
    }

    private mutating func composite(
        _ typeName: String, open: String, close: String, _ elements: (inout GoPrinter) -> Void
    ) {
        write(flags.sharpV ? typeName + "{" : open)
        elements(&self)
        write(flags.sharpV ? "}" : close)
    }

    private mutating func separate(_ index: Int) {
        if index > 0 { write(flags.sharpV ? ", " : " ") }
    }
}

extension Int {
    var magnitude64: UInt64 { UInt64(magnitude) }
}
