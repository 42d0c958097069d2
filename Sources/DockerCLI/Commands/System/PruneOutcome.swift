/// What pruning one kind of thing has removed.
struct PruneOutcome: Equatable {
    /// A title, a line for each thing, and an empty line; nothing when nothing was removed.
    let text: String
    /// Bytes given back.
    let bytes: Int64

    init(title: String, lines: [String], bytes: Int64 = 0) {
        text = lines.isEmpty ? "" : ([title] + lines).map { $0 + "\n" }.joined() + "\n"
        self.bytes = bytes
    }
}
