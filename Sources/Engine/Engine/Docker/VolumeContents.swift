import Containers
import EngineInterface
import Glibc
import Images
import Linux

/// Fills new volumes with what the image has at the place where they are mounted.
struct VolumeContents {
    let store: ImageStore

    /// Copies into each volume that is still empty, attributes of the folder included.
    ///
    /// - Parameter uncopied: destinations whose volumes stay as they are.
    func fill(_ container: StoredContainer, uncopied: Set<String>) throws {
        let empty = try container.mounts.filter { mount in
            guard mount.kind == .volume, !uncopied.contains(mount.destination) else { return false }
            do throws(SystemError) {
                return try RootedDirectory(mount.source).list("/").isEmpty
            } catch {
                guard error.errno == ENOENT else { throw error }
                throw EngineError(.noSuchVolume, "get \(mount.name ?? ""): no such volume")
            }
        }
        guard !empty.isEmpty else { return }
        // Nobody else sees this process's mounts, and nothing writes through this one.
        let folder = ContainerFolder(store: store.root, id: container.id)
        try Overlay.mount(lower: folder.lowers(container) + [folder.upper], upper: nil, work: nil, at: folder.root)
        defer { try? Mount.unmount(folder.root) }
        let root = try RootedDirectory(folder.root)
        for mount in empty {
            guard let status = try root.status(mount.destination, followLinks: true),
                status.st_mode & S_IFMT == S_IFDIR
            else { continue }
            let source = try root.open(mount.destination, O_RDONLY | O_DIRECTORY)
            try withExtendedLifetime(source) {
                let copier = TreeCopier()
                try copier.copyContents(of: "/proc/self/fd/\(source.number)", into: mount.source)
                try copier.copyAttributes(of: "/proc/self/fd/\(source.number)", to: mount.source)
            }
        }
    }
}
