import OCI

extension ReferenceError {
    /// The error in Docker's words, which people search for.
    var dockerWords: String {
        switch reason {
        case .uppercase(let name):
            "invalid reference format: repository name (\(name)) must be lowercase"
        case .tooLong: "repository name must not be more than 255 characters"
        case .identifier: "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings"
        case .badDigest: "invalid reference format"
        case .empty, .badRepository, .badDomain, .badTag: "invalid reference format"
        }
    }
}
