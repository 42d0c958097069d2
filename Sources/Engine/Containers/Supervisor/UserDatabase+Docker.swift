import EngineInterface
import Linux

extension UserDatabase {
    /// Resolves a user as ``resolve(_:)`` does, with an error in Docker's words.
    func dockerIdentity(_ specification: String) throws(EngineError) -> Identity {
        do {
            return try resolve(specification)
        } catch {
            switch error {
            case .noUser(let name):
                throw EngineError(
                    .invalidUser, "unable to find user \(name): no matching entries in passwd file",
                    help: "Create the user in the Dockerfile, or use a number, such as --user 1001.")
            case .noGroup(let name):
                throw EngineError(
                    .invalidUser, "unable to find group \(name): no matching entries in group file",
                    help: "Create the group in the Dockerfile, or use a number.")
            case .badNumber:
                throw EngineError(.invalidUser, "uids and gids must be in range 0-2147483647")
            }
        }
    }
}
