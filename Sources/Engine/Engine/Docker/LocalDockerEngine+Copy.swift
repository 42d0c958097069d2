import Containers
import EngineInterface
import Glibc
import Images
import Linux

extension LocalDockerEngine {
    public func copy(
        from reference: String, path: String, to destination: CopyEnd, followsLinks: Bool, keepsOwners: Bool
    ) async throws {
        let control = try control(reference)
        try await control.withRoot { folder in
            let root = try RootedDirectory(folder)
            switch destination {
            case .host(let target):
                try Self.place(
                    TreePlacement(
                        from: root, path: path, to: try RootedDirectory("/"), path: target, followsLinks: followsLinks,
                        keepsOwners: keepsOwners),
                    missingSource: noSuchFile(path, reference), missingTarget: missingFolder(target))
            case .archive(let descriptor):
                let place: (parent: OwnedDescriptor, name: String)
                do {
                    let clean = path.hasSuffix("/.") ? String(path.dropLast()) : path
                    guard try root.status(clean, followLinks: false) != nil else { throw noSuchFile(path, reference) }
                    place = try root.openParent(of: clean)
                } catch let error as SystemError where error.errno == EINVAL {
                    // The root itself.
                    return try await ImageStore.writeArchive(ofLayers: [folder + "/."], to: descriptor)
                }
                try await ImageStore.writeArchive(ofEntry: place.name, in: place.parent.number, to: descriptor)
                withExtendedLifetime(place) {}
            }
        }
        note(.container, "archive-path", control.folder.id, try control.folder.settings().eventAttributes())
    }

    public func copy(
        from source: CopyEnd, to reference: String, path: String, followsLinks: Bool, keepsOwners: Bool
    ) async throws {
        let control = try control(reference)
        let isReadOnly = try control.folder.settings().host.hasReadOnlyRoot
        if isReadOnly, try control.folder.status().isRunning {
            throw EngineError(.invalidArgument, "container rootfs is marked read-only")
        }
        try await control.withRoot { folder in
            let root = try RootedDirectory(folder)
            switch source {
            case .host(let file):
                try Self.place(
                    TreePlacement(
                        from: try RootedDirectory("/"), path: file, to: root, path: path, followsLinks: followsLinks,
                        keepsOwners: keepsOwners),
                    missingSource: EngineError(.invalidArgument, "lstat \(file): no such file or directory"),
                    missingTarget: noSuchFile(PathParent.of(path), reference))
            case .archive(let descriptor):
                guard let status = try root.status(path, followLinks: true) else { throw noSuchFile(path, reference) }
                guard status.st_mode & S_IFMT == S_IFDIR else {
                    throw EngineError(.invalidArgument, "destination \"\(reference):\(path)\" must be a directory")
                }
                let place = try root.open(path, O_RDONLY | O_DIRECTORY)
                try await store.unpack(archive: descriptor, into: "/proc/self/fd/\(place.number)/.")
                withExtendedLifetime(place) {}
            }
        }
        note(.container, "extract-to-dir", control.folder.id, try control.folder.settings().eventAttributes())
    }

    private static func place(
        _ placement: TreePlacement, missingSource: EngineError, missingTarget: EngineError
    ) throws {
        do {
            try placement.run()
        } catch let fault as TreePlacement.Fault {
            switch fault {
            case .noSource: throw missingSource
            case .sourceIsNoFolder: throw EngineError(.invalidArgument, "not a directory")
            case .noTargetFolder: throw missingTarget
            case .noSuchFolder: throw EngineError(.invalidArgument, "no such directory")
            case .folderOverFile: throw EngineError(.invalidArgument, "cannot copy directory")
            case .fileOverFolder(let name):
                throw EngineError(
                    .invalidArgument, "cannot overwrite directory \"\(name)\" with non-directory",
                    help: "Remove the one that is there first, or copy to another name.")
            }
        }
    }

    private func noSuchFile(_ path: String, _ reference: String) -> EngineError {
        EngineError(
            .invalidArgument, "Could not find the file \(path) in container \(reference)",
            help: "Look with: docker exec \(reference) ls \(PathParent.of(path))")
    }

    private func missingFolder(_ path: String) -> EngineError {
        EngineError(
            .invalidArgument, "invalid output path: directory \"\(PathParent.of(path))\" does not exist")
    }
}

/// The folder that a path lies in.
private enum PathParent {
    static func of(_ path: String) -> String {
        "/" + path.split(separator: "/").dropLast().joined(separator: "/")
    }
}
