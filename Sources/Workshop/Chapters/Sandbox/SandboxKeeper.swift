import Glibc
import Linux

/// The helper process that makes a sandbox's folder, waits until nobody holds its standard input, and clears up.
///
/// It is the same program, called as `workshop sandbox IMAGE…`, in the engine's namespaces: it can remove what containers wrote, and
/// does so however the process that started it ends.
final class SandboxKeeper: Sendable {
    /// Holds `home`, `store` and `bin`.
    let folder: String
    private let process: ChildProcess
    private let lifeline: OwnedDescriptor

    private init(folder: String, process: ChildProcess, lifeline: OwnedDescriptor) {
        self.folder = folder
        self.process = process
        self.lifeline = lifeline
    }

    static func start(
        program: String, images: [String], onProgress: (@Sendable ([UInt8]) -> Void)?
    ) async throws -> SandboxKeeper {
        let input = try Descriptor.pipe()
        let answer = try Descriptor.pipe()
        let errors = try Descriptor.pipe()
        var request = SpawnRequest(program, ["sandbox"] + images)
        // A terminal's Ctrl-C is for this process, which then ends the sandbox in order; its death is seen at the lifeline.
        request.newSession = true
        request.diesWithParent = false
        request.descriptors = [
            (input.read.number, 0), (answer.write.number, 1), (errors.write.number, 2),
        ]
        let process = try ChildProcess(request)
        // Only the child may hold these ends: else nobody would see that it has ended.
        for end in [input.read, answer.write, errors.write] { end.closeNow() }
        let said = try OutputCollector(errors.read, limit: 1 << 16, onData: onProgress)
        let path = try OutputCollector(answer.read, limit: 1 << 12)
        // Standard output is closed as soon as the path is written.
        await withTaskCancellationHandler {
            await path.waitForEnd()
        } onCancel: {
            input.write.closeNow()
        }
        if Task.isCancelled {
            _ = await process.wait()
            throw CancellationError()
        }
        let folder = String(decoding: path.contents().bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard folder.hasPrefix("/") else {
            _ = await process.wait()
            await said.waitForEnd(atMost: .seconds(1))
            let reason = String(decoding: said.contents().bytes, as: UTF8.self)
            throw SandboxError("The sandbox cannot be made. " + (reason.isBlank ? "It ended without a word." : reason))
        }
        return SandboxKeeper(folder: folder, process: process, lifeline: input.write)
    }

    func close() async {
        lifeline.closeNow()
        _ = await process.wait()
    }
}
