import DockerFormat
import OCI

/// How long ago something was, `2 hours ago`, both in nanoseconds since 1970.
func ago(_ time: Int64, now: Int64) -> String {
    humanDuration(GoTime(nanoseconds: now).elapsed(since: GoTime(nanoseconds: time))) + " ago"
}

extension Timestamp {
    /// Nanoseconds since 1970; what no 64 bits hold is the nearest that they do.
    var nanosecondsSince1970: Int64 {
        let (whole, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !isTooMuch else { return seconds < 0 ? .min : .max }
        let (sum, overflows) = whole.addingReportingOverflow(Int64(nanoseconds))
        return overflows ? .max : sum
    }
}
