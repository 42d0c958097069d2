/// Options of the form `NAME=value`: `--build-arg`, `--label`.
public enum NamedValues {
    /// The values for `ARG`. A name alone takes its value from the environment, and is left out when it is not there.
    /// The last one of a name counts.
    public static func buildArguments(
        _ options: [String], environment: (String) -> String?
    ) throws(OptionError) -> [String: String] {
        var values: [String: String] = [:]
        for option in options {
            let (name, value) = try split(option, option: "--build-arg")
            if let value {
                values[name] = value
            } else if let value = environment(name) {
                values[name] = value
            }
        }
        return values
    }

    /// Labels. A name alone is a label with an empty value.
    public static func labels(_ options: [String]) throws(OptionError) -> [String: String] {
        var values: [String: String] = [:]
        for option in options {
            let (name, value) = try split(option, option: "--label")
            values[name] = value ?? ""
        }
        return values
    }

    private static func split(_ text: String, option: String) throws(OptionError) -> (String, String?) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, !name.isEmpty else {
            throw OptionError("\(option) \(text) lacks a name. Write \(option) NAME=value.")
        }
        guard !name.contains(where: \.isWhitespace) else {
            throw OptionError("\(option) \(text): a name has no blanks in it. Write \(option) NAME=value.")
        }
        return (name, parts.count == 2 ? parts[1] : nil)
    }
}
