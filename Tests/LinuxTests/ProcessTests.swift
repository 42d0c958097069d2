import Glibc
import Testing

@testable import Linux

@Suite struct ProcessTests {
    @Test func outputInputAndStatus() async throws {
        var request = SpawnRequest("/bin/sh", ["-c", "cat; echo error >&2; exit 3"])
        request.environment = ["A=b"]
        let result = try await Tool.run(request, input: Array("given".utf8))
        #expect(result.termination == .exited(3))
        #expect(String(decoding: result.output, as: UTF8.self) == "given")
        #expect(String(decoding: result.error, as: UTF8.self) == "error\n")
    }

    @Test func aMissingProgramIsToldAtOnce() {
        #expect { _ = try ChildProcess(SpawnRequest("/no/such/program")) } throws: { error in
            (error as? SystemError)?.errno == ENOENT
        }
    }

    @Test func signalsAreTold() async throws {
        let child = try ChildProcess(SpawnRequest("/bin/sleep", ["1000"]))
        child.kill(SIGTERM)
        #expect(await child.wait() == .signalled(SIGTERM))
        #expect(child.termination == .signalled(SIGTERM))
    }

    @Test func onlyTheNamedDescriptorsReachTheChild() async throws {
        let spare = try Descriptor.open("/etc/passwd", O_RDONLY)
        let result = try await Tool.run(SpawnRequest("/bin/sh", ["-c", "ls /proc/self/fd | wc -l"]))
        withExtendedLifetime(spare) {}
        // 0, 1, 2 and the one by which ls reads the folder.
        #expect(String(decoding: result.output, as: UTF8.self) == "4\n")
    }

    @Test func manyAtOnceLoseNothing() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let result = try await Tool.run(SpawnRequest("/bin/sh", ["-c", "echo \(number)"]))
                    return Int(String(decoding: result.output, as: UTF8.self).dropLast()) ?? -1
                }
            }
            var seen: Set<Int> = []
            for try await number in group { seen.insert(number) }
            #expect(seen == Set(0..<100))
        }
    }

    @Test func waitingEndsWithItsTask() async throws {
        let child = try ChildProcess(SpawnRequest("/bin/sleep", ["1000"]))
        let waiting = Task { try await child.waitUnlessCancelled() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        child.kill()
        _ = await child.wait()
    }

    @Test func oldOutputIsDroppedFirst() async throws {
        let request = SpawnRequest("/bin/sh", ["-c", "i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done"])
        let result = try await Tool.run(request, limit: 10)
        #expect(String(decoding: result.output, as: UTF8.self) == "line 4999\n")
    }
}
