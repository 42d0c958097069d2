extension ValueReader {
    /// What numbers count.
    enum Unit {
        case number, duration, size

        var name: String {
            switch self {
            case .number: "a number"
            case .duration: "a duration such as 250ms, 2s or 1m30s"
            case .size: "a size such as 200B, 20MB or 512MiB"
            }
        }
    }

    /// A number, or a duration in seconds, or a size in bytes.
    func quantity(_ value: YAMLValue, _ unit: Unit) -> Double? {
        if case .scalar(let text, let isPlain) = value.content {
            let result: Double? =
                switch unit {
                case .number: isPlain && YAMLValue.isNumber(text) ? Double(text) : nil
                case .duration: Quantity.duration(text)
                case .size: Quantity.size(text).map(Double.init)
                }
            if let result, result.isFinite { return result }
        }
        problems.add(value.place, "Here has to be \(unit.name), but it is \(value.kindName).")
        return nil
    }

    /// What a number must be like; see "Matching" in docs/exercise-format.md.
    func numberMatch(_ value: YAMLValue, _ unit: Unit) -> NumberMatch? {
        switch value.content {
        case .scalar:
            return quantity(value, unit).map(NumberMatch.init(equals:))
        case .list(let items):
            guard !items.isEmpty else {
                problems.add(value.place, "A list of values must not be empty: no number could be one of them.")
                return nil
            }
            var match = NumberMatch()
            match.values = items.compactMap { quantity($0, unit) }
            return match
        case .map:
            guard let map = MapReader(value, "a comparison of numbers", self) else { return nil }
            var match = NumberMatch()
            match.not =
                map.read("not") { value in
                    if case .list = value.content { return list(value) { quantity($0, unit) } }
                    return quantity(value, unit).map { [$0] }
                } ?? []
            match.minimum = map.read("min") { quantity($0, unit) }
            match.maximum = map.read("max") { quantity($0, unit) }
            map.finish()
            if let low = match.minimum, let high = match.maximum, low > high {
                problems.add(map.place(of: "min"), "`min` is larger than `max`, so nothing could hold.")
            }
            if match == NumberMatch(), !map.has("not"), !map.has("min"), !map.has("max") {
                problems.add(value.place, "A comparison needs `min`, `max` or `not`.")
            }
            return match
        }
    }

    /// What a text must be like; see "Matching" in docs/exercise-format.md.
    func textMatch(_ value: YAMLValue) -> TextMatch? {
        guard case .map(let entries) = value.content else { return text(value).map(TextMatch.init(equals:)) }
        guard let map = MapReader(value, "a comparison of texts", self) else { return nil }
        var match = TextMatch(equals: map.text("equals"))
        match.contains = map.read("contains", textOrTexts) ?? []
        match.lacks = map.read("lacks", textOrTexts) ?? []
        match.matches = map.read("matches", pattern)
        match.isEmpty = map.boolean("empty")
        map.finish()
        if entries.isEmpty {
            problems.add(
                value.place, "A comparison needs at least one of `equals`, `contains`, `lacks`, `matches`, `empty`.")
        }
        for key in ["contains", "lacks"] where map.has(key) {
            let texts = key == "contains" ? match.contains : match.lacks
            if texts.contains("") { problems.add(map.place(of: key), "Every text holds the empty text.") }
        }
        return match
    }

    /// A regular expression.
    func pattern(_ value: YAMLValue) -> Pattern? {
        guard let text = text(value) else { return nil }
        do {
            return try Pattern(text)
        } catch {
            problems.add(
                value.place, "`\(text.cut(60))` is no regular expression: \(String(describing: error).cut(120)).",
                help: "Signs such as ( [ * + ? . have a meaning of their own; write \\( for the sign itself.")
            return nil
        }
    }
}
