import EngineInterface
import GRDB
import Glibc
import Linux

/// Runs a piece of store work and turns what went wrong below into an ``EngineError``.
func storeWork<Result>(_ root: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as SystemError {
        throw EngineError(error, inStore: root)
    } catch let error as DatabaseError {
        throw engineError(error, root: root)
    }
}

extension EngineError {
    /// What a failed system call on the files of a store means.
    public init(_ error: SystemError, inStore root: String) {
        switch error.errno {
        case ENOSPC, EDQUOT:
            self.init(
                .diskFull, "There is no room left on the disk of \(root).",
                help: "Free some space, for example with 'workshop images prune', and try again.")
        case EACCES, EPERM, EROFS:
            self.init(
                .hostUnable, "The image store in \(root) cannot be used: \(error).",
                help: "Make the folder yours, or set WORKSHOP_HOME to a folder that you may write.")
        default:
            self.init(.failure, "The image store in \(root) failed: \(error).")
        }
    }
}

private func engineError(_ error: DatabaseError, root: String) -> EngineError {
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL:
        return EngineError(
            .diskFull, "There is no room left on the disk of \(root).", help: "Free some space and try again.")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        return EngineError(
            .damagedStore, "The image store in \(root) is damaged: \(reason).",
            help: "Remove the folder; images are built and prepared again when they are needed.")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
        return EngineError(
            .hostUnable, "The image store in \(root) cannot be opened: \(reason).",
            help: "Make the folder yours, or set WORKSHOP_HOME to a folder that you may write.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
        return EngineError(
            .failure, "The image store in \(root) was busy for too long.",
            help: "Another process works in it; try again when it is done.")
    default:
        return EngineError(.failure, "The image store in \(root) failed: \(reason).")
    }
}
