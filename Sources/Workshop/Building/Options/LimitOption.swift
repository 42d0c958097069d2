import EngineInterface

/// `--ulimit NAME=SOFT[:HARD]`, `--shm-size`, `--memory`
public enum LimitOption {
    /// The limits of setrlimit(2) that a step may be given.
    public static let names = [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
        "rttime", "sigpending", "stack",
    ]

    /// -1 is no limit.
    public static func parse(_ text: String) throws(OptionError) -> ResourceLimit {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw OptionError("--ulimit \(text): write --ulimit NAME=SOFT or NAME=SOFT:HARD, such as nofile=1024:2048.")
        }
        guard names.contains(parts[0]) else {
            throw OptionError(
                "--ulimit \(text): there is no limit \(parts[0]). The limits are \(names.joined(separator: ", ")).")
        }
        let values = parts[1].split(separator: ":", omittingEmptySubsequences: false).map(number)
        guard (1...2).contains(values.count), let soft = values[0], let hard = values[values.count - 1] else {
            throw OptionError("--ulimit \(text): a limit is a number, or -1 for none: nofile=1024:2048.")
        }
        guard soft <= hard else {
            throw OptionError("--ulimit \(text): the soft limit must not be higher than the hard one.")
        }
        return ResourceLimit(name: parts[0], soft: soft, hard: hard)
    }

    private static func number(_ text: Substring) -> UInt64? { text == "-1" ? .max : UInt64(text) }

    /// The size of /dev/shm.
    public static func sharedMemory(_ text: String) throws(OptionError) -> Int64 {
        guard let bytes = ByteSize.parse(text), bytes > 0 else {
            throw OptionError("--shm-size \(text) is no size. Write one such as 64m or 1g.")
        }
        return bytes
    }

    /// What a step may use. Less than 6 MiB lets nothing start.
    public static func memory(_ text: String) throws(OptionError) -> Int64 {
        guard let bytes = ByteSize.parse(text) else {
            throw OptionError("--memory \(text) is no size. Write one such as 512m or 2g.")
        }
        guard bytes >= 6 << 20 else {
            throw OptionError("--memory \(text) is less than 6 MiB, with which no command starts.")
        }
        return bytes
    }
}
