import EngineInterface

extension RestartPolicy {
    /// Reads what `--restart` takes: `no`, `always`, `unless-stopped`, `on-failure[:times]`.
    ///
    /// Throws ``CommandFailure`` with the client's words, or ``EngineError`` with the engine's.
    init(_ text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts.first ?? ""
        if parts.count > 1, name.isEmpty {
            throw CommandFailure("invalid restart policy format: no policy provided before colon")
        }
        var times = 0
        if parts.count > 1, !parts[1].isEmpty {
            guard let number = Int(parts[1]) else {
                throw CommandFailure("invalid restart policy format: maximum retry count must be an integer")
            }
            times = number
        }
        guard let kind = Kind(rawValue: name.isEmpty ? "no" : name) else {
            throw EngineError(
                .invalidArgument, "invalid restart policy '\(name)'",
                help: "There are no, on-failure[:TIMES], always and unless-stopped.")
        }
        guard times == 0 || kind == .onFailure else {
            throw EngineError(
                .invalidArgument, "maximum retry count cannot be used with restart policy '\(name)'",
                help: "Only on-failure counts: on-failure:3.")
        }
        guard times >= 0 else { throw EngineError(.invalidArgument, "maximum retry count cannot be negative") }
        self.init(kind, maximumRetries: times)
    }
}
