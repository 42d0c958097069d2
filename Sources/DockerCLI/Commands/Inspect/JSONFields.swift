import DockerFormat

/// Shorthand for the documents that `inspect` shows.
///
/// Docker's API writes some empty lists as `null`, some as `[]`, and leaves some out; texts and scripts rely on it, so
/// each field says which it is.
enum JSONFields {
    static func number(_ value: some BinaryInteger) -> OrderedJSON { .int(Int64(clamping: value)) }

    /// Texts, `null` when there are none.
    static func listOrNull(_ values: [String]?) -> OrderedJSON {
        guard let values, !values.isEmpty else { return .nilList }
        return .strings(values)
    }

    /// Names and values, `null` when there are none.
    static func mapOrNull(_ values: [String: String]) -> OrderedJSON { values.isEmpty ? .nilMap : .strings(values) }

    /// A set as Docker writes it, `{"80/tcp": {}}`; `null` when it is empty.
    static func setOrNull(_ members: [String]) -> OrderedJSON { members.isEmpty ? .nilMap : .set(members) }

    /// A moment given in nanoseconds since 1970 as RFC 3339 in UTC; 0 is Go's zero time.
    static func time(_ nanoseconds: Int64) -> OrderedJSON {
        .string(GoTime.orZero(nanoseconds: nanoseconds).rfc3339Nano)
    }
}
