import EngineInterface
import Glibc
import Linux

extension ContainerControl {
    /// Gives `body` the path of the container's root file system, which holds as long as `body` runs.
    ///
    /// - Parameter includesMounts: whether its volumes and other mounts are in their places: what a process in it would
    ///   see. Otherwise the path shows the image with the container's own layer, and nothing else.
    public func withRoot<Result>(
        includesMounts: Bool = true, _ body: (_ path: String) async throws -> Result
    ) async throws -> Result {
        while true {
            let status = try folder.status()
            if status.isRunning, status.process > 0, let path = Self.path(status, folder, includesMounts) {
                return try await body(path)
            }
            guard let lock = try folder.tryLock() else {
                // Somebody is about to start it, or to let go of it.
                try await Self.pause()
                continue
            }
            // Not before the lock is there it is sure that nobody has mounted it.
            defer { withExtendedLifetime(lock) {} }
            let settings = try folder.settings()
            try Overlay.mount(lower: folder.lowers(settings), upper: folder.upper, work: folder.work, at: folder.root)
            defer { try? Mount.unmount(folder.root) }
            if includesMounts { try place(settings.mounts) }
            return try await body(folder.root)
        }
    }

    private static func path(_ status: ContainerStatus, _ folder: ContainerFolder, _ includesMounts: Bool) -> String? {
        let path =
            includesMounts ? "/proc/\(status.process)/root" : "/proc/\(status.supervisor)/root\(folder.root)"
        return access(path, F_OK) == 0 ? path : nil
    }

    /// Mounts volumes and folders of the host in a container's files. They go with the mount of the files.
    private func place(_ mounts: [MountPoint]) throws {
        let root = try RootedDirectory(folder.root)
        for mount in mounts.sorted(by: { $0.destination.utf8.count < $1.destination.utf8.count })
        where mount.kind != .tmpfs {
            // By descriptors: no link of the image leads out of it.
            var status = stat()
            guard stat(mount.source, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                guard let target = try? root.open(mount.destination, O_RDONLY | O_NONBLOCK) else { continue }
                try Mount.bind(mount.source, at: "/proc/self/fd/\(target.number)", readOnly: mount.isReadOnly)
                withExtendedLifetime(target) {}
                continue
            }
            try root.makeFolders(mount.destination)
            let target = try root.open(mount.destination, O_RDONLY | O_DIRECTORY)
            try Mount.bind(mount.source, at: "/proc/self/fd/\(target.number)")
            withExtendedLifetime(target) {}
        }
    }
}
