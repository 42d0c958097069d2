import Glibc

/// What the kernel counts of a process: /proc/PID/stat. See proc_pid_stat(5).
public enum ProcessStatistics {
    /// The fields from the third on, which is the state: those after the program's name, which may hold anything.
    /// `nil` for a process that is gone.
    public static func fields(of pid: pid_t) -> [Substring]? {
        guard let text = SmallFile.text("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }

    /// Whether a process, whose fields these are, has not ended.
    public static func isAlive(_ fields: [Substring]) -> Bool { !["Z", "X"].contains(fields.first) }

    /// Whether a process has not ended. One that nobody has waited for yet has; so has one that has left its namespaces
    /// already, which happens at the end, a moment before its state tells: nothing can join it any more.
    public static func isAlive(_ pid: pid_t) -> Bool {
        guard let fields = fields(of: pid), isAlive(fields) else { return false }
        var byte: CChar = 0
        return readlink("/proc/\(pid)/ns/mnt", &byte, 1) >= 0 || (errno != ENOENT && errno != ESRCH)
    }
}
