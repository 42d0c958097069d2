/// A build that has stopped at its ``BuildRequest/breakpoint``, so that somebody can look inside the step.
///
/// The step's file system, mounts and environment exist until the closure that got this value returns. What is changed
/// in them is thrown away afterwards.
public struct BuildPause: Sendable {
    /// Why the build stopped.
    public enum Cause: Sendable {
        /// The step failed. Its files are as the command left them.
        case failed(BuildFailure)
        /// The step comes next; its files are those that it will begin with.
        case before
    }
    public var cause: Cause
    /// The step, counted as ``BuildEvent/started(number:stage:text:line:)`` does.
    public var number: Int
    /// The name of the step's stage, if it has one.
    public var stage: String?
    /// The instruction as it stands in the Dockerfile, on one line.
    public var text: String
    /// The line on which the instruction begins, counted from 1.
    public var line: Int
    /// What a `RUN` runs, with its shell; `nil` for other instructions.
    public var command: [String]?
    /// The program that somebody who wants to look around starts: the image's shell.
    public var shell: [String]
    /// An absolute path in the image.
    public var workingDirectory: String
    /// As `USER` has it; empty is root.
    public var user: String
    private let start: @Sendable ([String], StepStreams) async throws -> Int32

    /// `start` runs a command and returns its exit status.
    public init(
        cause: Cause, number: Int, stage: String?, text: String, line: Int, command: [String]?, shell: [String],
        workingDirectory: String, user: String,
        start: @escaping @Sendable (_ command: [String], _ streams: StepStreams) async throws -> Int32
    ) {
        self.cause = cause
        self.number = number
        self.stage = stage
        self.text = text
        self.line = line
        self.command = command
        self.shell = shell
        self.workingDirectory = workingDirectory
        self.user = user
        self.start = start
    }

    /// Runs a command where the step runs: in its files, with its mounts, variables, user and network.
    ///
    /// May be called several times, one after the other. With a terminal, the terminal is raw while the command runs,
    /// and afterwards as it was. Cancelling the task ends the command.
    ///
    /// - Returns: the exit status, 128 plus the number for a signal.
    /// - Throws: ``EngineError`` of kind `commandNotFound` and others when the command cannot be started.
    public func run(_ command: [String], streams: StepStreams) async throws -> Int32 {
        try await start(command, streams)
    }
}

/// Looks inside a build that has stopped; the build goes on, or fails, when it returns.
public typealias BuildInspector = @Sendable (BuildPause) async -> Void
