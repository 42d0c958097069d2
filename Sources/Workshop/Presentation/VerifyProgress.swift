import EngineInterface
import Verify

extension ProgressWriter {
    /// Shows what a verification does at the moment.
    public func report(_ event: VerifyEvent) {
        switch event {
        case .started(_, let title): say("Checking: \(title)")
        case .finished: break
        case .build(_, let event), .preparing(let event): report(event)
        }
    }
}
