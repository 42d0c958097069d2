import EngineInterface

/// Why an archive of images cannot be read.
enum ArchiveFault: Error, Sendable, Equatable {
    /// It ends in the middle.
    case truncated
    /// A header whose checksum does not match, or that is no header at all.
    case notATar
    /// A field of a header cannot be what it says.
    case badHeader(String)
    /// Files with holes in formats that need more than the header.
    case sparse(String)
    /// A name with `..`, or an empty one.
    case badName(String)
    /// A hard link to something that is not there.
    case badLink(name: String, target: String)
    /// Somebody whom this user's namespace does not have.
    case unknownOwner(name: String, user: Int64, group: Int64)
    /// More than a limit allows.
    case tooLarge(limit: Int64)
    case tooManyEntries(limit: Int)
    /// Contents that are not what their digest says.
    case wrongDigest(what: String, expected: String, found: String)
    /// A file that the archive's own description names is missing.
    case missing(String)
    /// A description that cannot be understood.
    case badDocument(name: String, reason: String)
    case unknownCompression(String)
    case missingTool(String)
    /// What the decompressor said.
    case damagedCompression(String)
    /// Neither kind of image archive.
    case noImages

    /// For somebody who gave the file, called `what`.
    func engineError(_ what: String) -> EngineError {
        EngineError(.invalidArgument, "\(what) cannot be read: \(reason)", help: help)
    }

    private var reason: String {
        switch self {
        case .truncated: "it ends in the middle of a file."
        case .notATar: "it is not a tar archive."
        case .badHeader(let field): "a header in it has an impossible \(field)."
        case .sparse(let name): "'\(name)' is stored with holes, which is not supported."
        case .badName(let name): "it holds a file called '\(name)', which would lie outside of the image."
        case .badLink(let name, let target): "'\(name)' is a hard link to '\(target)', which is not in the same layer."
        case .unknownOwner(let name, let user, let group):
            "'\(name)' belongs to user \(user) and group \(group), which an ordinary user's images cannot have here."
        case .tooLarge(let limit): "it unpacks to more than \(limit) bytes."
        case .tooManyEntries(let limit): "it holds more than \(limit) files."
        case .wrongDigest(let what, let expected, let found):
            "\(what) should have the digest \(expected), but has \(found)."
        case .missing(let name): "it names '\(name)', but has no such file."
        case .badDocument(let name, let reason): "'\(name)' in it is not what it should be: \(reason)"
        case .unknownCompression(let name): "it uses the compression '\(name)', which is not supported."
        case .missingTool(let tool): "it is compressed, and the program '\(tool)' is not on this machine."
        case .damagedCompression(let message): "it is damaged: \(message)"
        case .noImages: "it holds no image, neither as 'docker save' nor as an OCI layout."
        }
    }

    private var help: String? {
        switch self {
        case .truncated, .damagedCompression, .wrongDigest, .notATar:
            "Copy or download it again, and compare the sizes."
        case .missingTool(let tool): "Install \(tool)."
        case .unknownOwner: "Give yourself more identifiers in /etc/subuid and /etc/subgid, or work as root."
        case .noImages: "To use the files of a plain tar archive, write a Dockerfile with FROM scratch and ADD."
        default: nil
        }
    }
}
