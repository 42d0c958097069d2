/// Makes typed values of YAML values, and errors of those that do not fit.
struct ValueReader {
    let problems: Problems

    private func wrong(_ value: YAMLValue, _ wanted: String, help: String? = nil) {
        problems.add(value.place, "Here has to be \(wanted), but it is \(value.kindName).", help: help)
    }

    func text(_ value: YAMLValue) -> String? {
        guard case .scalar(let text, let isPlain) = value.content else {
            wrong(value, "a text")
            return nil
        }
        // A plain `1.10` or `0644` would be another thing to other readers of YAML, so it has to be said what is meant.
        guard !isPlain || !(YAMLValue.isNull(text) || YAMLValue.isBoolean(text) || YAMLValue.isNumber(text)) else {
            wrong(value, "a text", help: "Put it into quotes if it is meant as text: \"\(text)\".")
            return nil
        }
        return text
    }

    /// A text that is not empty and stands on one line.
    func line(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        guard text.contains(where: { !$0.isWhitespace }), !text.contains(where: \.isNewline) else {
            problems.add(value.place, "Here has to be one line of text.")
            return nil
        }
        return text
    }

    func boolean(_ value: YAMLValue) -> Bool? {
        if case .scalar(let text, isPlain: true) = value.content, YAMLValue.isBoolean(text) {
            return text.lowercased() == "true"
        }
        wrong(value, "`true` or `false`")
        return nil
    }

    func integer(_ value: YAMLValue, in range: ClosedRange<Int>) -> Int? {
        guard case .scalar(let text, isPlain: true) = value.content, let number = Int(text) else {
            wrong(value, "a whole number")
            return nil
        }
        guard range.contains(number) else {
            let limits =
                range.upperBound == .max
                ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            problems.add(value.place, "The number has to be \(limits), but it is \(number).")
            return nil
        }
        return number
    }

    func port(_ value: YAMLValue) -> Int? { integer(value, in: 1...65535) }

    /// In seconds, more than 0.
    func duration(_ value: YAMLValue) -> Double? {
        guard let seconds = quantity(value, .duration) else { return nil }
        guard seconds > 0 else {
            problems.add(value.place, "A duration has to be longer than nothing.")
            return nil
        }
        return seconds
    }

    /// In bytes, more than 0.
    func size(_ value: YAMLValue) -> Int64? {
        guard let bytes = quantity(value, .size) else { return nil }
        guard bytes > 0 else {
            problems.add(value.place, "A size has to be larger than nothing.")
            return nil
        }
        return Int64(bytes)
    }

    func list<Element>(_ value: YAMLValue, _ read: (YAMLValue) -> Element?) -> [Element]? {
        guard case .list(let items) = value.content else {
            wrong(value, "a list", help: "Write it with brackets: [A, B].")
            return nil
        }
        return items.compactMap(read)
    }

    func texts(_ value: YAMLValue) -> [String]? { list(value, text) }

    /// A text, or a list of texts.
    func textOrTexts(_ value: YAMLValue) -> [String]? {
        if case .list = value.content { texts(value) } else { text(value).map { [$0] } }
    }

    /// The entries of a map whose keys are free.
    func entries(_ value: YAMLValue) -> [YAMLEntry]? {
        guard case .map(let entries) = value.content else {
            wrong(value, "a map", help: "Write it with braces: {NAME: VALUE}.")
            return nil
        }
        return entries
    }

    func textMap(_ value: YAMLValue) -> [String: String]? {
        entries(value).map { entries in
            Dictionary(entries.compactMap { entry in text(entry.value).map { (entry.key, $0) } }) { first, _ in first }
        }
    }

    func matchMap(_ value: YAMLValue) -> [String: TextMatch]? {
        entries(value).map { entries in
            Dictionary(entries.compactMap { entry in textMatch(entry.value).map { (entry.key, $0) } }) { first, _ in
                first
            }
        }
    }

    /// One of the values of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ value: YAMLValue, _: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let text = text(value) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        problems.add(
            value.place, "`\(text.cut(40))` is not known here.",
            help: Spelling.help(for: text, among: Choice.allCases.map(\.rawValue), otherwise: "It may be "))
        return nil
    }
}
