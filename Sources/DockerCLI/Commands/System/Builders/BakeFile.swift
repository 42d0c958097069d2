import DockerFormat
import Foundation

/// What a bake file says: targets, groups of them, and variables.
struct BakeFile: Equatable {
    var targets: [String: BakeTarget] = [:]
    var groups: [String: [String]] = [:]

    /// Reads the JSON form.
    ///
    /// - Parameters:
    ///   - name: what errors call the file.
    ///   - variables: values that take the place of the variables' defaults.
    init(json: Data, named name: String, variables: [String: String]) throws(CommandFailure) {
        let document: Any
        do {
            document = try JSONSerialization.jsonObject(with: json)
        } catch {
            throw CommandFailure("ERROR: \(name) is no JSON", help: "Look for a comma or a quote too many or too few.")
        }
        guard let root = document as? [String: Any] else { throw Self.failure(name, "it holds no object") }
        try self.init(document: root, named: name, variables: variables)
    }

    /// Reads the form of docker-bake.hcl.
    init(hcl: String, named name: String, variables: [String: String]) throws(CommandFailure) {
        try self.init(
            document: try BakeHCL.document(hcl, named: name), named: name, variables: variables)
    }

    private init(
        document root: [String: Any], named name: String, variables: [String: String]
    ) throws(CommandFailure) {
        var known = variables
        for (variable, value) in root["variable"] as? [String: Any] ?? [:] where known[variable] == nil {
            known[variable] = (value as? [String: Any]).flatMap { Self.text($0["default"]) } ?? ""
        }
        let reader = BakeTarget.Reader(file: name, variables: known)
        for (target, value) in root["target"] as? [String: Any] ?? [:] {
            guard let fields = value as? [String: Any] else {
                throw Self.failure(name, "target \(target) is no object")
            }
            targets[target] = try reader.target(target, fields)
        }
        for (group, value) in root["group"] as? [String: Any] ?? [:] {
            groups[group] = try reader.texts((value as? [String: Any])?["targets"], "group \(group)") ?? []
        }
        for unknown in root.keys.sorted() where !["target", "group", "variable"].contains(unknown) {
            throw Self.failure(name, "'\(unknown)' is not understood")
        }
    }

    static func failure(_ file: String, _ reason: String) -> CommandFailure {
        CommandFailure(
            "ERROR: failed to parse \(file): \(reason)",
            help: "Targets have context, dockerfile, args, tags, target and the like; see docker buildx bake --help.")
    }

    /// A text, or a number or truth value as text.
    static func text(_ value: Any?) -> String? {
        if let text = value as? String { return text }
        guard let number = value as? NSNumber else { return nil }
        // Truth values are numbers of the kind `char`.
        let isFlag = String(cString: number.objCType) == "c"
        return isFlag ? (number.boolValue ? "true" : "false") : number.stringValue
    }

    /// The targets of names, groups taken apart, each once, with what they inherit.
    func targets(_ names: [String]) throws(CommandFailure) -> [(name: String, target: BakeTarget)] {
        var order: [String] = []
        func visit(_ name: String, _ path: [String]) throws(CommandFailure) {
            if targets[name] != nil {
                if !order.contains(name) { order.append(name) }
                return
            }
            guard let members = groups[name], !path.contains(name) else {
                let all = (Array(targets.keys) + groups.keys).sorted().joined(separator: ", ")
                throw CommandFailure("ERROR: failed to find target \(name)", help: "The file has: \(all)")
            }
            for member in members { try visit(member, path + [name]) }
        }
        for name in names { try visit(name, []) }
        var result: [(name: String, target: BakeTarget)] = []
        for name in order { result.append((name, try resolved(name, []))) }
        return result
    }

    /// A target with what it inherits: its own fields hold, of several parents those of the last.
    private func resolved(_ name: String, _ path: [String]) throws(CommandFailure) -> BakeTarget {
        guard let own = targets[name], !path.contains(name) else {
            throw CommandFailure("ERROR: failed to find target \(name), which \(path.last ?? "a target") inherits from")
        }
        var merged = BakeTarget()
        for parent in own.inherits { merged = merged.overridden(by: try resolved(parent, path + [name])) }
        return merged.overridden(by: own)
    }
}
