import CLinux

/// Clocks in nanoseconds.
public enum Clock {
    /// Time since some moment in the past, which nobody can set: for deadlines.
    public static var monotonic: Int64 { cl_monotonic_nanoseconds() }
    /// Time since 1970, as this machine believes: for people.
    public static var real: Int64 { cl_real_nanoseconds() }
}

/// The memory of this process.
public enum ProcessMemory {
    /// Gives memory that was freed back to the system.
    public static func trim() { cl_trim_memory() }
}
