import DockerFlags
import EngineInterface

/// What is said of errors, and the exit statuses that they stand for.
enum FailureText {
    /// Lines for standard error without a newline at the end, empty when nothing is to be said, and the exit status.
    static func text(
        of failure: any Error, otherStores: (any OtherStores)?
    ) async -> (text: String, status: Int32) {
        switch failure {
        case let failure as EngineError:
            let advice = await advice(for: failure, otherStores: otherStores)
            return (CommandFailure(failure.daemonLine, help: advice).description, 1)
        case let failure as CommandFailure: return (failure.description, failure.status)
        case let failure as DockerUsageError: return (failure.text, failure.status)
        case is CancellationError: return ("", 130)
        default: return ("\(failure)", 1)
        }
    }

    /// The sentence of help after an error of the engine: that somebody else's store has what was asked for, or the usual one.
    static func advice(for failure: EngineError, otherStores: (any OtherStores)?) async -> String? {
        if let reference = failure.missingReference, let otherStores,
            let owner = await otherStores.owner(of: failure.kind, named: reference)
        {
            let thing =
                switch failure.kind {
                case .noSuchImage: "An image"
                case .noSuchVolume: "A volume"
                case .noSuchNetwork: "A network"
                default: "A container"
                }
            return "\(thing) of that name belongs to the user \(owner): call docker without sudo to use it."
        }
        return failure.advice
    }
}
