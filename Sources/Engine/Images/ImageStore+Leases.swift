import EngineInterface
import GRDB
import Glibc
import Linux

extension ImageStore {
    /// Clears up what containers of dead processes left: calls `body` with each session folder, and removes the folder
    /// when `body` returns. Meanwhile no other process touches that session.
    ///
    /// When `body` throws, the session stays for the next try, and the first error is thrown at the end.
    public func reapSessions(_ body: (_ lease: String, _ folder: String) throws -> Void) throws {
        var firstError: (any Error)?
        for lease in try deadLeases() {
            do {
                let folder = folders.session(of: lease.id)
                if access(folder, F_OK) == 0 {
                    try body(lease.id, folder)
                    try storeWork(root) { try removeTree(folder) }
                }
                try clear(lease)
                lease.end()
            } catch {
                lease.abandon()
                firstError = firstError ?? error
            }
        }
        if let firstError { throw firstError }
    }

    /// Removes the drafts and pins of dead processes. Leases with a session stay for ``reapSessions(_:)``.
    func reapDeadLeases() throws {
        for lease in try deadLeases() {
            do {
                try clear(lease)
                if access(folders.session(of: lease.id), F_OK) == 0 { lease.abandon() } else { lease.end() }
            } catch {
                // Something is still mounted there, perhaps. The next process tries again; this one can work.
                lease.abandon()
            }
        }
    }

    /// Removes what the lease of a dead process owns in the store itself.
    private func clear(_ lease: Lease) throws {
        try storeWork(root) {
            try removeTree(folders.drafts(of: lease.id))
            try lease.forgetNotes()
        }
        // Earlier versions noted in the database what they used.
        let hasPins = try read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT * FROM pin WHERE lease = ?)", arguments: [lease.id])
        }
        if hasPins == true {
            try write { try $0.execute(sql: "DELETE FROM pin WHERE lease = ?", arguments: [lease.id]) }
        }
    }

    /// The leases whose holders are dead, now held by this process.
    private func deadLeases() throws -> [Lease] {
        try storeWork(root) {
            try FolderListing.names(in: folders.leases).filter { $0 != lease.id }.compactMap { id in
                try Lease.takeOver(id, in: folders)
            }
        }
    }
}
