/// What `-v` says: `[source:]destination[:options]`.
struct VolumeSpecification: Equatable {
    enum Meaning: Equatable {
        /// A volume without a name, at that path.
        case anonymous(String)
        /// A volume or a folder, with an absolute source if it is a folder: what `HostConfiguration.binds` takes.
        case bind(String)
    }
    var meaning: Meaning

    /// Reads one specification. Sources that begin with a dot are taken from `folder`.
    ///
    /// Throws with the client's words for what it refuses itself; what the engine refuses is in ``ContainerRules``.
    init(_ text: String, folder: String) throws(CommandFailure) {
        guard !text.isEmpty else { throw CommandFailure("invalid empty volume spec") }
        // Docker reads nothing into texts that short.
        guard text.utf8.count > 2 else {
            meaning = .anonymous(text)
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw CommandFailure("invalid spec: \(text): empty section between colons")
        }
        guard parts.count > 1 else {
            meaning = .anonymous(text)
            return
        }
        var source = parts[0]
        if source.hasPrefix(".") { source = FilePath.clean(folder + "/" + source) }
        meaning = .bind(([source] + parts.dropFirst()).joined(separator: ":"))
    }
}
