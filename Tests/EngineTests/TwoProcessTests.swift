import EngineInterface
import Foundation
import Glibc
import Linux
import Testing

/// Builds of two processes in one store, at the same time.
@Suite(.needsNamespaces, .serialized) struct TwoProcessTests {
    /// What a child of a test builds, from its environment.
    private static var order: (folder: String, dockerfile: String)? {
        guard let folder = getenv("WORKSHOP_STEP_FOLDER"), let text = getenv("WORKSHOP_STEP_TEXT") else { return nil }
        return (String(cString: folder), String(cString: text))
    }

    /// Runs in a child only; the exit status of the child says how it went.
    @Test(.enabled(if: order != nil)) func child() async throws {
        let order = try #require(Self.order)
        let bench = try StepBench(sharing: order.folder)
        let outcome = try await bench.build("") { request in
            request.dockerfile = "Dockerfile of a child"
            request.dockerfileBytes = Array(order.dockerfile.utf8)
        }
        await bench.closeOnly()
        #expect(outcome.failure == nil, "\(String(describing: outcome.failure)) \(outcome.output)")
    }

    /// Builds two Dockerfiles in two processes of their own.
    private func build(_ texts: [String], in bench: StepBench) async throws {
        // Children read their Dockerfile from the environment; the file is only there to be looked at.
        let arguments = Array(CommandLine.arguments.dropFirst())
        var clean: [String] = []
        var isValue = false
        for argument in arguments {
            if isValue { isValue = false; continue }
            if ["--filter", "--skip", "--xunit-output", "--event-stream-output-path"].contains(argument) {
                isValue = true
            } else {
                clean.append(argument)
            }
        }
        if !clean.contains("--testing-library") { clean += ["--testing-library", "swift-testing"] }
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for text in texts {
                var request = SpawnRequest(program, clean + ["--filter", "TwoProcessTests/child"])
                var environment = ProcessInfo.processInfo.environment
                environment["WORKSHOP_STEP_FOLDER"] = bench.folder
                environment["WORKSHOP_STEP_TEXT"] = text
                request.environment = environment.map { "\($0.key)=\($0.value)" }
                let spawn = request
                group.addTask {
                    let result = try await Tool.run(spawn)
                    let output = String(decoding: result.output + result.error, as: UTF8.self)
                    #expect(result.termination == .exited(0), "\(output)")
                    #expect(output.contains("1 test"), "\(output)")
                }
            }
            try await group.waitForAll()
        }
    }

    private func cache(_ id: String, in bench: StepBench) throws -> [String: String] {
        let outcome = bench.folder + "/store/caches"
        var found: [String: String] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: outcome) ?? .init() {
            if let text = SmallFile.text(outcome + "/" + name), name.contains(id) { found[name] = text }
        }
        return found
    }

    @Test func oneStepRunsOnce() async throws {
        try await StepBench.with { bench in
            let text =
                "FROM busybox\nRUN --mount=type=cache,target=/c echo ran >> /c/once.log; i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done"
            try await build([text, text], in: bench)
            #expect(try cache("once.log", in: bench).values.sorted() == ["ran\n"])
        }
    }

    @Test func sharedCachesAreUsedAtOnce() async throws {
        try await StepBench.with { bench in
            // Each waits for what the other writes.
            func text(_ own: String, _ other: String) -> String {
                "FROM busybox\nRUN --mount=type=cache,target=/c touch /c/\(own); until test -e /c/\(other); do sleep 0.01; done"
            }
            try await build([text("a", "b"), text("b", "a")], in: bench)
        }
    }

    @Test func lockedCachesAreUsedByOneAfterTheOther() async throws {
        try await StepBench.with { bench in
            func text(_ name: String) -> String {
                """
                FROM busybox
                RUN --mount=type=cache,target=/c,sharing=locked echo \(name) in >> /c/locked.log; \\
                    i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo \(name) out >> /c/locked.log
                """
            }
            try await build([text("a"), text("b")], in: bench)
            let log = try #require(try cache("locked.log", in: bench).values.first)
            let isInTurn = ["a in\na out\nb in\nb out\n", "b in\nb out\na in\na out\n"].contains(log)
            #expect(isInTurn, "\(log)")
        }
    }

    @Test func privateCachesAreEachOnesOwn() async throws {
        try await StepBench.with { bench in
            // Both are inside at once, and neither sees what the other writes.
            func text(_ own: String, _ other: String) -> String {
                """
                FROM busybox
                RUN --mount=type=cache,target=/p,sharing=private --mount=type=cache,target=/s \\
                    touch /p/\(own) /s/\(own); until test -e /s/\(other); do sleep 0.01; done; test ! -e /p/\(other)
                """
            }
            try await build([text("a", "b"), text("b", "a")], in: bench)
        }
    }
}
