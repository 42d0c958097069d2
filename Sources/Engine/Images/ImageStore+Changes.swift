import EngineInterface
import Glibc
import Linux

extension ImageStore {
    /// What an overlay's upper folder has changed of the layers below it, sorted by path, as `docker diff` lists it:
    /// folders in which something changed, too.
    ///
    /// - Parameters:
    ///   - upper: the folder that holds the changes.
    ///   - layers: the folders below, topmost first.
    public static func changes(ofUpper upper: String, on layers: [String]) throws -> [FileChange] {
        let below = layers.isEmpty ? nil : try LayeredFolder(layers: layers)
        let open = try Descriptor.open(upper, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        var changes: [FileChange] = []
        var pending: [(folder: OwnedDescriptor, below: LayeredFolder?, path: String)] = [(open, below, "")]
        while let level = pending.popLast() {
            let names = try DirectoryReader.names(in: level.folder.number, path: level.path)
            if OverlayMarks.isOpaque(level.folder.number), let below = level.below {
                let kept = Set(names)
                for name in try below.names(path: level.path) where !kept.contains(name) {
                    changes.append(FileChange(kind: .deleted, path: join(level.path, name)))
                }
            }
            for name in names {
                var status = stat()
                let result = withUnsafeCString(name) {
                    fstatat(level.folder.number, $0, &status, AT_SYMLINK_NOFOLLOW)
                }
                // It may go while somebody looks: a container may be at work.
                if result != 0 { continue }
                let path = join(level.path, name)
                let old = try level.below?.entry(name, path: path)
                if OverlayMarks.isWhiteout(status) {
                    if old != nil { changes.append(FileChange(kind: .deleted, path: path)) }
                    continue
                }
                changes.append(FileChange(kind: old == nil ? .added : .changed, path: path))
                guard status.st_mode & S_IFMT == S_IFDIR,
                    let child = try? DirectoryReader.openFolder(name, in: level.folder.number, path: path)
                else { continue }
                var folderBelow: LayeredFolder?
                if case .folder(let folder)? = old { folderBelow = folder }
                pending.append((child, folderBelow, path))
            }
            withExtendedLifetime(level) {}
        }
        return changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func join(_ path: String, _ name: [UInt8]) -> String {
        path + "/" + String(decoding: name, as: UTF8.self)
    }
}
