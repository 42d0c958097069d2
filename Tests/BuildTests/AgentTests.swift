import EngineInterface
import Foundation
import Images
import Linux
import Testing

@testable import Build

/// Keys that a build serves itself, as OpenSSH's own program sees them.
@Suite(.enabled(if: Tool.find("ssh-agent") != nil && Tool.find("ssh-keygen") != nil))
struct AgentTests {
    private func run(_ program: String, _ arguments: [String], socket: String = "") throws -> (Int32, String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/" + program)
        process.arguments = arguments
        process.environment = ["SSH_AUTH_SOCK": socket]
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test func keysCanBeListedAndUsedButNotChanged() async throws {
        let bench = try Workbench()
        let key = bench.folder + "/key"
        #expect(try run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "the-comment", "-f", key]).0 == 0)
        let agents = KeyAgents([BuildAgent(id: "mine", paths: [key])], store: bench.store)
        #expect(try await agents.socket("other") == nil)
        let socket = try #require(try await agents.socket("mine"))
        #expect(try await agents.socket("mine") == socket, "one agent serves the whole build")
        let forwarder = try AgentForwarder(
            at: "agent", in: bench.folder, owner: (0, 0), mode: 0o600, agent: socket)
        let path = bench.folder + "/agent"
        let listed = try run("ssh-add", ["-l"], socket: path)
        #expect(listed.0 == 0 && listed.1.contains("the-comment"))
        // Signing and checking goes through the forwarder, too.
        #expect(try run("ssh-add", ["-T", key + ".pub"], socket: path).0 == 0)
        #expect(try run("ssh-add", ["-D"], socket: path).0 != 0)
        #expect(try run("ssh-add", [key], socket: path).0 != 0)
        #expect(try run("ssh-add", ["-l"], socket: path).0 == 0, "the key is still there")
        forwarder.close()
        await agents.close()
        #expect(access(socket, F_OK) != 0)
        #expect(!bench.hasDrafts)
    }

    @Test func keysWithAPassphraseAreRefused() async throws {
        let bench = try Workbench()
        let key = bench.folder + "/key"
        #expect(try run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "passphrase", "-f", key]).0 == 0)
        let agents = KeyAgents([BuildAgent(paths: [key])], store: bench.store)
        await #expect(throws: KeyAgents.Fault.self) { _ = try await agents.socket("default") }
        await agents.close()
        #expect(!bench.hasDrafts)
    }
}
