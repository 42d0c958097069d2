import Glibc

/// A program of the system that the engine uses.
public enum Tool {
    /// Where a program is: in `PATH`, or in the folders for administrators that an ordinary `PATH` lacks.
    public static func find(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders =
            path.split(separator: ":").map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"]
        return folders.lazy.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs a program to its end.
    ///
    /// Cancelling the task kills the program. Output beyond `limit` bytes is dropped from the front.
    public static func run(
        _ request: SpawnRequest, input: [UInt8]? = nil, limit: Int = 1 << 20
    ) async throws -> (termination: Termination, output: [UInt8], error: [UInt8]) {
        var request = request
        let output = try Descriptor.pipe()
        let error = try Descriptor.pipe()
        let source = try input.map { try Descriptor.memoryFile($0) } ?? Descriptor.open("/dev/null", O_RDONLY)
        request.descriptors += [(source.number, 0), (output.write.number, 1), (error.write.number, 2)]
        let child = try withExtendedLifetime(source) { try ChildProcess(request) }
        // Only the child may hold the write ends now: end-of-file means that it is done.
        output.write.closeNow()
        error.write.closeNow()
        return try await withTaskCancellationHandler {
            let outputs = try OutputCollector(output.read, limit: limit)
            let errors = try OutputCollector(error.read, limit: limit)
            let termination = await child.wait()
            await outputs.waitForEnd()
            await errors.waitForEnd()
            try Task.checkCancellation()
            return (termination, outputs.contents().bytes, errors.contents().bytes)
        } onCancel: {
            child.kill()
        }
    }
}
