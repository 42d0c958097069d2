import EngineInterface
import Glibc
import Linux

/// What a process does once before it can use the engine.
public enum EngineProcess {
    /// The environment variable that tells a process that it runs in namespaces which the engine made.
    private static let marker = "WORKSHOP_NAMESPACES"

    /// Gives this process the namespaces that the engine works in: mounts of its own and, for an ordinary user, a user
    /// namespace in which it is root. Must be called while the process has a single thread: first thing in `main`,
    /// before any task starts.
    ///
    /// - Throws: ``EngineError`` of kind `hostUnable`, saying what the machine lacks and what mends it.
    public static func enterNamespaces() throws(EngineError) {
        do {
            if geteuid() != 0 { try ProcessNamespaces.enterUserNamespace(store: StoreLocation.standard()) }
        } catch {
            throw explain(error)
        }
        do {
            try ProcessNamespaces.enterPrivateMounts()
        } catch {
            throw EngineError(
                .hostUnable, "This process may not have mounts of its own: \(error).",
                help: "Inside another container, start that one with --privileged. Run workshop doctor to see more.")
        }
        setenv(marker, "1", 1)
        raiseDescriptorLimit()
    }

    /// Whether ``enterNamespaces()`` was called in this process or in the one that started it.
    public static var isInNamespaces: Bool { getenv(marker) != nil && geteuid() == 0 }

    /// Replaces this process by a command, which then runs in the engine's namespaces.
    ///
    /// Returns only when the command cannot be executed.
    public static func execute(_ command: [String]) -> EngineError {
        guard let program = command.first else {
            return EngineError(.invalidArgument, "No command was given.")
        }
        _ = withCStrings(command) { execvp(program, $0) }
        let reason = String(cString: strerror(errno))
        return EngineError(.commandNotFound, "\(program) cannot be executed: \(reason).")
    }

    /// Containers take a few descriptors each, and trees of any depth are to be walked.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(7), &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = min(limit.rlim_max, 65536)
        setrlimit(__rlimit_resource_t(7), &limit)
    }

    private static func explain(_ error: UserNamespaceError) -> EngineError {
        switch error {
        case .noMappingTools:
            return EngineError(
                .hostUnable, "newuidmap and newgidmap are not installed; an ordinary user needs them for containers.",
                help: "Install them with: sudo apt-get install uidmap")
        case .noSubordinateRange(let user):
            return EngineError(
                .hostUnable, "/etc/subuid and /etc/subgid give no range of ids to the user \(user).",
                help: "Add one with: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 \(user)")
        case .forbidden(let cause):
            return EngineError(
                .hostUnable, "This machine does not let ordinary users make user namespaces (\(cause.reason)).",
                help: "Run workshop doctor: it names the setting and the command that changes it.")
        case .mappingFailed(let cause):
            return EngineError(
                .hostUnable, "\(cause.call) could not map this user's ids into a user namespace.",
                help: "Run workshop doctor: it checks /etc/subuid, /etc/subgid and the tools.")
        }
    }
}

/// Where the engine keeps its images, caches and sessions.
public enum StoreLocation {
    /// `$WORKSHOP_HOME`; or /var/lib/workshop for root; or `$XDG_DATA_HOME/workshop`, which is ~/.local/share/workshop
    /// by default.
    public static func standard() -> String {
        if let home = variable("WORKSHOP_HOME") { return absolute(home) }
        if geteuid() == 0 && !ProcessNamespaces.isRootless { return "/var/lib/workshop" }
        if let data = variable("XDG_DATA_HOME") { return absolute(data) + "/workshop" }
        return absolute(variable("HOME") ?? "/tmp") + "/.local/share/workshop"
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { return "/" + path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
