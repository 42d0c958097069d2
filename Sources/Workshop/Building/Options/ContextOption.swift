/// `--build-context NAME=FOLDER|docker-image://IMAGE|oci-layout://FOLDER[:TAG|@DIGEST]|URL`
public struct ContextOption: Sendable, Equatable {
    public enum Value: Sendable, Equatable {
        /// An image of the store or the catalogue.
        case image(String)
        /// A folder with an OCI image layout, and which image of it is meant: a tag or a digest.
        case layout(String, choice: String?)
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
            value = Self.layout(folder)
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

    private static func layout(_ text: String) -> Value {
        if let at = text.lastIndex(of: "@") {
            return .layout(String(text[..<at]), choice: String(text[text.index(after: at)...]))
        }
        if let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") {
            return .layout(String(text[..<colon]), choice: String(text[text.index(after: colon)...]))
        }
        return .layout(text, choice: nil)
    }

    private static func rest(of text: String, after prefix: String) -> String? {
        text.hasPrefix(prefix) && text.count > prefix.count ? String(text.dropFirst(prefix.count)) : nil
    }
}
