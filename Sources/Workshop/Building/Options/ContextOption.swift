import EngineInterface

/// `--build-context NAME=PATH|docker-image://IMAGE`
public enum ContextOption {
    /// - Parameters:
    ///   - absolute: makes a path absolute.
    ///   - isFolder: whether a path is a folder.
    public static func parse(
        _ text: String, absolute: (String) -> String, isFolder: (String) -> Bool
    ) throws(OptionError) -> (name: String, context: NamedContext) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw OptionError(
                "--build-context \(text): write --build-context NAME=FOLDER or NAME=docker-image://IMAGE.")
        }
        let value = parts[1]
        let image = "docker-image://"
        if value.hasPrefix(image), value.count > image.count {
            return (parts[0], .image(String(value.dropFirst(image.count))))
        }
        guard !value.contains("://"), !ContextSource.isGit(value) else {
            throw OptionError(
                "--build-context \(text): only a folder of this machine or docker-image://IMAGE can be named here. Fetch it first, and name its folder."
            )
        }
        let path = absolute(value)
        guard isFolder(path) else { throw OptionError("--build-context \(text): \(path) is no folder.") }
        return (parts[0], .folder(path))
    }
}
