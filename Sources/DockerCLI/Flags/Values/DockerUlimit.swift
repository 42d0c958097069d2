/// A limit of processes as `--ulimit` takes it: `nofile=1024` or `nofile=1024:2048`; -1 is no limit.
public struct DockerUlimit: Sendable, Equatable {
    /// The names of limits, as getrlimit(2) has them.
    public static let names = [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
        "rttime", "sigpending", "stack",
    ]

    /// One of ``names``.
    public let name: String
    /// What holds until a process asks for more.
    public let soft: Int64
    /// The most a process may ask for.
    public let hard: Int64

    /// Reads a limit.
    public init(_ text: String) throws(DockerValueError) {
        guard let separator = text.firstIndex(of: "=") else {
            throw DockerValueError("invalid ulimit argument: \(text)")
        }
        name = String(text[..<separator])
        guard Self.names.contains(name) else { throw DockerValueError("invalid ulimit type: \(name)") }
        let values = String(text[text.index(after: separator)...])
        let parts = values.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2 else {
            throw DockerValueError(
                "too many limit value arguments - \(values), can only have up to two, `soft[:hard]`")
        }
        let last = try GoNumber.decimal(String(parts[parts.count - 1]))
        let first = try GoNumber.decimal(String(parts[0]))
        soft = first
        hard = last
        guard hard != -1, soft == -1 || soft > hard else { return }
        let order = soft == -1 ? "soft: -1 (unlimited), hard: \(hard)" : "\(soft) > \(hard)"
        throw DockerValueError("ulimit soft limit must be less than or equal to hard limit: \(order)")
    }

    static let complaint: @Sendable (String) -> String? = { text in
        do throws(DockerValueError) {
            _ = try DockerUlimit(text)
            return nil
        } catch {
            return error.reason
        }
    }
}
