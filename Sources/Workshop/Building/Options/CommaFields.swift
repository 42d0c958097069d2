/// The fields of an option's value: `type=local,dest=out`.
///
/// Fields are separated as in one line of comma-separated values (RFC 4180): one that holds a comma stands in quotes,
/// `"dest=a,b"`, and a quote within them is doubled.
struct CommaFields {
    /// A field as it was written: a key, and a value if there was a `=`.
    struct Field: Equatable {
        var key: String
        var value: String?
    }

    let fields: [Field]

    /// - Parameter option: the option's name, for messages: `--secret`.
    init(_ text: String, option: String) throws(OptionError) {
        fields = try Self.split(text, option: option).map { field in
            guard let equals = field.firstIndex(of: "=") else { return Field(key: field, value: nil) }
            return Field(key: field[..<equals].lowercased(), value: String(field[field.index(after: equals)...]))
        }
    }

    static func split(_ text: String, option: String) throws(OptionError) -> [String] {
        var fields: [String] = []
        var rest = text[...]
        while true {
            var field = ""
            if rest.first == "\"" {
                rest.removeFirst()
                while true {
                    guard let character = rest.popFirst() else {
                        throw OptionError("\(option) \(text): a quote is not closed.")
                    }
                    if character != "\"" {
                        field.append(character)
                    } else if rest.first == "\"" {
                        field.append("\"")
                        rest.removeFirst()
                    } else {
                        break
                    }
                }
                guard rest.isEmpty || rest.first == "," else {
                    throw OptionError("\(option) \(text): after a closing quote comes a comma or the end.")
                }
            } else {
                field = String(rest.prefix { $0 != "," })
                rest = rest.dropFirst(field.count)
                guard !field.contains("\"") else {
                    throw OptionError(
                        "\(option) \(text): a field with quotes stands in quotes as a whole, and each of its quotes is doubled."
                    )
                }
            }
            fields.append(field)
            guard rest.popFirst() != nil else { return fields }
        }
    }
}
