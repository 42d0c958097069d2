/// The remark that a stand-in's history carries, so that it is known for one also where it came from an archive.
///
/// It stays in the histories of all images that are built on it.
public enum StandInMark {
    private static let beginning = "catalogue"

    /// - Parameters:
    ///   - part: the name of what was assembled.
    ///   - digest: 64 hexadecimal digits that change with everything that goes into it.
    public static func text(part: String, digest: String) -> String { "\(beginning)/\(part)/\(digest)" }

    /// How many of an image's lowest layers its history says to be a stand-in's; 0 when it tells of none.
    ///
    /// The last line of a stand-in itself does not count: it is what the image is, not what it is built on.
    static func depth(_ record: ImageRecord) -> Int {
        let changing = record.history.count { !$0.emptyLayer }
        // Where the history does not tell of all layers, the topmost are those that it tells of.
        guard changing <= record.layers.count,
            let mark = record.history.dropLast().lastIndex(where: { $0.comment.map(isMark) ?? false })
        else { return 0 }
        return record.layers.count - changing + record.history[...mark].count { !$0.emptyLayer }
    }

    private static func isMark(_ comment: String) -> Bool {
        let parts = comment.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == beginning && parts[2].utf8.count == 64
            && parts[2].allSatisfy(\.isHexDigit)
    }
}
