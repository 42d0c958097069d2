/// Reads the actions of one check.
struct ActionReader {
    let values: ValueReader
    let uses: NameUses

    private static let names = [
        "build", "dockerfile", "image", "volume", "run", "start", "logs", "exec", "process", "http", "listen",
        "received", "stop", "restart", "remove", "gone", "listens",
    ]

    /// `nil`, with an error, when it is none.
    func action(_ value: YAMLValue) -> LocatedAction? {
        guard case .map(let entries) = value.content, let entry = entries.first, entries.count == 1 else {
            values.problems.add(
                value.place, "An action has to be a map with one key, such as `- build: {}`.",
                help: Self.indentationHelp(value))
            return nil
        }
        guard Self.names.contains(entry.key) else {
            values.problems.add(
                entry.place, "There is no action `\(entry.key.cut(40))`.",
                help: Spelling.help(for: entry.key, among: Self.names, otherwise: "There are "))
            return nil
        }
        guard let map = MapReader(entry.value, "`\(entry.key)`", values) else { return nil }
        let action = action(entry.key, map)
        map.finish()
        return action.map { LocatedAction($0, line: entry.place.line) }
    }

    private static func indentationHelp(_ value: YAMLValue) -> String? {
        guard case .map(let entries) = value.content, entries.count > 1 else { return nil }
        return
            "Is what belongs to the action indented further than its name? Each action begins with a hyphen of its own."
    }

    private func action(_ name: String, _ map: MapReader) -> Action? {
        switch name {
        case "build": build(map)
        case "dockerfile": dockerfile(map)
        case "image": image(map)
        case "volume": volume(map)
        case "run": run(map)
        case "start": start(map)
        case "logs": logs(map)
        case "exec": exec(map)
        case "process": process(map)
        case "http": http(map)
        case "listen": listen(map)
        case "received": received(map)
        case "stop": stop(map)
        case "restart": .restart(container: container(map, "container"))
        case "remove": remove(map)
        case "gone": gone(map)
        case "listens": listens(map)
        default: nil
        }
    }

    /// The name of a container that has to be there.
    func container(_ map: MapReader, _ key: String) -> String {
        guard let name = map.require(key, values.name) else { return "" }
        uses.add(.usesContainer(name), map.value(key)?.place ?? map.place)
        return name
    }

    /// The name of an image that has to be there; `image` when none is given.
    func imageName(_ map: MapReader) -> String {
        let place = map.value("image")?.place ?? map.place
        let name = map.read("image", values.line) ?? "image"
        uses.add(.usesImage(name), place)
        return name
    }
}
