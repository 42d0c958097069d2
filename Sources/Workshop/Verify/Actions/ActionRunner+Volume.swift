import Course
import EngineInterface

extension ActionRunner {
    func run(_ action: VolumeAction) async throws {
        switch action {
        case .create(let name):
            let unique = context.names.claim(name, prefix: "volume ")
            _ = try await session.createVolume(unique)
            scope.addCreated(volume: unique, as: name)
        case .exists(let name):
            let volume = try known(name)
            guard try await session.volumes().contains(where: { $0.name == volume }) else {
                throw Failure("The volume \(name) is gone.", expected: "it is kept", seen: "it is gone")
            }
        case .gone(let name):
            let volume = try known(name)
            if try await session.volumes().contains(where: { $0.name == volume }) {
                throw Failure("The volume \(name) is still there.", expected: "it is gone", seen: "it is still there")
            }
        case .remove(let name):
            let volume = try known(name)
            try await session.removeVolume(volume)
        case .look(let container, let path, let name, let anonymous, let sameAs, let differsFrom):
            try await look(
                container, path, name: name, anonymous: anonymous, sameAs: sameAs, differsFrom: differsFrom)
        }
    }

    private func known(_ name: String) throws(CheckFault) -> String {
        if let volume = scope.volume(name) { return volume }
        throw CheckFault("The check speaks of a volume \(name), but nobody created or remembered one of that name.")
    }

    private func look(
        _ name: String, _ path: String, name alias: String?, anonymous: Bool?, sameAs: String?, differsFrom: String?
    ) async throws {
        let container = try scope.container(name)
        let mounted = try await container.handle.mountedVolumes()
        let line = container.image?.line(of: ["VOLUME"])
        let wanted = FilePaths.normal(path)
        guard let volume = mounted.first(where: { FilePaths.normal($0.key) == wanted })?.value else {
            throw Failure(
                "The container \(name) has no volume at \(path).", expected: "a volume at \(path)",
                seen: mounted.isEmpty ? "no volumes" : "volumes at \(Wording.list(mounted.keys.sorted()))",
                location: line)
        }
        if let anonymous, anonymous != volume.isAnonymous {
            throw Failure(
                "The volume at \(path) of the container \(name) is \(volume.isAnonymous ? "anonymous" : "a named one").",
                expected: anonymous ? "an anonymous volume" : "a named volume",
                seen: volume.isAnonymous ? "an anonymous volume" : "the volume \(volume.name)", location: line)
        }
        if let sameAs, try known(sameAs) != volume.name {
            throw Failure(
                "The volume at \(path) of the container \(name) is another than \(sameAs).",
                expected: "the volume \(sameAs)", seen: "the volume \(volume.name)", location: line)
        }
        if let differsFrom, try known(differsFrom) == volume.name {
            throw Failure(
                "The volume at \(path) of the container \(name) is the same as \(differsFrom).",
                expected: "another volume", seen: "the same volume", location: line)
        }
        if let alias { scope.remember(volume: volume.name, as: alias) }
    }
}
