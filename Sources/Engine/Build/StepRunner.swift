import EngineInterface
import Images
import OCI

/// Runs the commands of `RUN` steps.
public protocol StepRunner: Sendable {
    /// Runs a command to its end.
    ///
    /// The runner mounts the step's overlay, runs the command in it and unmounts it again, also when the task is
    /// cancelled. `output` gets each line that the command writes, without its line break, as it comes.
    ///
    /// - Throws: ``EngineError`` of kind `commandNotFound`, `commandNotExecutable`, `invalidUser`, `mount`, … when the
    ///   command cannot be started as asked.
    func run(
        _ step: RunStep, output: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
    ) async throws -> ContainerExit
}

/// Brings base images that are not in the store.
public protocol BaseImageProvider: Sendable {
    /// The image with this name, put into the store if need be; `nil` when the provider does not know it.
    ///
    /// Asked only for images that the store lacks, unless `isNewerWanted` asks for what is current now.
    func image(
        _ reference: String, isNewerWanted: Bool, events: @escaping BuildEventHandler
    ) async throws -> ImageRecord?
}
