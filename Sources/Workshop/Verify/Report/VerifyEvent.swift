import EngineInterface

/// What happens while an exercise is verified.
public enum VerifyEvent: Sendable {
    /// The base images that the exercise names are looked for, and made where they are missing.
    case preparing(BuildEvent)
    case started(check: String, title: String)
    /// Comes once for each check, also for a blocked one.
    case finished(CheckResult)
    /// A build of a check reports.
    case build(check: String, BuildEvent)
}

public typealias VerifyEventHandler = @Sendable (VerifyEvent) -> Void
