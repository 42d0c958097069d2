/// The state of a container in the words of the column STATUS.
public enum ContainerStatusText: Sendable, Equatable {
    /// - Parameter health: `starting`, `healthy` or `unhealthy`; nil without a health check.
    case running(since: GoTime, health: String?)
    case paused(since: GoTime)
    case restarting(exitCode: Int32, since: GoTime)
    case removing
    case dead
    case created
    case exited(exitCode: Int32, at: GoTime)

    /// The text, for example `Up 3 minutes (healthy)`.
    ///
    /// - Parameter now: the time from which the rest is told.
    public func text(now: GoTime = .now()) -> String {
        switch self {
        case .running(let start, let health):
            let status = "Up \(humanDuration(now.elapsed(since: start)))"
            guard let health else { return status }
            return "\(status) (\(health == "starting" ? "health: starting" : health))"
        case .paused(let start): return "Up \(humanDuration(now.elapsed(since: start))) (Paused)"
        case .restarting(let code, let end):
            return "Restarting (\(code)) \(humanDuration(now.elapsed(since: end))) ago"
        case .removing: return "Removal In Progress"
        case .dead: return "Dead"
        case .created: return "Created"
        case .exited(let code, let end): return "Exited (\(code)) \(humanDuration(now.elapsed(since: end))) ago"
        }
    }
}
