import Linux

/// The namespaces in which the OCI runtime is started: one pair for all containers of this process.
final class RuntimeRoom: Sendable {
    private let hidesCgroups: Bool
    private let holder = Locked<NamespaceHolder?>(nil)

    init(hidesCgroups: Bool) {
        self.hidesCgroups = hidesCgroups
    }

    /// The namespaces, made when they are first needed, and anew when somebody has killed their holder.
    func namespaces() throws -> NamespaceHolder {
        try holder.withLock { holder in
            if let holder, holder.isAlive { return holder }
            let made = try NamespaceHolder(hidesCgroups: hidesCgroups)
            holder = made
            return made
        }
    }

    /// Begins to make the namespaces while the caller prepares other things. A failure shows when they are used.
    func prepare() {
        Thread.start { _ = try? self.namespaces() }
    }
}
