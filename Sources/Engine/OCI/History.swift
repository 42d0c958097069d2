/// Completing an image's history before the image is written, as BuildKit does it.
public enum History {
    /// Gives every layer a line, every new line a time, and limits the times.
    ///
    /// - Parameters:
    ///   - entries: the lines, first to last.
    ///   - layers: how many layers the image has. Layers without a line get one before the others; lines without a
    ///     layer are marked as having changed no files.
    ///   - baseCount: how many lines come from the base image. They stay as they are.
    ///   - limit: new lines that are later, or have no time at all, get this time.
    public static func complete(
        _ entries: [HistoryEntry], layers: Int, baseCount: Int = 0, limit: Timestamp? = nil
    ) -> [HistoryEntry] {
        var result = entries
        var count = 0
        for index in result.indices where !result[index].emptyLayer {
            if count == layers { result[index].emptyLayer = true } else { count += 1 }
        }
        let missing = layers - count
        result.insert(contentsOf: repeatElement(HistoryEntry(createdBy: ""), count: missing), at: 0)
        let firstNew = min(result.count, max(0, baseCount) + (baseCount > 0 ? missing : 0))
        if let limit {
            for index in firstNew..<result.count {
                result[index].created = min(result[index].created ?? limit, limit)
            }
            return result
        }
        // A line that changed no files has the time of the first new layer after it, or of what comes before it.
        var time = result[firstNew...].first { $0.created != nil }?.created
        time = time ?? result[..<firstNew].last { $0.created != nil }?.created
        for index in firstNew..<result.count {
            if let own = result[index].created { time = own } else { result[index].created = time }
        }
        return result
    }
}
