import EngineInterface

/// The capabilities of a container: Docker's default ones with what `--cap-add`, `--cap-drop` and `--privileged` change.
struct CapabilitySet {
    /// With `CAP_`, sorted.
    let names: [String]

    /// - Throws: ``EngineError`` of kind `invalidArgument` for a name that is none.
    init(_ host: HostConfiguration) throws(EngineError) {
        if host.isPrivileged {
            names = Self.available.sorted()
            return
        }
        let added = try host.addedCapabilities.map(Self.name)
        let dropped = try host.droppedCapabilities.map(Self.name)
        var result: Set<String> = added.contains("ALL") ? Set(Self.available) : Set(Confinement.capabilities)
        if dropped.contains("ALL") {
            result = added.contains("ALL") ? Set(Self.available) : []
        }
        result.subtract(dropped)
        result.formUnion(added.filter { $0 != "ALL" })
        names = result.sorted()
    }

    private static func name(_ text: String) throws(EngineError) -> String {
        let upper = text.uppercased()
        if upper == "ALL" || upper == "CAP_ALL" { return "ALL" }
        let name = upper.hasPrefix("CAP_") ? upper : "CAP_" + upper
        guard all.contains(name) else {
            throw EngineError(
                .invalidArgument, "invalid CapAdd or CapDrop: unknown capability: \"\(name)\"",
                help: "capabilities(7) lists them.")
        }
        return name
    }

    /// Those that this process has, and so can give: root of a machine within another one lacks some.
    static var available: [String] {
        let own = ProcessTree.status(at: "/proc/self")?.capabilities ?? 0
        return all.enumerated().filter { own & (1 << UInt64($0.offset)) != 0 }.map(\.element)
    }

    /// Every capability that Linux has, by its number. See capabilities(7).
    static let all = [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP",
        "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER",
        "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE",
        "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP",
        "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF",
        "CHECKPOINT_RESTORE",
    ].map { "CAP_" + $0 }
}
