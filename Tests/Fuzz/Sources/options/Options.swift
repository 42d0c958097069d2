import Building

/// A value of an option of `workshop build`, as each of those that have a form; and a whole command line, a word a line.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let variables = ["TOKEN": "hidden-value", "id": "hidden-value"]
    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "/folder/" + path }

    do throws(OptionError) {
        let secret = try SecretOption.parse(text, environment: { variables[$0] }, absolute: absolute)
        precondition(!secret.id.isEmpty)
        if case .file(let path) = secret.source { precondition(path.hasPrefix("/")) }
    } catch {
        check(error)
        // The value of a secret never stands in a message.
        precondition(text.contains("hidden-value") || !error.description.contains("hidden-value"))
    }
    if let agent = attempt({ () throws(OptionError) in
        try AgentOption.parse(text, environment: { variables[$0] }, absolute: absolute)
    }) {
        precondition(!agent.id.isEmpty)
    }
    if let output = attempt({ () throws(OptionError) in try BuildOutput(text, absolute: absolute) }),
        case .path(let path)? = output.destination
    {
        precondition(path.hasPrefix("/"))
    }
    if let host = attempt({ () throws(OptionError) in try HostOption.parse(text) }) { precondition(!host.name.isEmpty) }
    if let limit = attempt({ () throws(OptionError) in try LimitOption.parse(text) }) {
        precondition(!limit.name.isEmpty)
    }
    if let memory = attempt({ () throws(OptionError) in try LimitOption.memory(text) }) { precondition(memory > 0) }
    _ = attempt { () throws(OptionError) in try LimitOption.sharedMemory(text) }
    _ = attempt { () throws(OptionError) in try CacheOption.source(text) { "/" + $0 } }
    _ = attempt { () throws(OptionError) in try CacheOption.target(text) { "/" + $0 } }
    _ = attempt { () throws(OptionError) in try ContextOption(text) }
    _ = attempt { () throws(OptionError) in try PruneFilter.until(text, now: 1e9) }
    if let size = ByteSize.parse(text) { precondition(size >= 0) }

    let words = text.split(separator: "\n").map(String.init)
    let normal = BooleanWords.normalized(["build"] + words)
    precondition(normal.first == "build")
    if let line = BuildLine.read(normal.dropFirst()) { precondition(line.contexts.count <= words.count) }
    precondition(!ShellWords.quoted(text).isEmpty)
    return 0
}

private func attempt<Value>(_ body: () throws(OptionError) -> Value) -> Value? {
    do throws(OptionError) {
        return try body()
    } catch {
        check(error)
        return nil
    }
}

/// A message is a sentence that names the option.
private func check(_ error: OptionError) { precondition(error.description.contains("--")) }
