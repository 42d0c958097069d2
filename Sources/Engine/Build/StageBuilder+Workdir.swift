import Dockerfile
import EngineInterface
import Glibc
import Linux

extension StageBuilder {
    /// `WORKDIR`: makes the folder, too. It belongs to the image's user.
    mutating func workdir(_ path: String, _ statement: Statement) async throws -> StepOutcome {
        let base = config.workingDir ?? "/"
        let folder = PathText.clean(path.hasPrefix("/") ? path : "\(base)/\(path)")
        config.workingDir = folder
        let effective = "WORKDIR \(folder)"
        let user = config.user ?? ""
        let parent = snapshot
        let store = store
        if folder == "/" { return configured(effective) }
        func key(_ below: String) -> String {
            var key = KeyHasher("WORKDIR")
            key.add([below, folder, user])
            return key.finish()
        }
        let sharedKey = try session.shared.map { key(try $0.identity(of: parent)) }
        return try await cached(
            statement, key: key(parent ?? ""), sharedKey: sharedKey, effective: effective, createdBy: effective
        ) { builder in
            let faults = builder.faults
            return try await Blocking.run { _ in
                try DraftWork.snapshot(on: parent, in: store) { root in
                    let owner = try Owners.owner(user, in: root, faults, statement)
                    do throws(SystemError) {
                        return try root.makeFolders(
                            folder, mode: 0o755, user: owner.user, group: owner.group, inheritsGroup: user.isEmpty)
                    } catch {
                        guard error.errno == ENOTDIR || error.errno == EEXIST else { throw error }
                        throw faults.failure(
                            .source, "The folder \(folder) cannot be made: \(error.subject ?? folder) is a file.",
                            at: statement, help: "Choose another WORKDIR, or remove the file in a step above.")
                    }
                }
            }
        }
    }
}

/// Users and groups that an instruction names.
enum Owners {
    /// The owner that `--chown` or `USER` names, by the image's passwd and group files; root when it is empty.
    ///
    /// As in Docker, a number without a group brings the group with the same number.
    static func owner(
        _ text: String, in root: RootedDirectory, _ faults: Faults, _ statement: Statement
    ) throws -> TreeWriter.Owner {
        if text.isEmpty { return TreeWriter.Owner(user: 0, group: 0) }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let database = UserDatabase(root: root)
        do throws(UserDatabase.ResolutionError) {
            let identity = try database.resolve(parts[0])
            let isNumber = !parts[0].isEmpty && parts[0].utf8.allSatisfy { (48...57).contains($0) }
            let own = isNumber ? identity.uid : identity.gid
            let group = parts.count == 2 && !parts[1].isEmpty ? try database.group(parts[1]) : own
            return TreeWriter.Owner(user: identity.uid, group: group)
        } catch {
            throw failure(error, faults, statement)
        }
    }

    static func failure(
        _ error: UserDatabase.ResolutionError, _ faults: Faults, _ statement: Statement
    ) -> BuildFailure {
        switch error {
        case .noUser(let name):
            faults.failure(
                .user, "The image has no user \(name).", at: statement,
                help: "Create it in a step above, for example with RUN adduser or RUN useradd, or use a number.")
        case .noGroup(let name):
            faults.failure(
                .user, "The image has no group \(name).", at: statement,
                help: "Create it in a step above, for example with RUN addgroup or RUN groupadd, or use a number.")
        case .badNumber(let text):
            faults.failure(.user, "\(text) is out of the range of user and group numbers.", at: statement)
        }
    }
}
