import Yams

/// Reads a YAML text into values that know their places.
enum YAMLDocument {
    /// More than any exercise needs; aliases could otherwise make a small file endless.
    private static let largestCount = 100_000

    /// The document, or `nil` when it cannot be read at all. What is wrong with it goes to `problems`.
    static func read(_ text: String, problems: Problems) -> YAMLValue? {
        var text = normal(text)
        var repeated: Set<Unicode.Scalar> = []
        while true {
            do {
                guard let node = try Yams.compose(yaml: text, .basic) else {
                    problems.add(nil, "The file is empty.", help: "Begin it with `format: 1`.")
                    return nil
                }
                var converter = Converter(problems: problems, repeated: repeated, rest: largestCount)
                return converter.value(node)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                // A repeated key would hide everything else: report it, make it another one, and go on.
                let marks = (0xE000...0xF8FF).lazy.compactMap { UnicodeScalar(UInt32($0)) }
                guard repeated.count < 50, let mark = marks.first(where: { !text.unicodeScalars.contains($0) }),
                    let key = keys.first,
                    let place = RepeatedKey.find(key, in: text, first: context.mark.line),
                    let changed = RepeatedKey.replace(at: place, by: mark, in: text)
                else {
                    problems.add(
                        Place(line: context.mark.line, column: context.mark.column),
                        "The key `\(keys.first ?? "")` stands twice in one map.")
                    return nil
                }
                repeated.insert(mark)
                problems.add(
                    place, "The key `\(key)` stands twice in one map.",
                    help: "Only one of them can count: take one away, or join them.")
                text = changed
            } catch let error as YamlError {
                report(error, problems)
                return nil
            } catch {
                problems.add(nil, "The file cannot be read: \(error).")
                return nil
            }
        }
    }

    /// Without a byte order mark, and with every line break as one line feed, as YAML 1.2.2, sections 5.2 and 5.4,
    /// reads them. Lines and columns stay what they are.
    private static func normal(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == 0, scalar == "\u{FEFF}" { continue }
            // To Swift "\r\n" is a single character, so the two are looked at as scalars.
            if scalar == "\r" {
                result.append("\n")
            } else if scalar != "\n" || last != "\r" {
                result.append(scalar)
            }
            last = scalar
        }
        return String(result)
    }

    private static func report(_ error: YamlError, _ problems: Problems) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let reason = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
            problems.add(
                Place(line: mark.line, column: mark.column), "This is no YAML: \(reason).",
                help:
                    "Look at the indentation, and put texts that hold `: ` or begin with a sign such as `*`, `[` or a "
                    + "backquote into double quotes.")
        case .reader(let problem, _, _, _):
            problems.add(nil, "The file holds characters that YAML does not allow: \(problem).")
        default:
            problems.add(nil, "The file cannot be read as YAML: \(error).")
        }
    }

    private struct Converter {
        let problems: Problems
        let repeated: Set<Unicode.Scalar>
        var rest: Int

        mutating func value(_ node: Node) -> YAMLValue? {
            let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? Place(line: 1, column: 1)
            rest -= 1
            guard rest > 0 else {
                if rest == 0 {
                    problems.add(place, "The file holds too many values.", help: "Aliases may repeat them.")
                }
                return nil
            }
            switch node {
            case .scalar(let scalar):
                return YAMLValue(content: .scalar(scalar.string, isPlain: scalar.style == .plain), place: place)
            case .sequence(let sequence):
                var items: [YAMLValue] = []
                for item in sequence {
                    guard let item = value(item) else { return nil }
                    items.append(item)
                }
                return YAMLValue(content: .list(items), place: place)
            case .mapping(let mapping):
                var entries: [YAMLEntry] = []
                for (key, item) in mapping {
                    guard let item = value(item) else { return nil }
                    let keyPlace = key.mark.map { Place(line: $0.line, column: $0.column) } ?? place
                    guard case .scalar(let scalar) = key else {
                        problems.add(keyPlace, "A key has to be a word.")
                        continue
                    }
                    // It was reported when it was made another one.
                    if let first = scalar.string.unicodeScalars.first, repeated.contains(first) { continue }
                    entries.append(YAMLEntry(key: scalar.string, place: keyPlace, value: item))
                }
                return YAMLValue(content: .map(entries), place: place)
            case .alias:
                problems.add(place, "Aliases are not known here.")
                return nil
            }
        }
    }
}
