import EngineInterface
import Foundation
import Glibc
import Linux
import OCI

/// One command run in a running container.
struct ExecCall {
    var process: RunningProcess
    var folder: String
    var request: ExecRequest
    var identity: UserDatabase.Identity
    var environment: [String]
    var workingDirectory: String

    func run() async throws -> ExecResult {
        let number = Identifier.random().prefix(16)
        let processFile = "\(folder)/exec-\(number).json"
        let log = "\(folder)/exec-\(number).log"
        defer {
            unlink(processFile)
            unlink(log)
        }
        let specification = RuntimeSpec.Process(
            user: .init(uid: identity.uid, gid: identity.gid, additionalGids: identity.additionalGroups),
            args: request.command, env: environment, cwd: workingDirectory,
            capabilities: Confinement.capabilities(uid: identity.uid),
            rlimits: [.init(type: "RLIMIT_CORE", value: 0)])
        let json = String(decoding: try JSONEncoder().encode(specification), as: UTF8.self)
        try SmallFile.write(json, to: processFile, mode: 0o600)

        let output = try Descriptor.pipe()
        let error = try Descriptor.pipe()
        let input =
            try request.standardInput.map { try Descriptor.memoryFile($0) } ?? Descriptor.open("/dev/null", O_RDONLY)
        let start = ContinuousClock.now
        let child = try withExtendedLifetime(input) {
            try process.exec(
                processFile: processFile, log: log, output: output.write.number, error: error.write.number,
                input: input.number)
        }
        output.write.closeNow()
        error.write.closeNow()
        let standardOutput = try OutputCollector(output.read, limit: request.outputBytes)
        let standardError = try OutputCollector(error.read, limit: request.outputBytes)
        let timedOut = try await end(child)
        let termination = await child.wait()
        if !timedOut {
            await standardOutput.waitForEnd(atMost: .seconds(1))
            await standardError.waitForEnd(atMost: .seconds(1))
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        let outputs = standardOutput.contents()
        var errors = standardError.contents()
        var status = termination.status
        if !timedOut, status != 0, let message = RuntimeLog.message(in: log) {
            let failure = RuntimeLog.classify(
                message, in: process.firstProcess().flatMap { try? RootedDirectory("/proc/\($0)/root") },
                command: request.command.first ?? "")
            switch failure.kind {
            case .commandNotFound: status = 127
            case .commandNotExecutable: status = 126
            default:
                // The container may have ended since; then that is the reason, whatever the runtime says.
                guard process.firstProcess() != nil else {
                    throw EngineError(
                        .notRunning,
                        "The container ended before \(request.command.first ?? "the command") could run in it.",
                        help: "Look at its output to see why it ended.")
                }
                throw failure
            }
            errors.bytes = Array(([failure.message] + [failure.help].compactMap { $0 }).map { $0 + "\n" }.joined().utf8)
        }
        return ExecResult(
            status: status,
            output: ContainerLogs(
                standardOutput: outputs.bytes, standardError: errors.bytes,
                isTruncated: outputs.isTruncated || errors.isTruncated),
            timedOut: timedOut, seconds: seconds)
    }

    /// Waits for the end, or ends it after its time. Returns whether the time was over.
    private func end(_ child: ChildProcess) async throws -> Bool {
        let seconds = request.seconds
        let ended = await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await child.waitUnlessCancelled()) != nil }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
        if !ended {
            // The runtime's own process waits for the command, which would go on without it.
            for command in ProcessTree.children(of: child.pid) { Glibc.kill(command, SIGKILL) }
            child.kill()
        }
        try Task.checkCancellation()
        return !ended
    }
}
