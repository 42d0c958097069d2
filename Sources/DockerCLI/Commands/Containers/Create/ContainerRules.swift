import EngineInterface
import Glibc
import OCI

/// What Docker's engine refuses before it makes a container, and what it warns of.
enum ContainerRules {
    /// Throws ``EngineError`` for the first rule that is broken.
    static func check(_ creation: ContainerCreation) throws(EngineError) {
        try checkName(creation.name)
        try check(creation.configuration)
        try check(limits: creation.host.resources)
        try check(capabilities: creation.host)
        try checkLog(creation.host)
        try checkMounts(creation)
        try checkNetwork(creation)
    }

    private static func invalid(_ message: String, help: String? = nil) -> EngineError {
        EngineError(.invalidArgument, message, help: help)
    }

    static func checkName(_ name: String?) throws(EngineError) {
        guard let name, !isName(name.hasPrefix("/") ? String(name.dropFirst()) : name) else { return }
        throw invalid(
            "Invalid container name (\(name)), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
            help: "A name has at least two characters and begins with a letter or a digit.")
    }

    /// Whether a text may name a container or a volume: at least two characters.
    static func isName(_ text: String) -> Bool {
        let units = Array(text.utf8)
        func isLetterOrDigit(_ unit: UInt8) -> Bool {
            (48...57).contains(unit) || (65...90).contains(unit) || (97...122).contains(unit)
        }
        guard units.count > 1, let first = units.first, isLetterOrDigit(first) else { return false }
        return units.allSatisfy { isLetterOrDigit($0) || "_.-".utf8.contains($0) }
    }

    /// Whether a text is a host's name: labels of at most 63 letters, digits and hyphens (and underscores, which are common).
    static func isHostname(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
            }
    }

    private static func check(_ configuration: ContainerConfiguration) throws(EngineError) {
        if let folder = configuration.workingDirectory, !folder.hasPrefix("/") {
            throw invalid("the working directory '\(folder)' is invalid, it needs to be an absolute path")
        }
        if let name = configuration.hostname, !isHostname(name) {
            throw invalid(
                "invalid hostname: \(name)",
                help: "A host name has letters, digits, - and . only, 63 at most between dots.")
        }
        if let signal = configuration.stopSignal, SignalName.number(signal) == nil {
            throw invalid("Invalid signal: \(signal)")
        }
        guard let check = configuration.healthcheck else { return }
        let spans = [
            ("Interval", check.interval), ("Timeout", check.timeout), ("StartPeriod", check.startPeriod),
            ("StartInterval", check.startInterval),
        ]
        for (name, span) in spans {
            if let span, span < 1_000_000 { throw invalid("\(name) in Healthcheck cannot be less than 1ms") }
        }
    }

    static func check(limits: ContainerResources) throws(EngineError) {
        let least: Int64 = 6 << 20
        if limits.memoryBytes > 0, limits.memoryBytes < least {
            throw invalid("Minimum memory limit allowed is 6MB")
        }
        if limits.memorySwapBytes > 0, limits.memoryBytes > 0, limits.memorySwapBytes < limits.memoryBytes {
            throw invalid("Minimum memoryswap limit should be larger than memory limit, see usage")
        }
        if limits.memorySwapBytes > 0, limits.memoryBytes == 0 {
            throw invalid("You should always set the Memory limit when using Memoryswap limit, see usage")
        }
        if limits.memoryReservationBytes > 0, limits.memoryReservationBytes < least {
            throw invalid("Minimum memory reservation allowed is 6MB")
        }
        if limits.memoryReservationBytes > limits.memoryBytes, limits.memoryBytes > 0 {
            throw invalid("Minimum memory limit can not be less than memory reservation limit, see usage")
        }
        if limits.nanoCPUs > 0, limits.cpuPeriod > 0 || limits.cpuQuota > 0 {
            let other = limits.cpuPeriod > 0 ? "CPU Period" : "CPU Quota"
            throw invalid("Conflicting options: Nano CPUs and \(other) cannot both be set.")
        }
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        if limits.nanoCPUs != 0, limits.nanoCPUs < 10_000_000 || limits.nanoCPUs > Int64(processors) * 1_000_000_000 {
            throw invalid(
                "Range of CPUs is from 0.01 to \(processors).00, as there are only \(processors) CPUs available")
        }
        if limits.cpuPeriod > 0, !(1_000...1_000_000).contains(limits.cpuPeriod) {
            throw invalid("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)")
        }
        if limits.cpuQuota > 0, limits.cpuQuota < 1_000 {
            throw invalid("CPU cfs quota can not be less than 1ms (i.e. 1000)")
        }
        if limits.blockIOWeight > 0, !(10...1_000).contains(limits.blockIOWeight) {
            throw invalid("Range of blkio weight is from 10 to 1000")
        }
        if !(-1_000...1_000).contains(limits.outOfMemoryScore) {
            throw invalid("Invalid value \(limits.outOfMemoryScore), range for oom score adj is [-1000, 1000]")
        }
    }

    private static func check(capabilities host: HostConfiguration) throws(EngineError) {
        for (option, names) in [("CapAdd", host.addedCapabilities), ("CapDrop", host.droppedCapabilities)] {
            for name in names where name != "ALL" && !CapabilityName.all.contains(name) {
                throw invalid(
                    "invalid \(option): unknown capability: \"CAP_\(name)\"", help: "man 7 capabilities lists them.")
            }
        }
    }

    private static func checkLog(_ host: HostConfiguration) throws(EngineError) {
        switch host.logDriver {
        case "json-file", "local", "none": break
        case "awslogs", "fluentd", "gcplogs", "gelf", "journald", "splunk", "syslog":
            throw invalid(
                "logging driver \(host.logDriver) is not there", help: "There are json-file, local and none.")
        default:
            throw invalid(
                "error looking up logging plugin \(host.logDriver): plugin \"\(host.logDriver)\" not found",
                help: "There are json-file, local and none.")
        }
        let known: Set<String> = [
            "max-size", "max-file", "compress", "labels", "labels-regex", "env", "env-regex", "tag", "mode",
            "max-buffer-size",
        ]
        for option in host.logOptions.keys.sorted() where !known.contains(option) {
            throw invalid(
                "unknown log opt '\(option)' for \(host.logDriver) log driver",
                help: "max-size=10m and max-file=3 are the usual ones.")
        }
    }

    /// What happens otherwise than one may expect.
    static func warnings(_ configuration: ContainerConfiguration, _ host: HostConfiguration) -> [String] {
        var found: [String] = []
        if host.networkMode == "host", !host.portBindings.isEmpty || host.publishesAllPorts {
            found.append("Published ports are discarded when using host network mode")
        }
        if let server = host.dnsServers.first(where: { $0.hasPrefix("127.") || $0 == "::1" }) {
            found.append("Localhost DNS (\(server)) may fail in containers.")
        }
        return found
    }
}

/// The kernel's capabilities, without `CAP_`.
enum CapabilityName {
    static let all: Set<String> = [
        "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN",
        "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE",
        "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST",
        "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT",
        "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME",
        "SYS_TTY_CONFIG", "WAKE_ALARM",
    ]
}
