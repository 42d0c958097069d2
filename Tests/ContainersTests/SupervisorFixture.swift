import EngineInterface
import Foundation
import Glibc
import Linux
import OCI
import Testing

@testable import Containers

/// A store with one small layer, and containers on it that no process of the test owns. Everything goes with the test.
struct SupervisorFixture {
    let store: String

    /// The program that becomes a supervisor: built beside the tests.
    static let executable: String? = {
        if let named = getenv("WORKSHOP_EXECUTABLE") { return String(cString: named) }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let beside = (bundle as NSString).deletingLastPathComponent + "/workshop"
        return access(beside, X_OK) == 0 ? beside : nil
    }()

    static var canRun: Bool { getenv("WORKSHOP_NAMESPACES") != nil && executable != nil }

    static func with(_ test: (SupervisorFixture) async throws -> Void) async throws {
        let store = "/tmp/workshop-supervisor-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        for folder in ["", "/snapshots", "/trash", "/empty"] { mkdir(store + folder, 0o755) }
        try layer(store + "/snapshots/busybox")
        let fixture = SupervisorFixture(store: store)
        do {
            try await test(fixture)
        } catch {
            await fixture.end()
            try removeTree(store)
            throw error
        }
        await fixture.end()
        try removeTree(store)
    }

    private static func layer(_ folder: String) throws {
        for name in ["", "/bin", "/etc", "/tmp", "/proc", "/sys", "/dev", "/home"] { mkdir(folder + name, 0o755) }
        chmod(folder + "/tmp", 0o1777)
        let file = try Descriptor.open(folder + "/bin/busybox", O_WRONLY | O_CREAT, mode: 0o755)
        try Descriptor.write(try SmallFile.read("/bin/busybox"), to: file.number)
        file.closeNow()
        for applet in ["sh", "cat", "echo", "sleep", "true", "yes", "stty", "tty", "touch", "head", "id", "dd", "tr"] {
            symlink("busybox", folder + "/bin/" + applet)
        }
        try SmallFile.write("text\n", to: folder + "/bin/plain")
        try SmallFile.write("#!/bin/bash\necho hi\n", to: folder + "/bin/script", mode: 0o755)
        try SmallFile.write("#!/bin/sh\r\necho hi\r\n", to: folder + "/bin/windows", mode: 0o755)
        try SmallFile.write("echo hi\n", to: folder + "/bin/bare", mode: 0o755)
        try SmallFile.write("root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/home:/bin/sh\n", to: folder + "/etc/passwd")
        try SmallFile.write("root:x:0:\napp:x:1000:\n", to: folder + "/etc/group")
    }

    /// Creates a container.
    func container(
        _ command: [String], _ change: (inout ContainerConfiguration, inout HostConfiguration) -> Void = { _, _ in }
    ) throws -> ContainerControl {
        var configuration = ContainerConfiguration(image: "busybox")
        configuration.command = command
        var host = HostConfiguration()
        host.networkMode = "none"
        change(&configuration, &host)
        let id = RandomName.hex(words: 4)
        let folder = ContainerFolder(store: store, id: id)
        try folder.create(
            StoredContainer(
                id: id, name: "test", created: Clock.real, imageID: "sha256:0", snapshots: ["busybox"],
                configuration: configuration, host: host))
        return ContainerControl(folder: folder, executable: try #require(Self.executable))
    }

    /// A shell that says when it is ready, and ends with 7 on SIGTERM.
    static let obedient = ["sh", "-c", "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done"]

    /// Starts a container and waits until it has written a line.
    func started(
        _ command: [String] = obedient,
        _ change: (inout ContainerConfiguration, inout HostConfiguration) -> Void = { _, _ in }
    ) async throws -> ContainerControl {
        let control = try container(command, change)
        _ = try await control.start()
        try await says("ready", control)
        return control
    }

    /// Waits until the log has a line.
    func says(_ line: String, _ control: ContainerControl) async throws {
        var request = LogRequest()
        request.follows = true
        // A terminal ends lines with a carriage return, too.
        for try await entry in try control.logs(request)
        where text(entry.bytes).filter({ $0 != "\r" && $0 != "\r\n" && $0 != "\n" }) == line {
            return
        }
        Issue.record("The container ended without saying \(line).")
    }

    func log(_ control: ContainerControl, _ change: (inout LogRequest) -> Void = { _ in }) async throws -> String {
        var request = LogRequest()
        change(&request)
        var result = ""
        for try await entry in try control.logs(request) { result += text(entry.bytes) }
        return result
    }

    /// Reads an attachment to its end.
    func drain(
        _ attachment: any StreamAttachment
    ) async throws -> (output: String, error: String, status: Int32) {
        var output: [UInt8] = []
        var error: [UInt8] = []
        while let piece = try await attachment.read() {
            if piece.stream == .error { error += piece.bytes } else { output += piece.bytes }
        }
        return (text(output), text(error), try await attachment.exitStatus())
    }

    /// Runs a container in the foreground.
    func run(
        _ command: [String], input: String? = nil,
        _ change: (inout ContainerConfiguration, inout HostConfiguration) -> Void = { _, _ in }
    ) async throws -> (output: String, error: String, status: Int32) {
        let control = try container(command) { configuration, host in
            configuration.opensInput = input != nil
            configuration.closesInputAfterOne = true
            change(&configuration, &host)
        }
        var request = AttachRequest()
        request.input = input != nil
        let attachment = try #require(try await control.start(attaching: request))
        if let input {
            try await attachment.write(Array(input.utf8))
            try await attachment.closeInput()
        }
        return try await drain(attachment)
    }

    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Ends what still runs, and waits until its supervisors have let go.
    private func end() async {
        for id in (try? RootedDirectory(store + "/containers").list("/")) ?? [] {
            let control = ContainerControl(folder: ContainerFolder(store: store, id: id))
            try? await control.stop(seconds: 0)
            for _ in 0..<2000 {
                if (try? control.folder.tryLock()) != nil { break }
                usleep(1000)
            }
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips, with a word, where the process was not started in the engine's namespaces.
    static var needsSupervisor: Self {
        .enabled(if: SupervisorFixture.canRun, "runs only in the engine's namespaces and beside the program: make test")
    }
}

/// Waits until something holds, looking again and again.
func soon(_ body: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
        if try await body() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("It did not happen within 20 seconds.")
}
