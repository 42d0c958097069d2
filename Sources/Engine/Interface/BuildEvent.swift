/// What a build reports while it runs. Progress displays and logs are views of these.
public enum BuildEvent: Sendable {
    /// The graph is known: how many steps will be looked at.
    case planned(steps: Int)
    /// A base image is not in the store and is being assembled or fetched.
    case preparing(image: String, message: String, fraction: Double?)
    /// A step begins. `number` counts from 1 to the planned number.
    case started(number: Int, stage: String?, text: String, line: Int)
    /// A `RUN` step wrote a line.
    case output(number: Int, line: String, isError: Bool)
    /// A step ended well.
    case finished(number: Int, step: BuildStep)
    /// Something worth a remark.
    case warning(BuildWarning)
}

public typealias BuildEventHandler = @Sendable (BuildEvent) -> Void
