import EngineInterface
import Glibc
import Linux
import OCI

/// Turns the mounts of a request and the volumes of an image into what the runtime mounts.
struct MountResolver {
    var session: LocalSession
    var root: RootedDirectory
    var container: String

    struct Result {
        var specification: [RuntimeSpec.Mount] = []
        /// By the path in the container.
        var volumes: [String: VolumeDetails] = [:]
    }

    /// A volume of the image that no mount covers becomes an anonymous volume.
    func resolve(_ mounts: [ContainerMount], volumes declared: [String]) async throws -> Result {
        var result = Result()
        for mount in mounts {
            try await add(mount, at: try Self.normalized(mount.target), to: &result)
        }
        let covered = Set(result.specification.map(\.destination))
        for path in declared {
            let target = try Self.normalized(path)
            if covered.contains(target) { continue }
            try await add(ContainerMount(source: .anonymousVolume, target: target), at: target, to: &result)
        }
        return result
    }

    private func add(_ mount: ContainerMount, at target: String, to result: inout Result) async throws {
        let access = mount.isReadOnly ? "ro" : "rw"
        switch mount.source {
        case .bind(let path):
            guard path.hasPrefix("/") else {
                throw EngineError(.mount, "The path \(path) cannot be mounted: it is not absolute.")
            }
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw EngineError(
                    .mount, "\(path) cannot be mounted at \(target): \(String(cString: strerror(errno))).",
                    help: "Check the spelling of the path.")
            }
            result.specification.append(
                .init(target, type: "bind", source: path, options: ["rbind", "rprivate", access]))
        case .tmpfs:
            result.specification.append(
                .init(
                    target, type: "tmpfs", source: "tmpfs",
                    options: ["nosuid", "nodev", "noexec", access, "mode=1777", "size=268435456"]))
        case .volume(let name):
            let volume = try await session.volumeSet.create(name)
            try await add(volume, at: target, access: access, to: &result)
        case .anonymousVolume:
            let volume = try await session.volumeSet.createAnonymous()
            try await add(volume, at: target, access: access, to: &result)
        }
    }

    private func add(_ volume: VolumeDetails, at target: String, access: String, to result: inout Result) async throws {
        await session.volumeSet.use(volume.name, by: container)
        try await session.volumeSet.fill(volume.name, from: root, at: target)
        result.volumes[target] = volume
        result.specification.append(
            .init(
                target, type: "bind", source: session.volumeSet.path(volume.name),
                options: ["rbind", "rprivate", access]))
    }

    /// An absolute path without `.`, `..`, or slashes at its end.
    static func normalized(_ path: String) throws(EngineError) -> String {
        guard path.hasPrefix("/") else {
            throw EngineError(.mount, "\"\(path)\" cannot be mounted on: a path in a container starts with /.")
        }
        let parts = CleanPath.parts(path)
        guard !parts.isEmpty else {
            throw EngineError(.mount, "Nothing can be mounted on / itself.", help: "Name a folder below it.")
        }
        return "/" + parts.joined(separator: "/")
    }
}
