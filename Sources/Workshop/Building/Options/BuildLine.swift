/// Reads the ordinary command line of a build without the general parser.
///
/// That one finds out about a command's options by reflection, each time: a third of the time of a build in which everything
/// is cached. So what is plainly said (`-t name`, `--file=path`, a switch) is read here, and for everything else, be
/// it help, a mistake, or a form that is rarely used, the answer is `nil`, and the general parser has the word.
public enum BuildLine {
    /// The arguments that follow `workshop build`, with ``BooleanWords`` rewritten.
    public static func read(_ words: ArraySlice<String>) -> BuildArguments? {
        var arguments = BuildArguments()
        var rest = words
        while let word = rest.popFirst() {
            guard word.utf8.first == UInt8(ascii: "-"), word != "-" else {
                arguments.contexts.append(word)
                continue
            }
            guard let option = Option(word) else { return nil }
            if option.value == nil && arguments.turnOn(option.name) { continue }
            guard let value = option.value ?? rest.popFirst(), !value.isEmpty else { return nil }
            // What begins with a dash may be the next option, where the value was forgotten.
            if option.value == nil && value.utf8.first == UInt8(ascii: "-") && value != "-" { return nil }
            guard arguments.set(option.name, to: value) else { return nil }
        }
        return arguments
    }

    /// A word that begins with a dash, taken apart.
    private struct Option {
        /// The long name, without dashes.
        var name: Substring
        var value: String?

        init?(_ word: String) {
            guard word.hasPrefix("--") else {
                guard let long = Self.longNames[word] else { return nil }
                (name, value) = (Substring(long), nil)
                return
            }
            let text = word.dropFirst(2)
            if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
                name = text[..<equals]
                value = String(text[text.index(after: equals)...])
            } else {
                (name, value) = (text, nil)
            }
        }

        private static let longNames = ["-f": "file", "-t": "tag", "-o": "output", "-m": "memory", "-q": "quiet"]
    }
}

extension BuildArguments {
    /// Sets a switch. Returns `false` when there is no switch of this name.
    fileprivate mutating func turnOn(_ name: Substring) -> Bool {
        switch name {
        case "pull": pull = true
        case "load": load = true
        case "push": push = true
        case "rm": removesContainers = true
        case "force-rm": alwaysRemovesContainers = true
        case "no-cache": noCache = true
        case "quiet": quiet = true
        case "explain": explain = true
        case "check": check = true
        case "debug": debug = true
        default: return false
        }
        return true
    }

    /// Sets an option that has a value. Returns `false` when there is none of this name, or the value is not among
    /// those that it may have.
    fileprivate mutating func set(_ name: Substring, to value: String) -> Bool {
        switch name {
        case "file": file = value
        case "target": target = value
        case "build-arg": buildArguments.append(value)
        case "build-context": buildContexts.append(value)
        case "platform": platform = value
        case "tag": tags.append(value)
        case "label": labels.append(value)
        case "output": outputs.append(value)
        case "iidfile": iidfile = value
        case "metadata-file": metadataFile = value
        case "provenance": provenance = value
        case "sbom": sbom = value
        case "no-cache-filter": noCacheFilter.append(value)
        case "cache-from": cacheFrom.append(value)
        case "cache-to": cacheTo.append(value)
        case "secret": secrets.append(value)
        case "ssh": agents.append(value)
        case "add-host": hosts.append(value)
        case "ulimit": limits.append(value)
        case "shm-size": sharedMemory = value
        case "memory": memory = value
        case "network":
            guard let known = Network(rawValue: value) else { return false }
            network = known
        case "progress":
            guard let known = ProgressView(rawValue: value) else { return false }
            progress = known
        case "debug-step":
            guard let number = Int(value) else { return false }
            debugStep = number
        default: return false
        }
        return true
    }
}
