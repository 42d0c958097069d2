import Containers
import EngineInterface
import Glibc
import Images
import Linux

/// A store that belongs to another user: looked at, and never written to.
public struct ForeignStore: Sendable {
    private let root: String

    /// - Parameter root: the store's folder. It need not be there.
    public init(root: String) { self.root = root }

    /// Whether it has a container or a volume of this name, as the kind of error asks that said there is none here.
    ///
    /// Images are not looked for: their names are in the database, which cannot be read without writing beside it.
    public func holds(_ kind: EngineError.Kind, _ reference: String) -> Bool {
        guard !["", ".", ".."].contains(reference), !reference.contains("/") else { return false }
        switch kind {
        case .noSuchVolume: return access(root + "/volumes/" + reference, F_OK) == 0
        case .noSuchContainer:
            guard let folder = try? RootedDirectory(root + "/containers"), let ids = try? folder.list("/") else {
                return false
            }
            return ids.contains { id in
                id.hasPrefix(reference) || (try? ContainerFolder(store: root, id: id).settings())?.name == reference
            }
        default: return false
        }
    }
}

extension StoreLocation {
    /// Where a user's store usually is; `nil` for a user whom this machine does not know.
    public static func ofUser(_ name: String) -> String? {
        guard let entry = getpwnam(name), let home = entry.pointee.pw_dir else { return nil }
        return String(cString: home) + "/.local/share/workshop"
    }
}
