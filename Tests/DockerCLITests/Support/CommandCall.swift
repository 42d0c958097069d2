import DockerFlags
import EngineInterface
import Glibc
import Linux

@testable import DockerCLI

/// What a command left behind.
struct CommandOutcome: Equatable, CustomStringConvertible {
    var status: Int32
    var output: String
    var error: String

    var description: String { "status \(status)\n--- output\n\(output)--- error\n\(error)" }
}

/// A moment for everything that tells ages: 2026-11-21T15:47:29Z.
let testNow: Int64 = 1_795_276_049_000_000_000

/// Calls a command as `docker WORD…` with a fake engine.
struct CommandCall {
    var engine = FakeDockerEngine()
    var environment: [String: String] = ["HOME": "/home/ada", "PATH": "/usr/bin:/bin"]
    var folder = "/home/ada/app"
    var signals = SignalHub(catchesSignals: false)
    var otherStores: (any OtherStores)?
    /// Standard input; `nil` is empty.
    var input: OwnedDescriptor?
    /// Standard output; `nil` is a file in memory.
    var terminal: OwnedDescriptor?

    func run(_ words: [String]) async throws -> CommandOutcome {
        let outputFile = try Descriptor.memoryFile([])
        let errorFile = try Descriptor.memoryFile([])
        let inputFile = try input ?? Descriptor.memoryFile([])
        let output = CommandOutput(descriptor: terminal?.number ?? outputFile.number)
        let error = CommandOutput(descriptor: errorFile.number)
        let status = await status(words, output, error, CommandInput(descriptor: inputFile.number))
        return try withExtendedLifetime((inputFile, terminal)) {
            CommandOutcome(status: status, output: try Self.text(outputFile), error: try Self.text(errorFile))
        }
    }

    /// With the words split at spaces.
    func run(_ line: String) async throws -> CommandOutcome {
        try await run(line.split(separator: " ").map(String.init))
    }

    private func status(
        _ words: [String], _ output: CommandOutput, _ error: CommandOutput, _ input: CommandInput
    ) async -> Int32 {
        do {
            guard case .run(let invocation) = try DockerCommandLine().parse(words),
                let action = CommandActions.action(for: invocation.command.id)
            else { return -1 }
            for warning in invocation.warnings { error.line(warning) }
            return try await action.run(
                context(invocation, output: output, error: error, input: input))
        } catch let failure {
            let (text, status) = await FailureText.text(of: failure, otherStores: otherStores)
            if !text.isEmpty { error.line(text) }
            return status
        }
    }

    func context(
        _ invocation: DockerInvocation, output: CommandOutput, error: CommandOutput, input: CommandInput
    ) -> CommandContext {
        CommandContext(
            invocation: invocation, engine: engine, output: output, error: error, input: input,
            environment: environment, workingDirectory: folder, signals: signals,
            host: DockerHost(
                version: "1.0", enterNamespaces: {}, openEngine: { FakeDockerEngine() }, build: { _ in 0 },
                otherStores: otherStores),
            now: { testNow })
    }

    private static func text(_ file: OwnedDescriptor) throws -> String {
        lseek(file.number, 0, SEEK_SET)
        return String(decoding: try Descriptor.read(file.number), as: UTF8.self)
    }
}

extension ContainerRecord {
    /// A container for tests.
    static func sample(
        _ name: String, id: String = FakeDockerEngine.newID, phase: ContainerStatus.Phase = .running,
        hasTerminal: Bool = false, opensInput: Bool = false
    ) -> ContainerRecord {
        var configuration = ContainerConfiguration(image: "alpine")
        configuration.hasTerminal = hasTerminal
        configuration.opensInput = opensInput
        return ContainerRecord(
            id: id, name: name, created: testNow, imageID: "sha256:" + String(repeating: "c", count: 64),
            configuration: configuration, host: HostConfiguration(), mounts: [], status: ContainerStatus(phase),
            endpoints: [], folder: "/store/" + id)
    }
}
