import EngineInterface

/// What happens while an exercise is verified.
public enum VerifyEvent: Sendable {
    case started(check: String, title: String)
    case finished(CheckResult)
    /// A build of a check reports.
    case build(check: String, BuildEvent)
}

public typealias VerifyEventHandler = @Sendable (VerifyEvent) -> Void
