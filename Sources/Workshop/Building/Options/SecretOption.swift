import EngineInterface

/// `--secret id=NAME[,src=FILE|,env=VARIABLE][,type=file|env]`
public enum SecretOption {
    /// The largest secret, in bytes, as BuildKit has it.
    public static let largest = 500 << 10

    /// - Parameters:
    ///   - environment: looks up a variable.
    ///   - absolute: makes a path absolute, as the caller of the command means it.
    /// - Throws: ``OptionError`` when the value is malformed, or names a variable that is not set. Whether a file
    ///   can be read shows when a step wants it.
    public static func parse(
        _ text: String, environment: (String) -> String?, absolute: (String) -> String
    ) throws(OptionError) -> BuildSecret {
        var id: String?
        var path: String?
        var variable: String?
        var kind: String?
        for field in try CommaFields(text, option: "--secret").fields {
            guard let value = field.value else {
                throw OptionError(
                    "--secret \(text): \(field.key) is not of the form key=value. Write --secret id=NAME,src=FILE.")
            }
            switch field.key {
            case "id": id = value
            case "src", "source": path = value
            case "env": variable = value
            case "type":
                guard value == "file" || value == "env" else {
                    throw OptionError("--secret \(text): the type is file or env, not \(value).")
                }
                kind = value
            default:
                throw OptionError("--secret \(text): there is no key \(field.key). The keys are id, src, env and type.")
            }
        }
        guard let id, !id.isEmpty else {
            throw OptionError(
                "--secret \(text) lacks the id by which a step asks for it. Write --secret id=NAME,src=FILE.")
        }
        if kind == "env", variable == nil {
            variable = path ?? id
            path = nil
        }
        if let variable {
            guard path == nil else {
                throw OptionError("--secret \(text): the value comes from a file or from a variable, not from both.")
            }
            return try fromVariable(variable, id: id, text: text, environment)
        }
        if let path { return BuildSecret(id: id, source: .file(absolute(path))) }
        // The short form: the variable of that name if there is one, else the file.
        if kind != "file", environment(id) != nil { return try fromVariable(id, id: id, text: text, environment) }
        return BuildSecret(id: id, source: .file(absolute(id)))
    }

    private static func fromVariable(
        _ name: String, id: String, text: String, _ environment: (String) -> String?
    ) throws(OptionError) -> BuildSecret {
        guard let value = environment(name) else {
            throw OptionError("--secret \(text): the environment has no variable \(name). Set and export it first.")
        }
        guard value.utf8.count <= largest else {
            throw OptionError("--secret \(text): a secret has at most \(largest >> 10) KiB.")
        }
        return BuildSecret(id: id, source: .value(Array(value.utf8)))
    }
}
