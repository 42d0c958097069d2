/// Takes a map apart key by key; the keys that nobody asks for are errors.
final class MapReader {
    let place: Place
    let values: ValueReader
    /// For messages: `a check`, `` `build` ``.
    let what: String
    private let entries: [String: YAMLEntry]
    private let order: [YAMLEntry]
    private var asked: [String] = []

    /// `nil`, with an error, when the value is no map.
    init?(_ value: YAMLValue, _ what: String, _ values: ValueReader) {
        guard case .map(let entries) = value.content else {
            values.problems.add(
                value.place, "\(what.capitalizedFirst) has to be a map, but here is \(value.kindName).",
                help: value.isNull ? "Write `{}` where there is nothing to say." : nil)
            return nil
        }
        place = value.place
        self.what = what
        self.values = values
        order = entries
        self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    }

    /// The value of a key as it stands; `nil` when the key is not there.
    func value(_ key: String) -> YAMLValue? {
        if !asked.contains(key) { asked.append(key) }
        return entries[key]?.value
    }

    /// Whether the key is there. Does not count as a question for it.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The place of a key, or of the map.
    func place(of key: String) -> Place { entries[key]?.place ?? place }

    /// What `read` makes of a key's value; `nil` when the key is not there or its value is wrong.
    func read<Result>(_ key: String, _ read: (YAMLValue) -> Result?) -> Result? { value(key).flatMap(read) }

    /// The same for a key that has to be there.
    func require<Result>(_ key: String, _ read: (YAMLValue) -> Result?) -> Result? {
        guard let value = value(key) else {
            values.problems.add(place, "`\(key)` is missing in \(what).")
            return nil
        }
        return read(value)
    }

    func text(_ key: String) -> String? { read(key, values.text) }

    func boolean(_ key: String) -> Bool? { read(key, values.boolean) }

    func duration(_ key: String) -> Double? { read(key, values.duration) }

    func texts(_ key: String) -> [String]? { read(key, values.texts) }

    func textMap(_ key: String) -> [String: String]? { read(key, values.textMap) }

    func textMatch(_ key: String) -> TextMatch? { read(key, values.textMatch) }

    func numberMatch(_ key: String, _ unit: ValueReader.Unit = .number) -> NumberMatch? {
        read(key) { values.numberMatch($0, unit) }
    }

    /// A map below a key.
    func map(_ key: String) -> MapReader? { read(key) { MapReader($0, "`\(key)`", values) } }

    /// Reports the keys that were not asked for. To be called when all others were.
    func finish() {
        for entry in order where !asked.contains(entry.key) {
            values.problems.add(
                entry.place, "\(what.capitalizedFirst) has no key `\(entry.key.cut(40))`.",
                help: Spelling.help(for: entry.key, among: asked, otherwise: "It may have "))
        }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
