import EngineInterface
import Images
import OCI

extension LocalDockerEngine {
    /// Docker's rules: a name goes alone as long as others are left; an image that a container needs stays, unless it is
    /// forced, and one that a running container needs stays always.
    public func removeImage(
        _ reference: String, force: Bool, keepsParents: Bool
    ) async throws -> [ImageRemoval] {
        guard let record = try store.image(reference) else { throw Self.noSuchImage(reference) }
        let name = (try? Reference(reference))?.familiar
        let containers = try await containersOf(record.id)
        if let name, record.names.contains(name) {
            if record.names.count == 1, !force, let user = containers.first {
                throw conflict(
                    "unable to remove repository reference \"\(reference)\" (must force) - container "
                        + "\(user.id.prefix(12)) is using its referenced image \(short(record.id))", user)
            }
            try store.untag(name)
            note(.image, "untag", record.id, ["name": record.id])
            guard record.names.count == 1 else { return [.untagged(name)] }
            // A container that runs keeps the image; its name is gone all the same.
            if containers.contains(where: \.isRunning) { return [.untagged(name)] }
            return [.untagged(name)] + (try delete(record.id))
        }
        if record.names.count > 1, !force {
            let repositories = Set(record.names.compactMap { (try? Reference($0))?.repository })
            guard repositories.count == 1 else {
                throw EngineError(
                    .inUse,
                    "conflict: unable to delete \(short(record.id)) (must be forced) - image is referenced in "
                        + "multiple repositories",
                    help: "Remove its names one by one: \(record.names.joined(separator: ", ")).")
            }
        }
        if let user = containers.first(where: \.isRunning) {
            throw conflict(
                "unable to delete \(short(record.id)) (cannot be forced) - image is being used by running container "
                    + user.id.prefix(12), user)
        }
        if !force, let user = containers.first {
            throw conflict(
                "unable to delete \(short(record.id)) (must be forced) - image is being used by stopped container "
                    + user.id.prefix(12), user)
        }
        return record.names.map { .untagged($0) } + (try delete(record.id))
    }

    private func delete(_ id: String) throws -> [ImageRemoval] {
        try store.deleteImage(id)
        note(.image, "delete", id, ["name": id])
        return [.deleted(id)]
    }

    private func short(_ id: String) -> Substring { id.dropFirst("sha256:".count).prefix(12) }

    private struct User {
        var id: String
        var name: String
        var isRunning: Bool
    }

    /// Running ones first.
    private func containersOf(_ image: String) async throws -> [User] {
        try store.containers(ofImage: image).compactMap { id in
            guard let folder = try? folder(of: id), let settings = try? folder.settings() else { return nil }
            return User(id: id, name: settings.name, isRunning: (try? folder.status())?.isRunning ?? false)
        }.sorted { $0.isRunning && !$1.isRunning }
    }

    private func conflict(_ text: String, _ user: User) -> EngineError {
        EngineError(
            .inUse, "conflict: " + text,
            help: user.isRunning
                ? "Stop and remove the container \(user.name) first." : "Remove the container \(user.name) first.")
    }
}
