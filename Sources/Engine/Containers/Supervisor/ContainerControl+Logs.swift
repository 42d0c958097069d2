import EngineInterface
import Linux

extension ContainerControl {
    /// The container's log, line by line; with `follows`, also what comes later, until the container ends.
    public func logs(_ request: LogRequest) throws -> AsyncThrowingStream<LogEntry, any Error> {
        let settings = try folder.settings()
        if settings.host.logDriver == "none" {
            throw EngineError(
                .invalidArgument, "configured logging driver does not support reading",
                help: "The container was started with --log-driver none, which keeps nothing.")
        }
        let reader = LogReader(folder, request)
        return AsyncThrowingStream {
            try await reader.next()
        }
    }
}
