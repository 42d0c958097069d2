import EngineInterface
import Glibc
import Linux
import Testing

@testable import Containers

@Suite("Accidents of containers that no command owns", .needsSupervisor, .serialized, .timeLimit(.minutes(2)))
struct SupervisorAccidentTests {
    enum Victim: CaseIterable { case supervisor, holder, process, all }

    @Test("leave the truth and nothing else", arguments: Victim.allCases)
    func kills(_ victim: Victim) async throws {
        try await SupervisorFixture.with { fixture in
            let control = try await fixture.started()
            let before = try control.folder.status()
            let attachment = try await control.attach(AttachRequest())
            let victims =
                switch victim {
                case .supervisor: [before.supervisor]
                case .holder: [before.holder]
                case .process: [before.process]
                case .all: [before.process, before.holder, before.supervisor]
                }
            let first = try ProcessHandle(before.process)
            for victim in victims { kill(victim, SIGKILL) }
            #expect(try await attachment.exitStatus() == 137)
            try await soon { first.hasEnded }
            try await soon { try control.folder.status().phase == .exited }
            let after = try control.folder.status()
            #expect(after.exitCode == 137)
            #expect(after.process == 0 && after.supervisor == 0 && after.finished >= before.started)
            #expect(ContainerGroup(existing: control.folder.groupName) == nil)
            #expect(access(control.folder.path + "/control", F_OK) != 0)
            // It starts as if nothing had been.
            _ = try await control.start()
            #expect(try control.folder.status().isRunning)
            try await control.stop(seconds: 0)
        }
    }

    @Test("do not come of many who start it at once")
    func together() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try fixture.container(SupervisorFixture.obedient)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { _ = try await control.start() } }
                try await group.waitForAll()
            }
            try await fixture.says("ready", control)
            #expect(try await fixture.log(control) == "ready\n")
            // And of those who stop it.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { try await control.stop() } }
                try await group.waitForAll()
            }
            #expect(try control.folder.status().exitCode == 7)
        }
    }

    @Test("of a prepared supervisor that nobody needs end with its owner")
    func unused() async throws {
        let prepared = try PreparedSupervisor(executable: try #require(SupervisorFixture.executable))
        let process = try ProcessHandle(prepared.pid)
        prepared.connection.close()
        try await soon { process.hasEnded }
    }

    @Test("of memory end it, and say so")
    func memory() async throws {
        try await SupervisorFixture.with { fixture in
            let control = try fixture.container(["sh", "-c", "x=$(yes | head -c 200000000 | tr -d '\\n'); echo ${#x}"])
            {
                $1.resources.memoryBytes = 20 << 20
                $1.resources.memorySwapBytes = 20 << 20
            }
            _ = try await control.start()
            #expect(try await control.wait() != 0)
            try await soon { try control.folder.status().wasKilledForMemory }
        }
    }
}
