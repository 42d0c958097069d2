/// `--build-context NAME=FOLDER|docker-image://IMAGE|oci-layout://FOLDER|URL`
public struct ContextOption: Sendable, Equatable {
    public enum Value: Sendable, Equatable {
        /// An image of the store or the catalogue.
        case image(String)
        /// A folder with an OCI image layout.
        case layout(String)
        /// A folder, a Git repository, or an archive of the web.
        case source(ContextSource)
    }
    public var name: String
    public var value: Value

    public init(_ text: String) throws(OptionError) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw OptionError(
                "--build-context \(text): write --build-context NAME=FOLDER, NAME=URL or NAME=docker-image://IMAGE.")
        }
        name = parts[0]
        if let image = Self.rest(of: parts[1], after: "docker-image://") {
            value = .image(image)
        } else if let folder = Self.rest(of: parts[1], after: "oci-layout://") {
            value = .layout(folder)
        } else if parts[1] == "-" {
            throw OptionError("--build-context \(text): standard input can only be the context itself.")
        } else {
            let source = ContextSource(parts[1])
            if case .folder(let path) = source, path.contains("://") {
                throw OptionError(
                    "--build-context \(text): nothing is known of this kind. Write a folder, a URL, docker-image://IMAGE or oci-layout://FOLDER."
                )
            }
            value = .source(source)
        }
    }

    private static func rest(of text: String, after prefix: String) -> String? {
        text.hasPrefix(prefix) && text.count > prefix.count ? String(text.dropFirst(prefix.count)) : nil
    }
}
