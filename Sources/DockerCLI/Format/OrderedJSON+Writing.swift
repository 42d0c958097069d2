import GoTemplate

extension OrderedJSON {
    /// The value on one line.
    ///
    /// - Parameter escapesHTML: whether `<`, `>` and `&` are escaped, as Go does unless told.
    public func compact(escapesHTML: Bool = true) -> String {
        var output: [UInt8] = []
        write(indent: nil, depth: 0, escapesHTML: escapesHTML, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The value over lines, indented as `docker inspect` does.
    public func indented(by spaces: Int = 4, escapesHTML: Bool = true) -> String {
        var output: [UInt8] = []
        write(indent: spaces, depth: 0, escapesHTML: escapesHTML, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The members that JSON has, in the order in which it has them; nil if it is no object.
    private var written: [(key: String, value: OrderedJSON)]? {
        switch self {
        case .object(let members):
            members.filter { !($0.omitsEmpty && $0.value.isEmpty) }.map { ($0.key, $0.value) }
        case .map(let entries):
            entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
        default: nil
        }
    }

    private func write(indent: Int?, depth: Int, escapesHTML: Bool, to output: inout [UInt8]) {
        func newLine(_ depth: Int, _ output: inout [UInt8]) {
            guard let indent else { return }
            output.append(UInt8(ascii: "\n"))
            output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indent))
        }
        func all<Element>(
            _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ output: inout [UInt8],
            _ body: (Element, inout [UInt8]) -> Void
        ) {
            output.append(UInt8(ascii: open))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                newLine(depth + 1, &output)
                body(element, &output)
            }
            if !elements.isEmpty { newLine(depth, &output) }
            output.append(UInt8(ascii: close))
        }
        if let members = written {
            return all(members, "{", "}", &output) { member, output in
                GoJSON.appendString(member.key, escapesHTML: escapesHTML, to: &output)
                output.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
                member.value.write(indent: indent, depth: depth + 1, escapesHTML: escapesHTML, to: &output)
            }
        }
        switch self {
        case .array(let elements):
            all(elements, "[", "]", &output) { element, output in
                element.write(indent: indent, depth: depth + 1, escapesHTML: escapesHTML, to: &output)
            }
        default: GoJSON.append(templateValue(), escapesHTML: escapesHTML, to: &output)
        }
    }
}
