extension ActionReader {
    func logs(_ map: MapReader) -> Action {
        var action = LogsAction()
        action.container = container(map, "of")
        action.expect = map.require("expect", values.textMatch) ?? action.expect
        action.stream = map.read("stream") { values.choice($0, LogsAction.Stream.self) } ?? action.stream
        action.within = map.duration("within") ?? action.within
        return .logs(action)
    }

    func exec(_ map: MapReader) -> Action {
        var action = ExecAction()
        action.container = container(map, "in")
        action.command = map.require("command", values.texts) ?? []
        if let command = map.value("command"), case .list(let words) = command.content, words.isEmpty {
            values.problems.add(command.place, "A command needs at least one word.")
        }
        action.user = map.read("user", values.line)
        action.workingDirectory = map.read("workdir", values.absolutePath)
        action.environment = environment(map)
        action.expect = map.map("expect").map { outcome($0, withTime: false) } ?? action.expect
        action.within = map.duration("within") ?? action.within
        action.isRepeated = map.boolean("until") ?? false
        return .exec(action)
    }

    func process(_ map: MapReader) -> Action {
        var action = ProcessAction()
        action.container = container(map, "in")
        action.which = map.read("pid", which) ?? action.which
        action.user = map.numberMatch("user")
        action.group = map.numberMatch("group")
        action.command = map.textMatch("command")
        if let value = map.value("capabilities"), let text = values.text(value) {
            action.hasNoCapabilities = text == "none"
            if text != "none" { values.problems.add(value.place, "`capabilities` may be `none` only.") }
        }
        action.within = map.duration("within") ?? action.within
        return .process(action)
    }

    private func which(_ value: YAMLValue) -> ProcessAction.Which? {
        switch value.content {
        case .scalar("any", _): .any
        case .scalar("all", _): .all
        default: values.integer(value, in: 1...4_194_304).map { .pid($0) }
        }
    }

    func http(_ map: MapReader) -> Action {
        var action = HTTPAction()
        action.container = container(map, "to")
        action.port = map.require("port", values.port) ?? action.port
        action.way = map.read("via") { values.choice($0, HTTPAction.Way.self) } ?? action.way
        action.path = map.read("path", requestPath) ?? action.path
        action.method = map.read("method", method) ?? action.method
        action.headers = map.read("headers", headers) ?? [:]
        action.body = map.text("body") ?? ""
        action.within = map.duration("within") ?? action.within
        if let expect = map.map("expect") {
            action.expect.status = expect.numberMatch("status") ?? action.expect.status
            action.expect.headers = expect.read("headers", headerMatches) ?? [:]
            action.expect.body = expect.textMatch("body")
            if expect.has("body") && map.has("bodies") {
                values.problems.add(
                    expect.place(of: "body"), "`bodies` stands instead of `expect.body`; both together mean nothing.")
            }
            expect.finish()
        }
        action.bodies = map.read("bodies") { values.list($0, values.textMatch) } ?? []
        if map.has("bodies") && action.bodies.isEmpty {
            values.problems.add(map.place(of: "bodies"), "`bodies` needs at least one answer.")
        }
        if action.way == .published {
            uses.add(.needsPublished(container: action.container, port: action.port), map.place(of: "port"))
        }
        return .http(action)
    }

    private func requestPath(_ value: YAMLValue) -> String? {
        guard let text = values.text(value) else { return nil }
        guard text.hasPrefix("/"), text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            values.problems.add(
                value.place, "A path has to begin with `/` and to be free of blanks and signs beyond ASCII.",
                help: "Write them with percent signs: %20 is a blank.")
            return nil
        }
        return text
    }

    private func method(_ value: YAMLValue) -> String? {
        guard let text = values.text(value) else { return nil }
        guard Self.isToken(text) else {
            values.problems.add(value.place, "`\(text.cut(40))` is no method of HTTP.")
            return nil
        }
        return text
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte > 32 && byte < 127 && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
            }
    }

    private func headers(_ value: YAMLValue) -> [String: String]? {
        checkHeaderNames(value)
        let result = values.textMap(value)
        if let result, result.values.contains(where: { $0.contains(where: \.isNewline) }) {
            values.problems.add(value.place, "A header's value has to stand on one line.")
        }
        return result
    }

    /// Names in lower case.
    private func headerMatches(_ value: YAMLValue) -> [String: TextMatch]? {
        checkHeaderNames(value)
        return values.matchMap(value).map { matches in
            Dictionary(matches.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        }
    }

    private func checkHeaderNames(_ value: YAMLValue) {
        guard case .map(let entries) = value.content else { return }
        for entry in entries where !Self.isToken(entry.key) {
            values.problems.add(entry.place, "`\(entry.key.cut(40))` is no name of a header.")
        }
        for (index, entry) in entries.enumerated()
        where entries[..<index].contains(where: { $0.key.lowercased() == entry.key.lowercased() }) {
            values.problems.add(entry.place, "The header `\(entry.key)` stands twice; capitals make no difference.")
        }
    }

    func listen(_ map: MapReader) -> Action {
        var action = ListenAction()
        action.name = map.require("name", values.name) ?? ""
        action.port = map.require("port", values.port) ?? 0
        if let respond = map.map("respond") {
            action.status = respond.read("status") { values.integer($0, in: 200...599) } ?? action.status
            action.headers = respond.read("headers", headers) ?? [:]
            action.body = respond.text("body") ?? ""
            respond.finish()
        }
        if !action.name.isEmpty {
            uses.add(.listens(action.name, port: action.port), map.value("name")?.place ?? map.place)
        }
        return .listen(action)
    }

    func received(_ map: MapReader) -> Action {
        var action = ReceivedAction()
        if let name = map.require("by", values.name) {
            action.listener = name
            uses.add(.usesListener(name), map.value("by")?.place ?? map.place)
        }
        action.count = map.numberMatch("count") ?? action.count
        action.within = map.duration("within") ?? action.within
        if let expect = map.map("expect") {
            action.expect.method = expect.textMatch("method")
            action.expect.path = expect.textMatch("path")
            action.expect.headers = expect.read("headers", headerMatches) ?? [:]
            action.expect.body = expect.textMatch("body")
            expect.finish()
        }
        action.spacing = map.numberMatch("spacing", .duration)
        return .received(action)
    }

    func listens(_ map: MapReader) -> Action {
        var action = ListensAction()
        action.container = container(map, "in")
        action.port = map.require("port", values.port) ?? 0
        action.within = map.duration("within") ?? action.within
        return .listens(action)
    }
}
